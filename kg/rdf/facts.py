"""The graph of `graph.ttl`: papers, entities, their relations, results, comparisons.

Super-classes and super-properties are stated too, so that no inference is needed. A relation that a text denies is not
stated here; it is in the provenance, marked as denied. A comparison has a property of its own that says whether it is
denied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kg.model.comparison_record import Comparison
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from kg.model.results import ROLE_RANGES, Result, Role
from kg.model.types import TYPES, join_words
from kg.rdf.cross_links import find_cross_links, list_name_keys
from kg.rdf.iris import GraphIris, make_link_iri
from kg.rdf.ontology_terms import (
    RESULT_CLASSES,
    find_entity_relation_property,
    find_relation_property,
    is_in_range,
    list_entity_classes,
)
from kg.rdf.terms import Iri, Pair, Subject, expand, make_date_literal, make_literal, make_subject, parse_decimal
from kg.text.identifiers import slugify

MENTIONS = (expand("kg:mentions"), expand("schema:mentions"))
_PROPERTY_OF_ROLE: Mapping[Role, Iri] = MappingProxyType(
    {
        "metric": expand("mls:specifiedBy"),
        "dataset": expand("kg:onDataset"),
        "task": expand("kg:onTask"),
        "subject": expand("kg:subject"),
        "comparator": expand("kg:comparator"),
    }
)


def state_facts(knowledge: Knowledge, ids: GraphIris) -> Iterator[Subject]:
    """All subjects of the graph, without repeats, except its description of itself."""
    entities = {entity.id: entity for entity in knowledge.entities}
    crossing = find_cross_links(knowledge.entities, knowledge.papers, entities, ids)
    every_type = join_words(row.plural for row in TYPES).capitalize()
    yield make_subject(
        ids.scheme,
        types=("skos:ConceptScheme",),
        pairs=[(expand("dcterms:title"), make_literal(f"{every_type} of machine learning"))],
    )
    outgoing: dict[str, list[Pair]] = {}
    for relation in knowledge.entity_relations:
        pair = (find_entity_relation_property(relation), ids.entity(relation.object))
        outgoing.setdefault(relation.subject, []).append(pair)
    for entity_id, pairs in crossing.entities.items():
        outgoing.setdefault(entity_id, []).extend(pairs)
    for entity in knowledge.entities:
        yield state_entity(entity, outgoing.get(entity.id, ()), ids)
    yield from _state_organizations((facts.paper for facts in knowledge.papers), ids)
    for paper_facts in knowledge.papers:
        yield _state_paper(paper_facts, entities, ids)
        yield from _state_authors(paper_facts.paper, ids)
        for iri, result in ids.results(paper_facts):
            yield state_result(iri, result, paper_facts.paper, entities, ids, crossing.results.get(iri, ()))
        for iri, comparison in ids.comparisons(paper_facts):
            yield state_comparison(iri, comparison, paper_facts.paper, ids)
    for url in sorted({url for paper_facts in knowledge.papers for url in paper_facts.code}):
        yield make_subject(
            ids.thing("code", url),
            types=("schema:SoftwareSourceCode",),
            pairs=[(expand("schema:codeRepository"), make_link_iri(url))],
        )


def state_entity(entity: Entity, links: Iterable[Pair], ids: GraphIris) -> Subject:
    """The subject of an entity; `links` are its relations to other entities, and what it shares with them."""
    aliases = {surface for surface, _ in entity.aliases} - {entity.name}
    pairs: list[Pair] = [
        (expand("skos:inScheme"), ids.scheme),
        (expand("skos:prefLabel"), make_literal(entity.name)),
        (expand("kg:paperCount"), make_literal(entity.paper_count)),
        (expand("kg:mentionCount"), make_literal(entity.mention_count)),
        *((expand("skos:altLabel"), make_literal(surface)) for surface in aliases),
        *((expand("kg:nameKey"), make_literal(key)) for key in list_name_keys(entity)),
        *(
            (expand("skos:hiddenLabel"), make_literal(surface))
            for surface in set(entity.hidden) - aliases - {entity.name}
        ),
        *links,
    ]
    if entity.higher_is_better is not None:
        pairs.append((expand("kg:higherIsBetter"), make_literal(entity.higher_is_better)))
    return make_subject(ids.entity(entity.id), types=list_entity_classes(entity), pairs=pairs)


def _make_organization_key(paper: Paper) -> str | None:
    name = paper.organization_slug or paper.organization
    return slugify(name) if name else None


def _state_organizations(papers: Iterable[Paper], ids: GraphIris) -> Iterator[Subject]:
    names: dict[str, set[str]] = {}
    for paper in papers:
        if key := _make_organization_key(paper):
            names.setdefault(key, set()).add(paper.organization or paper.organization_slug or key)
    for key in sorted(names):
        yield make_subject(
            ids.thing("organization", key),
            types=("schema:Organization",),
            pairs=[(expand("schema:name"), make_literal(text)) for text in names[key]],
        )


def _state_authors(paper: Paper, ids: GraphIris) -> Iterator[Subject]:
    if isinstance(paper.authors, tuple):
        for position, author in enumerate(paper.authors, start=1):
            yield make_subject(
                ids.person(paper.id, position),
                types=("schema:Person",),
                pairs=[(expand("schema:name"), make_literal(author))],
            )


def _state_paper(facts: PaperFacts, entities: Mapping[EntityId, Entity], ids: GraphIris) -> Subject:
    paper = facts.paper
    pairs: list[Pair] = [(expand("dcterms:title"), make_literal(paper.title))]
    if paper.url:
        pairs.append((expand("schema:url"), make_link_iri(paper.url)))
    if paper.published is not None:
        pairs.append((expand("dcterms:issued"), make_date_literal(paper.published)))
        pairs.append((expand("kg:dateInferred"), make_literal(paper.published_inferred)))
    if paper.arxiv_id is not None:
        pairs.append((expand("fabio:hasArXivId"), make_literal(paper.arxiv_id)))
    if isinstance(paper.authors, tuple):
        positions = range(1, len(paper.authors) + 1)
        pairs.append((expand("kg:authorCount"), make_literal(len(paper.authors))))
        pairs.extend((expand("schema:author"), ids.person(paper.id, position)) for position in positions)
    elif paper.authors is not None:
        pairs.append((expand("kg:authorCount"), make_literal(paper.authors)))
    pairs.append((expand("kg:fieldScore"), make_literal(facts.field_score)))
    if paper.comments is not None:
        pairs.append((expand("schema:commentCount"), make_literal(paper.comments)))
    if key := _make_organization_key(paper):
        pairs.append((expand("schema:sourceOrganization"), ids.thing("organization", key)))
    pairs.extend((expand("kg:listedIn"), make_literal(source)) for source in paper.sources)
    pairs.extend((expand("kg:hasCode"), ids.thing("code", url)) for url in facts.code)
    named = {mention.entity for mention in facts.mentions} | {relation.object for relation in facts.relations}
    pairs.extend((mentions, ids.entity(entity)) for entity in named for mentions in MENTIONS)
    pairs.extend(
        (find_relation_property(relation.type), ids.entity(relation.object))
        for relation in facts.relations
        if not relation.negated and is_in_range(relation, entities)
    )
    return make_subject(ids.paper(paper.id), types=("kg:Paper", "schema:ScholarlyArticle"), pairs=pairs)


def state_result(
    iri: Iri,
    result: Result[EntityId],
    paper: Paper,
    entities: Mapping[EntityId, Entity],
    ids: GraphIris,
    links: Iterable[Pair] = (),
) -> Subject:
    """The subject of a result of a paper; `links` are those to other results."""
    pairs: list[Pair] = [
        *links,
        (expand("prov:wasDerivedFrom"), ids.paper(paper.id)),
        (expand("kg:valueText"), make_literal(result.value_text)),
        (expand("kg:bound"), make_literal(result.bound)),
        (expand("kg:holder"), make_literal(result.holder)),
        (expand("kg:confidence"), make_literal(result.score)),
        (expand("kg:sentence"), make_literal(paper.text[result.sentence_start : result.sentence_end])),
        *_make_values(result),
        *((expand("kg:condition"), make_literal(paper.text[start:end])) for start, end in result.conditions),
    ]
    if result.unit:
        pairs.append((expand("kg:unit"), make_literal(result.unit)))
    if result.spread is not None and (spread := parse_decimal(result.spread)) is not None:
        pairs.append((expand("kg:spread"), make_literal(spread)))
    if result.direction is not None:
        pairs.append((expand("kg:direction"), make_literal(result.direction)))
        if result.metric is not None and (higher := entities[result.metric].higher_is_better) is not None:
            pairs.append((expand("kg:isImprovement"), make_literal((result.direction == "increase") == higher)))
    pairs.extend(
        (_PROPERTY_OF_ROLE[role], ids.entity(entity))
        for role, entity in result.participants()
        if entities[entity].type in ROLE_RANGES[role]
    )
    return make_subject(iri, types=RESULT_CLASSES[result.kind], pairs=pairs)


def _make_values(result: Result[EntityId]) -> Iterator[Pair]:
    """The properties of a result's number, or of both ends of its range; no properties if it is no plain number."""
    if result.low is not None and result.high is not None:
        ends = [end for end in (parse_decimal(result.low), parse_decimal(result.high)) if end is not None]
        if len(ends) == 2:
            yield expand("kg:valueMin"), make_literal(min(ends))
            yield expand("kg:valueMax"), make_literal(max(ends))
        return
    if (number := parse_decimal(result.value)) is not None:
        yield expand("kg:value"), make_literal(number)
        if result.kind == "absolute":
            yield expand("mls:hasValue"), make_literal(number)


def state_comparison(iri: Iri, comparison: Comparison[EntityId], paper: Paper, ids: GraphIris) -> Subject:
    return make_subject(
        iri,
        types=("kg:Comparison",),
        pairs=[
            (expand("prov:wasDerivedFrom"), ids.paper(paper.id)),
            (expand("kg:subject"), ids.entity(comparison.subject)),
            (expand("kg:comparator"), ids.entity(comparison.object)),
            (expand("kg:relation"), find_relation_property(comparison.relation)),
            (expand("kg:denied"), make_literal(comparison.denied)),
            (expand("kg:sentence"), make_literal(paper.text[comparison.sentence_start : comparison.sentence_end])),
            (expand("kg:confidence"), make_literal(comparison.score)),
        ],
    )
