"""Collects the details of one entity or paper from the records of the store that are about it: `kg.Graph.show`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.api.conversion import (
    list_named,
    to_public_comparison,
    to_public_entity,
    to_public_mention,
    to_public_paper,
    to_public_relation,
    to_public_result,
)
from kg.api.details import EntityDetails, PaperDetails, name_kind
from kg.api.public_records import Comparison, Relation, Result
from kg.bounds.doubt import Bounds, set_apart
from kg.model.knowledge import Entity, EntityRelation, Knowledge, PaperFacts
from kg.search.name_lookup import explain_unknown_name, find_entities, find_papers
from kg.search.stored_index import open_name_index, open_title_index
from kg.search.title_search import Title
from kg.store.graph_store import Store


def find_details(store: Store, name: str, bounds: Bounds) -> EntityDetails | PaperDetails:
    """The details of the entity with that name, alias or identifier; failing that, of the paper with that title or
    identifier. What is doubtful at the bounds is in fields of its own.

    Only what concerns that entity or paper is read; of the other papers, the titles at most.

    Raises:
        NoSuchName: neither an entity nor a paper has that name; the message suggests the nearest names.
    """
    entities = find_entities(store.lookups.find_namesakes(name), name)
    if entities and not (name.strip() and store.lookups.has_paper(name)):
        return _collect_entity_details(store, entities, bounds)
    titles = [Title(*row) for row in store.titles()]
    papers = find_papers(titles, name)
    if papers:
        return _collect_paper_details(store, papers[0], bounds, others=papers[1:])
    names, known_titles = open_name_index(store), open_title_index(store)
    raise explain_unknown_name(names, name, what="entity or paper", titles=known_titles)


def _collect_entity_details(store: Store, namesakes: Sequence[Entity], bounds: Bounds) -> EntityDetails:
    """The details of the first of the entities that is sure, or of the first."""
    about = store.lookups.find_papers_about(entity.id for entity in namesakes)
    apart = set_apart(Knowledge(about, tuple(namesakes), ()), bounds)
    sure = {entity.id: entity for entity in apart.sure.entities}
    chosen = [sure.get(entity.id, replace(entity, paper_count=0, mention_count=0)) for entity in namesakes]
    chosen.sort(key=lambda entity: entity.id not in sure)  # what is sure comes first
    entity = chosen[0]
    papers, doubtful = apart.sure.papers, apart.doubtful.papers
    names = store.lookups.map_names(list_named(about))
    only_mentioned_by = [
        to_public_paper(facts)
        for facts in papers
        if all(claim.object != entity.id for claim in facts.relations)
        and any(mention.entity == entity.id for mention in facts.mentions)
    ]
    conflicts = store.lookups.list_conflicts()
    return EntityDetails(
        entity=to_public_entity(entity),
        spellings=entity.aliases,
        merges=tuple(sorted(entity.merges, key=lambda merge: merge.reason != "correction")),
        related=_list_related(store, entity, bounds) if entity.id in sure else (),
        doubts=tuple(c.decision for c in conflicts if c.name.casefold() == entity.name.casefold()),
        relations=_list_relations(papers, entity, names),
        only_mentioned_by=tuple(only_mentioned_by),
        results=_list_results(papers, entity, names),
        comparisons=_list_comparisons(papers, entity, names),
        others=tuple(other.id for other in chosen[1:]),
        doubtful_relations=_list_relations(doubtful, entity, names),
        doubtful_results=_list_results(doubtful, entity, names),
        doubtful_comparisons=_list_comparisons(doubtful, entity, names),
        doubtful_mentions=sum(mention.entity == entity.id for facts in doubtful for mention in facts.mentions),
    )


def _list_related(store: Store, entity: Entity, bounds: Bounds) -> tuple[EntityRelation, ...]:
    """The relations of a sure entity with entities that are sure too."""
    links = store.lookups.find_entity_relations(entity.id)
    others = store.lookups.find_entities({end for link in links for end in (link.subject, link.object)})
    sure = store.count_sure_papers(others, bounds)
    return tuple(link for link in links if link.subject in sure and link.object in sure)


def _list_relations(papers: Iterable[PaperFacts], entity: Entity, names: Mapping[str, str]) -> tuple[Relation, ...]:
    """The relations of papers to an entity, by type, the best score first."""
    found = (
        to_public_relation(facts, claim, names)
        for facts in papers
        for claim in facts.relations
        if claim.object == entity.id
    )
    return tuple(sorted(found, key=lambda r: (name_kind(r), -r.score, r.paper)))


def _list_results(papers: Iterable[PaperFacts], entity: Entity, names: Mapping[str, str]) -> tuple[Result, ...]:
    """The results in which an entity takes part, the best score first."""
    found = (
        to_public_result(facts, result, names)
        for facts in papers
        for result in facts.results
        if any(participant == entity.id for _, participant in result.participants())
    )
    return tuple(sorted(found, key=lambda result: -result.score))


def _list_comparisons(papers: Iterable[PaperFacts], entity: Entity, names: Mapping[str, str]) -> tuple[Comparison, ...]:
    """The comparisons of an entity, and with it, the best score first."""
    found = (
        to_public_comparison(facts, comparison, names)
        for facts in papers
        for comparison in facts.comparisons
        if entity.id in (comparison.subject, comparison.object)
    )
    return tuple(sorted(found, key=lambda comparison: -comparison.score))


def _collect_paper_details(store: Store, paper: str, bounds: Bounds, *, others: Sequence[str]) -> PaperDetails:
    found = store.lookups.find_papers([paper])
    apart = set_apart(Knowledge(found, (), ()), bounds)
    (facts,), rest = apart.sure.papers, apart.doubtful.papers
    names = store.lookups.map_names(list_named(found))
    return PaperDetails(
        paper=to_public_paper(facts),
        mentions=tuple(to_public_mention(mention, names) for mention in facts.mentions),
        relations=tuple(to_public_relation(facts, relation, names) for relation in facts.relations),
        results=tuple(to_public_result(facts, result, names) for result in facts.results),
        comparisons=tuple(to_public_comparison(facts, comparison, names) for comparison in facts.comparisons),
        corrections=tuple(entry.reason for entry in store.lookups.find_corrected(paper)),
        others=tuple(others),
        doubtful_mentions=tuple(to_public_mention(mention, names) for f in rest for mention in f.mentions),
        doubtful_relations=tuple(to_public_relation(f, relation, names) for f in rest for relation in f.relations),
        doubtful_results=tuple(to_public_result(f, result, names) for f in rest for result in f.results),
        doubtful_comparisons=tuple(to_public_comparison(f, row, names) for f in rest for row in f.comparisons),
    )
