"""The graph of `mentions.ttl`: where in the texts the facts of `graph.ttl` are stated, with character offsets.

It has no triple in common with `graph.ttl`, so that nothing counts twice in the union of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.model.comparison_record import Comparison
from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts, Relation
from kg.model.results import Result
from kg.rdf.iris import GraphIris
from kg.rdf.ontology_terms import find_entity_relation_property, find_relation_property, is_in_range
from kg.rdf.terms import Iri, Pair, Subject, expand, make_literal, make_subject

_STATEMENT = ("kg:Statement", "rdf:Statement")


def state_provenance(knowledge: Knowledge, activity: Iri, ids: GraphIris) -> Iterator[Subject]:
    """The subjects of texts, mentions, spans of values and comparisons, statements, merges, relations of entities."""
    entities = {entity.id: entity for entity in knowledge.entities}
    yield make_subject(
        ids.provenance,
        types=("prov:Bundle", "prov:Entity"),
        pairs=[
            (expand("dcterms:title"), make_literal("Where the texts say what the graph states")),
            (expand("dcterms:isPartOf"), ids.graph),
            (expand("prov:wasGeneratedBy"), activity),
        ],
    )
    for relation in knowledge.entity_relations:
        yield _state_entity_relation(relation, activity, ids)
    for entity in knowledge.entities:
        yield from _state_merges(entity, ids)
    for facts in knowledge.papers:
        paper = facts.paper
        yield make_subject(
            ids.text(paper.id),
            types=("kg:PaperText",),
            pairs=[(expand("rdf:value"), make_literal(paper.text)), (expand("kg:textOf"), ids.paper(paper.id))],
        )
        yield from state_evidence(facts, entities, activity, ids)


def state_evidence(
    facts: PaperFacts, entities: Mapping[EntityId, Entity], activity: Iri, ids: GraphIris
) -> Iterator[Subject]:
    """The subjects of a paper's mentions, spans of values and statements, into the text of `ids.text`."""
    paper = facts.paper
    source = ids.text(paper.id)
    for mention in facts.mentions:
        about: list[Pair] = [
            (expand("oa:hasBody"), ids.entity(mention.entity)),
            (expand("oa:motivatedBy"), expand("oa:identifying")),
            (expand("kg:confidence"), make_literal(mention.score)),
            (expand("kg:foundBy"), make_literal(mention.origin)),
            (expand("prov:wasGeneratedBy"), activity),
        ]
        span = (mention.start, mention.end)
        yield from _annotate(ids.mention(paper.id, mention), "kg:Mention", about, source, paper.text, span)
    evidence: dict[Iri, Subject] = {}
    for iri, result in ids.results(facts):
        value = ids.value(paper.id, result)
        span = (result.start, result.end)
        for subject in _annotate(value, "kg:ValueMention", _tell(result, activity), source, paper.text, span):
            evidence.setdefault(subject.iri, subject)
        yield Subject(iri, [(expand("kg:evidence"), value)])
    for iri, comparison in ids.comparisons(facts):
        mention_iri = ids.comparison_mention(paper.id, comparison)
        span = (comparison.start, comparison.end)
        for subject in _annotate(
            mention_iri, "kg:ComparisonMention", _tell(comparison, activity), source, paper.text, span
        ):
            evidence.setdefault(subject.iri, subject)
        yield Subject(iri, [(expand("kg:evidence"), mention_iri)])
    yield from evidence.values()
    yield from _state_relations(facts, entities, activity, ids)


def _tell(record: Result[EntityId] | Comparison[EntityId], activity: Iri) -> list[Pair]:
    """The pairs that describe the annotation of a result or of a comparison."""
    return [
        (expand("oa:motivatedBy"), expand("oa:describing")),
        (expand("kg:confidence"), make_literal(record.score)),
        *([(expand("kg:foundBy"), make_literal(record.origin))] if record.origin else []),
        (expand("prov:wasGeneratedBy"), activity),
    ]


def _annotate(iri: Iri, of: str, about: list[Pair], source: Iri, text: str, span: tuple[int, int]) -> Iterator[Subject]:
    """The subjects of a Web Annotation of a span of a text; none of its nodes is blank."""
    start, end = span
    target, position, quote = Iri(f"{iri}#target"), Iri(f"{iri}#position"), Iri(f"{iri}#quote")
    yield make_subject(iri, types=(of, "oa:Annotation"), pairs=[*about, (expand("oa:hasTarget"), target)])
    yield make_subject(
        position,
        types=("oa:TextPositionSelector",),
        pairs=[(expand("oa:start"), make_literal(start)), (expand("oa:end"), make_literal(end))],
    )
    yield make_subject(
        quote, types=("oa:TextQuoteSelector",), pairs=[(expand("oa:exact"), make_literal(text[start:end]))]
    )
    yield make_subject(
        target,
        types=("oa:SpecificResource",),
        pairs=[
            (expand("oa:hasSource"), source),
            (expand("oa:hasSelector"), position),
            (expand("oa:hasSelector"), quote),
        ],
    )


def _state_relations(
    facts: PaperFacts, entities: Mapping[EntityId, Entity], activity: Iri, ids: GraphIris
) -> Iterator[Subject]:
    """The subjects of statements, one for each mention that states a relation; denied relations are marked as such."""
    groups: dict[Iri, list[Relation]] = {}
    for relation in facts.relations:
        if is_in_range(relation, entities):
            groups.setdefault(ids.statement(facts.paper.id, relation), []).append(relation)
    for iri, relations in groups.items():
        first = relations[0]
        pairs: list[Pair] = [
            (expand("rdf:subject"), ids.paper(facts.paper.id)),
            (expand("rdf:predicate"), find_relation_property(first.type)),
            (expand("rdf:object"), ids.entity(first.object)),
            (expand("kg:evidence"), ids.mention(facts.paper.id, first)),
            (expand("kg:confidence"), make_literal(max(relation.score for relation in relations))),
            (expand("prov:wasGeneratedBy"), activity),
        ]
        for relation in relations:
            sentence = facts.paper.text[relation.sentence_start : relation.sentence_end]
            pairs.append((expand("kg:sentence"), make_literal(sentence)))
            if relation.origin:
                pairs.append((expand("kg:foundBy"), make_literal(relation.origin)))
        if first.negated:
            pairs.append((expand("kg:denied"), make_literal(True)))
        yield make_subject(iri, types=_STATEMENT, pairs=pairs)


def _state_entity_relation(relation: EntityRelation, activity: Iri, ids: GraphIris) -> Subject:
    return make_subject(
        ids.thing("statement", f"{relation.subject}~{relation.type}~{relation.object}"),
        types=_STATEMENT,
        pairs=[
            (expand("rdf:subject"), ids.entity(relation.subject)),
            (expand("rdf:predicate"), find_entity_relation_property(relation)),
            (expand("rdf:object"), ids.entity(relation.object)),
            (expand("kg:reason"), make_literal(relation.reason)),
            (expand("kg:confidence"), make_literal(relation.score)),
            (expand("prov:wasGeneratedBy"), activity),
            *((expand("kg:shownBy"), ids.paper(paper_id)) for paper_id in relation.papers),
        ],
    )


def _state_merges(entity: Entity, ids: GraphIris) -> Iterator[Subject]:
    """The subjects of merges: why each spelling belongs to the entity. A spelling with two reasons is one subject."""
    groups: dict[Iri, list[Pair]] = {}
    for merge in entity.merges:
        pairs = groups.setdefault(ids.thing("merge", f"{entity.id}~{merge.surface}"), [])
        pairs += [
            (expand("kg:mergedInto"), ids.entity(entity.id)),
            (expand("kg:surface"), make_literal(merge.surface)),
            (expand("kg:reason"), make_literal(merge.reason)),
            *((expand("kg:shownBy"), ids.paper(paper_id)) for paper_id in merge.papers),
        ]
        if merge.detail:
            pairs.append((expand("rdfs:comment"), make_literal(merge.detail)))
    for iri, pairs in groups.items():
        yield make_subject(iri, types=("kg:Merge",), pairs=pairs)
