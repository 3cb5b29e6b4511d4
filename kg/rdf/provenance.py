"""What `mentions.ttl` states: where the texts say what `graph.ttl` states, down to the characters.

No triple of it stands in `graph.ttl` too, so that a union of both counts nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts, Relation
from kg.rdf.names_of_things import Identifiers
from kg.rdf.subjects import Subject, described
from kg.rdf.values import Iri, Pair, name, term
from kg.rdf.vocabulary import entity_relation_property, fits, relation_property

_STATEMENT = ("kg:Statement", "rdf:Statement")


def provenance(knowledge: Knowledge, activity: Iri, ids: Identifiers) -> Iterator[Subject]:
    """Texts, mentions, spans of values, statements, and the reasons of merges and of relations between entities."""
    entities = {entity.id: entity for entity in knowledge.entities}
    yield described(
        ids.provenance,
        types=("prov:Bundle", "prov:Entity"),
        pairs=[
            (name("dcterms:title"), term("Where the texts say what the graph states")),
            (name("dcterms:isPartOf"), ids.graph),
            (name("prov:wasGeneratedBy"), activity),
        ],
    )
    for relation in knowledge.entity_relations:
        yield _entity_statement(relation, activity, ids)
    for entity in knowledge.entities:
        yield from _merges(entity, ids)
    for facts in knowledge.papers:
        yield from _paper(facts, entities, activity, ids)


def _paper(
    facts: PaperFacts, entities: Mapping[EntityId, Entity], activity: Iri, ids: Identifiers
) -> Iterator[Subject]:
    paper = facts.paper
    source = ids.text(paper.id)
    yield described(
        source,
        types=("kg:PaperText",),
        pairs=[(name("rdf:value"), term(paper.text)), (name("kg:textOf"), ids.paper(paper.id))],
    )
    for mention in facts.mentions:
        about: list[Pair] = [
            (name("oa:hasBody"), ids.entity(mention.entity)),
            (name("oa:motivatedBy"), name("oa:identifying")),
            (name("kg:confidence"), term(mention.score)),
            (name("kg:foundBy"), term(mention.origin)),
            (name("prov:wasGeneratedBy"), activity),
        ]
        span = (mention.start, mention.end)
        yield from _annotation(ids.mention(paper.id, mention), "kg:Mention", about, source, paper.text, span)
    evidence: dict[Iri, Subject] = {}
    for iri, result in ids.results(facts):
        value = ids.value(paper.id, result)
        about = [
            (name("oa:motivatedBy"), name("oa:describing")),
            (name("kg:confidence"), term(result.score)),
            *([(name("kg:foundBy"), term(result.origin))] if result.origin else []),
            (name("prov:wasGeneratedBy"), activity),
        ]
        span = (result.start, result.end)
        for subject in _annotation(value, "kg:ValueMention", about, source, paper.text, span):
            evidence.setdefault(subject.iri, subject)
        yield Subject(iri, [(name("kg:evidence"), value)])
    yield from evidence.values()
    yield from _statements(facts, entities, activity, ids)


def _annotation(
    iri: Iri, of: str, about: list[Pair], source: Iri, text: str, span: tuple[int, int]
) -> Iterator[Subject]:
    """A Web Annotation of a span of a text, every part of which has an IRI."""
    start, end = span
    target, position, quote = Iri(f"{iri}#target"), Iri(f"{iri}#position"), Iri(f"{iri}#quote")
    yield described(iri, types=(of, "oa:Annotation"), pairs=[*about, (name("oa:hasTarget"), target)])
    yield described(
        position,
        types=("oa:TextPositionSelector",),
        pairs=[(name("oa:start"), term(start)), (name("oa:end"), term(end))],
    )
    yield described(quote, types=("oa:TextQuoteSelector",), pairs=[(name("oa:exact"), term(text[start:end]))])
    yield described(
        target,
        types=("oa:SpecificResource",),
        pairs=[
            (name("oa:hasSource"), source),
            (name("oa:hasSelector"), position),
            (name("oa:hasSelector"), quote),
        ],
    )


def _statements(
    facts: PaperFacts, entities: Mapping[EntityId, Entity], activity: Iri, ids: Identifiers
) -> Iterator[Subject]:
    """One statement for each mention that says something of the paper; what the text denies is marked as denied."""
    groups: dict[Iri, list[Relation]] = {}
    for relation in facts.relations:
        if fits(relation, entities):
            groups.setdefault(ids.statement(facts.paper.id, relation), []).append(relation)
    for iri, relations in groups.items():
        first = relations[0]
        pairs: list[Pair] = [
            (name("rdf:subject"), ids.paper(facts.paper.id)),
            (name("rdf:predicate"), relation_property(first.type)),
            (name("rdf:object"), ids.entity(first.object)),
            (name("kg:evidence"), ids.mention(facts.paper.id, first)),
            (name("kg:confidence"), term(max(relation.score for relation in relations))),
            (name("prov:wasGeneratedBy"), activity),
        ]
        for relation in relations:
            sentence = facts.paper.text[relation.sentence_start : relation.sentence_end]
            pairs.append((name("kg:sentence"), term(sentence)))
            if relation.origin:
                pairs.append((name("kg:foundBy"), term(relation.origin)))
        if first.negated:
            pairs.append((name("kg:denied"), term(True)))
        yield described(iri, types=_STATEMENT, pairs=pairs)


def _entity_statement(relation: EntityRelation, activity: Iri, ids: Identifiers) -> Subject:
    return described(
        ids.thing("statement", f"{relation.subject}~{relation.type}~{relation.object}"),
        types=_STATEMENT,
        pairs=[
            (name("rdf:subject"), ids.entity(relation.subject)),
            (name("rdf:predicate"), entity_relation_property(relation)),
            (name("rdf:object"), ids.entity(relation.object)),
            (name("kg:reason"), term(relation.reason)),
            (name("kg:confidence"), term(relation.score)),
            (name("prov:wasGeneratedBy"), activity),
            *((name("kg:shownBy"), ids.paper(paper_id)) for paper_id in relation.papers),
        ],
    )


def _merges(entity: Entity, ids: Identifiers) -> Iterator[Subject]:
    """Why each spelling belongs to the entity; a spelling merged for two reasons is one subject with both."""
    groups: dict[Iri, list[Pair]] = {}
    for merge in entity.merges:
        pairs = groups.setdefault(ids.thing("merge", f"{entity.id}~{merge.surface}"), [])
        pairs += [
            (name("kg:mergedInto"), ids.entity(entity.id)),
            (name("kg:surface"), term(merge.surface)),
            (name("kg:reason"), term(merge.reason)),
            *((name("kg:shownBy"), ids.paper(paper_id)) for paper_id in merge.papers),
        ]
        if merge.detail:
            pairs.append((name("rdfs:comment"), term(merge.detail)))
    for iri, pairs in groups.items():
        yield described(iri, types=("kg:Merge",), pairs=pairs)
