"""All that is known of one entity or one paper: what `kg.Graph.show` gives, and `kg show` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.api.conversion import (
    map_names,
    to_public_comparison,
    to_public_entity,
    to_public_mention,
    to_public_paper,
    to_public_relation,
    to_public_result,
)
from kg.api.public_records import Comparison, Entity, Mention, Paper, Relation, Result
from kg.model import knowledge as resolved
from kg.model.knowledge import EntityRelation, Knowledge, Merge, PaperFacts
from kg.search.name_lookup import explain_unknown_name, find_entities, find_papers


@dataclass(frozen=True, slots=True, repr=False)
class EntityDetails:
    """All that is known of an entity. It prints as `kg show` does."""

    entity: Entity
    spellings: tuple[tuple[str, int], ...]  # all of its names and how often each occurs, the most frequent first
    merges: tuple[Merge, ...]  # why each spelling is taken for it; those of the corrections file first
    related: tuple[EntityRelation, ...]  # broader, variantOf and basedOn, from it and to it
    doubts: tuple[str, ...]  # how a name with several types or meanings was decided; a sentence each
    relations: tuple[Relation, ...]  # of papers to it, by type, the best score first
    only_mentioned_by: tuple[Paper, ...]  # papers that name it and state no relation to it, by identifier
    results: tuple[Result, ...]  # in which it takes part, the best score first
    comparisons: tuple[Comparison, ...] = ()  # of it, and with it; the best score first
    others: tuple[str, ...] = ()  # identifiers of the other entities of the name that was asked for

    def __repr__(self) -> str:
        from kg.api.details_text import format_details

        return format_details(self)


@dataclass(frozen=True, slots=True, repr=False)
class PaperDetails:
    """All that is known of a paper. It prints as `kg show` does."""

    paper: Paper
    mentions: tuple[Mention, ...]  # by place
    relations: tuple[Relation, ...]  # by type, entity and place
    results: tuple[Result, ...]  # by place
    comparisons: tuple[Comparison, ...] = ()  # by place
    corrections: tuple[str, ...] = ()  # what the corrections file changed; a sentence each
    others: tuple[str, ...] = ()  # identifiers of the other papers that the name may have meant

    def __repr__(self) -> str:
        from kg.api.details_text import format_details

        return format_details(self)


def find_details(knowledge: Knowledge, name: str) -> EntityDetails | PaperDetails:
    """What is known of the entity of that name, alias or identifier; failing that, of the paper of that title or
    identifier.

    Raises:
        NoSuchName: neither an entity nor a paper has that name; the message suggests the nearest names.
    """
    entities, papers = find_entities(knowledge, name), find_papers(knowledge, name)
    if entities and not any(facts.paper.id == name for facts in papers):
        return _collect_entity_details(knowledge, entities[0], others=[entity.id for entity in entities[1:]])
    if papers:
        return _collect_paper_details(knowledge, papers[0], others=[facts.paper.id for facts in papers[1:]])
    raise explain_unknown_name(knowledge, name, what="entity or paper", papers=True)


def _collect_entity_details(knowledge: Knowledge, entity: resolved.Entity, *, others: Sequence[str]) -> EntityDetails:
    names = map_names(knowledge.entities)
    relations: list[Relation] = []
    only_mentioned_by: list[Paper] = []
    results: list[Result] = []
    comparisons: list[Comparison] = []
    for facts in knowledge.papers:
        stated = [to_public_relation(facts, claim, names) for claim in facts.relations if claim.object == entity.id]
        relations += stated
        if not stated and any(mention.entity == entity.id for mention in facts.mentions):
            only_mentioned_by.append(to_public_paper(facts))
        results += [
            to_public_result(facts, result, names)
            for result in facts.results
            if entity.id in (result.metric, result.dataset, result.subject, result.comparator, result.task)
        ]
        comparisons += [
            to_public_comparison(facts, comparison, names)
            for comparison in facts.comparisons
            if entity.id in (comparison.subject, comparison.object)
        ]
    return EntityDetails(
        entity=to_public_entity(entity),
        spellings=entity.aliases,
        merges=tuple(sorted(entity.merges, key=lambda merge: merge.reason != "correction")),
        related=tuple(link for link in knowledge.entity_relations if entity.id in (link.subject, link.object)),
        doubts=tuple(c.decision for c in knowledge.conflicts if c.name.casefold() == entity.name.casefold()),
        relations=tuple(sorted(relations, key=lambda r: (name_kind(r), -r.score, r.paper))),
        only_mentioned_by=tuple(only_mentioned_by),
        results=tuple(sorted(results, key=lambda result: -result.score)),
        comparisons=tuple(sorted(comparisons, key=lambda comparison: -comparison.score)),
        others=tuple(others),
    )


def _collect_paper_details(knowledge: Knowledge, facts: PaperFacts, *, others: Sequence[str]) -> PaperDetails:
    names = map_names(knowledge.entities)
    return PaperDetails(
        paper=to_public_paper(facts),
        mentions=tuple(to_public_mention(mention, names) for mention in facts.mentions),
        relations=tuple(to_public_relation(facts, relation, names) for relation in facts.relations),
        results=tuple(to_public_result(facts, result, names) for result in facts.results),
        comparisons=tuple(to_public_comparison(facts, comparison, names) for comparison in facts.comparisons),
        corrections=tuple(entry.reason for entry in knowledge.corrected if entry.paper == facts.paper.id),
        others=tuple(others),
    )


def name_kind(relation: Relation) -> str:
    """The type of a relation as a heading: "outperforms", "not outperforms"."""
    return ("not " if relation.denied else "") + relation.type
