"""What `graph.ttl` states: papers, entities, their relations, results. Super-classes and super-properties are stated
too, so that nobody needs inference. What a text denies is not stated here, only told in the provenance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from kg.model.results import Result
from kg.model.types import LABELS, TYPES, Label, listed
from kg.rdf.names_of_things import Identifiers, link
from kg.rdf.subjects import Subject, described
from kg.rdf.values import Iri, Pair, date, decimal, name, term
from kg.rdf.vocabulary import (
    RESULT_CLASSES,
    entity_classes,
    entity_relation_property,
    fits,
    relation_property,
)
from kg.text.identifiers import slugify

_MENTIONS = (name("kg:mentions"), name("schema:mentions"))


def facts(knowledge: Knowledge, ids: Identifiers) -> Iterator[Subject]:
    """Every subject of the graph but its description of itself; each is given once."""
    entities = {entity.id: entity for entity in knowledge.entities}
    every_type = listed(row.plural for row in TYPES).capitalize()
    yield described(
        ids.scheme,
        types=("skos:ConceptScheme",),
        pairs=[(name("dcterms:title"), term(f"{every_type} of machine learning"))],
    )
    outgoing: dict[str, list[Pair]] = {}
    for relation in knowledge.entity_relations:
        pair = (entity_relation_property(relation), ids.entity(relation.object))
        outgoing.setdefault(relation.subject, []).append(pair)
    for entity in knowledge.entities:
        yield _entity(entity, outgoing.get(entity.id, ()), ids)
    yield from _organizations((facts.paper for facts in knowledge.papers), ids)
    for of_paper in knowledge.papers:
        yield _paper(of_paper, entities, ids)
        yield from _authors(of_paper.paper, ids)
        for iri, result in ids.results(of_paper):
            yield _result(iri, result, of_paper.paper, entities, ids)
    for url in sorted({url for of_paper in knowledge.papers for url in of_paper.code}):
        yield described(
            ids.thing("code", url),
            types=("schema:SoftwareSourceCode",),
            pairs=[(name("schema:codeRepository"), link(url))],
        )


def _entity(entity: Entity, relations: Iterable[Pair], ids: Identifiers) -> Subject:
    shown = {surface for surface, _ in entity.aliases} - {entity.name}
    spellings = {entity.name, *shown, *entity.hidden}
    pairs: list[Pair] = [
        (name("skos:inScheme"), ids.scheme),
        (name("skos:prefLabel"), term(entity.name)),
        (name("kg:paperCount"), term(entity.paper_count)),
        (name("kg:mentionCount"), term(entity.mention_count)),
        *((name("skos:altLabel"), term(surface)) for surface in shown),
        *((name("kg:nameKey"), term(key)) for key in {spelling.lower() for spelling in spellings}),
        *((name("skos:hiddenLabel"), term(surface)) for surface in set(entity.hidden) - shown - {entity.name}),
        *relations,
    ]
    if entity.higher_is_better is not None:
        pairs.append((name("kg:higherIsBetter"), term(entity.higher_is_better)))
    return described(ids.entity(entity.id), types=entity_classes(entity), pairs=pairs)


def _organization_key(paper: Paper) -> str | None:
    told = paper.organization_slug or paper.organization
    return slugify(told) if told else None


def _organizations(papers: Iterable[Paper], ids: Identifiers) -> Iterator[Subject]:
    names: dict[str, set[str]] = {}
    for paper in papers:
        if key := _organization_key(paper):
            names.setdefault(key, set()).add(paper.organization or paper.organization_slug or key)
    for key in sorted(names):
        yield described(
            ids.thing("organization", key),
            types=("schema:Organization",),
            pairs=[(name("schema:name"), term(text)) for text in names[key]],
        )


def _authors(paper: Paper, ids: Identifiers) -> Iterator[Subject]:
    if isinstance(paper.authors, tuple):
        for position, author in enumerate(paper.authors, start=1):
            yield described(
                ids.person(paper.id, position), types=("schema:Person",), pairs=[(name("schema:name"), term(author))]
            )


def _paper(facts: PaperFacts, entities: Mapping[EntityId, Entity], ids: Identifiers) -> Subject:
    paper = facts.paper
    pairs: list[Pair] = [(name("dcterms:title"), term(paper.title))]
    if paper.url:
        pairs.append((name("schema:url"), link(paper.url)))
    if paper.published is not None:
        pairs.append((name("dcterms:issued"), date(paper.published)))
        pairs.append((name("kg:dateInferred"), term(paper.published_inferred)))
    if paper.arxiv_id is not None:
        pairs.append((name("fabio:hasArXivId"), term(paper.arxiv_id)))
    if isinstance(paper.authors, tuple):
        positions = range(1, len(paper.authors) + 1)
        pairs.append((name("kg:authorCount"), term(len(paper.authors))))
        pairs.extend((name("schema:author"), ids.person(paper.id, position)) for position in positions)
    elif paper.authors is not None:
        pairs.append((name("kg:authorCount"), term(paper.authors)))
    if paper.comments is not None:
        pairs.append((name("schema:commentCount"), term(paper.comments)))
    if key := _organization_key(paper):
        pairs.append((name("schema:sourceOrganization"), ids.thing("organization", key)))
    pairs.extend((name("kg:listedIn"), term(source)) for source in paper.sources)
    pairs.extend((name("kg:hasCode"), ids.thing("code", url)) for url in facts.code)
    named = {mention.entity for mention in facts.mentions} | {relation.object for relation in facts.relations}
    pairs.extend((mentions, ids.entity(entity)) for entity in named for mentions in _MENTIONS)
    pairs.extend(
        (relation_property(relation.type), ids.entity(relation.object))
        for relation in facts.relations
        if not relation.negated and fits(relation, entities)
    )
    return described(ids.paper(paper.id), types=("kg:Paper", "schema:ScholarlyArticle"), pairs=pairs)


def _result(
    iri: Iri, result: Result[EntityId], paper: Paper, entities: Mapping[EntityId, Entity], ids: Identifiers
) -> Subject:
    pairs: list[Pair] = [
        (name("prov:wasDerivedFrom"), ids.paper(paper.id)),
        (name("kg:valueText"), term(result.value_text)),
        (name("kg:bound"), term(result.bound)),
        (name("kg:holder"), term(result.holder)),
        (name("kg:confidence"), term(result.score)),
        (name("kg:sentence"), term(paper.text[result.sentence_start : result.sentence_end])),
        *_values(result),
        *((name("kg:condition"), term(paper.text[start:end])) for start, end in result.conditions),
    ]
    if result.unit:
        pairs.append((name("kg:unit"), term(result.unit)))
    if result.spread is not None and (spread := decimal(result.spread)) is not None:
        pairs.append((name("kg:spread"), term(spread)))
    if result.direction is not None:
        pairs.append((name("kg:direction"), term(result.direction)))
        if result.metric is not None and (higher := entities[result.metric].higher_is_better) is not None:
            pairs.append((name("kg:isImprovement"), term((result.direction == "increase") == higher)))
    participants: tuple[tuple[str, EntityId | None, tuple[Label, ...]], ...] = (
        ("mls:specifiedBy", result.metric, ("METRIC",)),
        ("kg:onDataset", result.dataset, ("DATASET",)),
        ("kg:onTask", result.task, ("TASK",)),
        ("kg:subject", result.subject, LABELS),
        ("kg:comparator", result.comparator, LABELS),
    )
    pairs.extend(
        (name(predicate), ids.entity(entity))
        for predicate, entity, fitting in participants
        if entity is not None and entities[entity].type in fitting
    )
    return described(iri, types=RESULT_CLASSES[result.kind], pairs=pairs)


def _values(result: Result[EntityId]) -> Iterator[Pair]:
    """A number, or both ends of a range; nothing where the text gives neither as a plain number."""
    if result.low is not None and result.high is not None:
        ends = [end for end in (decimal(result.low), decimal(result.high)) if end is not None]
        if len(ends) == 2:
            yield name("kg:valueMin"), term(min(ends))
            yield name("kg:valueMax"), term(max(ends))
        return
    if (number := decimal(result.value)) is not None:
        yield name("kg:value"), term(number)
        if result.kind == "absolute":
            yield name("mls:hasValue"), term(number)
