"""All that is known of one entity or one paper: what `kg.Graph.show` gives, and `kg show` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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
from kg.bounds.doubt import SetApart
from kg.model import knowledge as resolved
from kg.model.knowledge import EntityRelation, Merge, PaperFacts
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
    doubtful_relations: tuple[Relation, ...] = ()  # of papers to it, in the same order, but not sure enough
    doubtful_results: tuple[Result, ...] = ()
    doubtful_comparisons: tuple[Comparison, ...] = ()
    doubtful_mentions: int = 0  # names in texts that may be its own

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
    doubtful_mentions: tuple[Mention, ...] = ()
    doubtful_relations: tuple[Relation, ...] = ()
    doubtful_results: tuple[Result, ...] = ()
    doubtful_comparisons: tuple[Comparison, ...] = ()

    def __repr__(self) -> str:
        from kg.api.details_text import format_details

        return format_details(self)


def find_details(apart: SetApart, name: str) -> EntityDetails | PaperDetails:
    """The details of the entity with that name, alias or identifier; failing that, of the paper with that title or
    identifier. Doubtful records are in fields of their own.

    Raises:
        NoSuchName: neither an entity nor a paper has that name; the message suggests the nearest names.
    """
    entities, papers = find_entities(apart.whole, name), find_papers(apart.sure, name)
    if entities and not any(facts.paper.id == name for facts in papers):
        sure = {entity.id: entity for entity in apart.sure.entities}
        chosen = [sure.get(entity.id, replace(entity, paper_count=0, mention_count=0)) for entity in entities]
        chosen.sort(key=lambda entity: entity.id not in sure)  # what is sure comes first
        return _collect_entity_details(apart, chosen[0], others=[entity.id for entity in chosen[1:]])
    if papers:
        return _collect_paper_details(apart, papers[0], others=[facts.paper.id for facts in papers[1:]])
    raise explain_unknown_name(apart.whole, name, what="entity or paper", papers=True)


def _collect_entity_details(apart: SetApart, entity: resolved.Entity, *, others: Sequence[str]) -> EntityDetails:
    knowledge = apart.sure
    names = map_names(apart.whole.entities)
    only_mentioned_by = [
        to_public_paper(facts)
        for facts in knowledge.papers
        if all(claim.object != entity.id for claim in facts.relations)
        and any(mention.entity == entity.id for mention in facts.mentions)
    ]
    doubtful = apart.doubtful.papers
    return EntityDetails(
        entity=to_public_entity(entity),
        spellings=entity.aliases,
        merges=tuple(sorted(entity.merges, key=lambda merge: merge.reason != "correction")),
        related=tuple(link for link in knowledge.entity_relations if entity.id in (link.subject, link.object)),
        doubts=tuple(c.decision for c in knowledge.conflicts if c.name.casefold() == entity.name.casefold()),
        relations=_list_relations(knowledge.papers, entity, names),
        only_mentioned_by=tuple(only_mentioned_by),
        results=_list_results(knowledge.papers, entity, names),
        comparisons=_list_comparisons(knowledge.papers, entity, names),
        others=tuple(others),
        doubtful_relations=_list_relations(doubtful, entity, names),
        doubtful_results=_list_results(doubtful, entity, names),
        doubtful_comparisons=_list_comparisons(doubtful, entity, names),
        doubtful_mentions=sum(mention.entity == entity.id for facts in doubtful for mention in facts.mentions),
    )


def _list_relations(
    papers: Iterable[PaperFacts], entity: resolved.Entity, names: Mapping[str, str]
) -> tuple[Relation, ...]:
    """The relations of papers to an entity, by type, the best score first."""
    found = (
        to_public_relation(facts, claim, names)
        for facts in papers
        for claim in facts.relations
        if claim.object == entity.id
    )
    return tuple(sorted(found, key=lambda r: (name_kind(r), -r.score, r.paper)))


def _list_results(
    papers: Iterable[PaperFacts], entity: resolved.Entity, names: Mapping[str, str]
) -> tuple[Result, ...]:
    """The results in which an entity takes part, the best score first."""
    found = (
        to_public_result(facts, result, names)
        for facts in papers
        for result in facts.results
        if any(participant == entity.id for _, participant in result.participants())
    )
    return tuple(sorted(found, key=lambda result: -result.score))


def _list_comparisons(
    papers: Iterable[PaperFacts], entity: resolved.Entity, names: Mapping[str, str]
) -> tuple[Comparison, ...]:
    """The comparisons of an entity, and with it, the best score first."""
    found = (
        to_public_comparison(facts, comparison, names)
        for facts in papers
        for comparison in facts.comparisons
        if entity.id in (comparison.subject, comparison.object)
    )
    return tuple(sorted(found, key=lambda comparison: -comparison.score))


def _collect_paper_details(apart: SetApart, facts: PaperFacts, *, others: Sequence[str]) -> PaperDetails:
    names = map_names(apart.whole.entities)
    rest = [other for other in apart.doubtful.papers if other.paper.id == facts.paper.id]
    return PaperDetails(
        paper=to_public_paper(facts),
        mentions=tuple(to_public_mention(mention, names) for mention in facts.mentions),
        relations=tuple(to_public_relation(facts, relation, names) for relation in facts.relations),
        results=tuple(to_public_result(facts, result, names) for result in facts.results),
        comparisons=tuple(to_public_comparison(facts, comparison, names) for comparison in facts.comparisons),
        corrections=tuple(entry.reason for entry in apart.whole.corrected if entry.paper == facts.paper.id),
        others=tuple(others),
        doubtful_mentions=tuple(to_public_mention(mention, names) for f in rest for mention in f.mentions),
        doubtful_relations=tuple(to_public_relation(f, relation, names) for f in rest for relation in f.relations),
        doubtful_results=tuple(to_public_result(f, result, names) for f in rest for result in f.results),
        doubtful_comparisons=tuple(to_public_comparison(f, row, names) for f in rest for row in f.comparisons),
    )


def name_kind(relation: Relation) -> str:
    """The type of a relation as a heading: "outperforms", "not outperforms"."""
    return ("not " if relation.denied else "") + relation.type
