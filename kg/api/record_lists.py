"""Lists of relations, results and comparisons: of what the store holds, the rows that a list is made of are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kg.api.conversion import list_named, to_public_comparison, to_public_paper, to_public_relation, to_public_result
from kg.api.public_records import Comparison, Paper, Relation, Result
from kg.bounds.doubt import set_apart
from kg.model.knowledge import EntityId, Knowledge, PaperFacts

if TYPE_CHECKING:
    from kg.api.stored_graph import GraphState
    from kg.model.types import RelationType
    from kg.store.graph_store import ListedKind

Record = TypeVar("Record", Relation, Result, Comparison)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which records a list gives, whatever their type."""

    paper: str | None = None  # an identifier or a title
    min_score: float = 0.0
    doubtful: bool = False  # the doubtful ones in place of the sure ones


def list_papers(state: GraphState, *, entity: str | None, relation: RelationType | None) -> list[Paper]:
    """All papers, those that surely name an entity, or those that surely state a relation, to it if one is given.

    Raises:
        NoSuchName: no entity has that name; the message suggests the nearest.
    """
    wanted = state.entity_id(entity)
    with state.open_shown() as shown:
        about = shown.list_papers() if wanted is None else shown.find_papers_about(wanted)
    if relation is not None:
        stating = {
            facts.paper.id
            for facts in _read(state, "relation", (wanted,), None, doubtful=False)[0]
            if any(
                claim.type == relation and not claim.negated and wanted in (None, claim.object)
                for claim in facts.relations
            )
        }
        return [to_public_paper(facts) for facts in about if facts.paper.id in stating]
    if wanted is not None:
        about = [facts for facts in about if any(mention.entity == wanted for mention in facts.mentions)]
    return [to_public_paper(facts) for facts in about]


def list_relations(state: GraphState, choice: Choice, *, entity: EntityId | None) -> Iterator[Relation]:
    """The relations of the choice, to one entity if it is given."""

    def convert(facts: PaperFacts, names: Mapping[str, str]) -> Iterator[Relation]:
        return (to_public_relation(facts, relation, names) for relation in facts.relations)

    return _list(state, "relation", choice, [entity], convert)


def list_results(state: GraphState, choice: Choice, *, participants: Sequence[EntityId | None]) -> Iterator[Result]:
    """The results of the choice, with those of the participants that are given, and maybe others."""

    def convert(facts: PaperFacts, names: Mapping[str, str]) -> Iterator[Result]:
        return (to_public_result(facts, result, names) for result in facts.results)

    return _list(state, "result", choice, participants, convert)


def list_comparisons(state: GraphState, choice: Choice, *, ends: Sequence[EntityId | None]) -> Iterator[Comparison]:
    """The comparisons of the choice, with those of the two that are given, and maybe others."""

    def convert(facts: PaperFacts, names: Mapping[str, str]) -> Iterator[Comparison]:
        return (to_public_comparison(facts, comparison, names) for comparison in facts.comparisons)

    return _list(state, "comparison", choice, ends, convert)


def _list(
    state: GraphState,
    kind: ListedKind,
    choice: Choice,
    entities: Iterable[EntityId | None],
    convert: Callable[[PaperFacts, Mapping[str, str]], Iterator[Record]],
) -> Iterator[Record]:
    paper = state.paper_id(choice.paper)
    papers, names = _read(state, kind, entities, paper, doubtful=choice.doubtful)
    return (
        record
        for facts in papers
        if paper in (None, facts.paper.id)
        for record in convert(facts, names)
        if record.score >= choice.min_score
    )


def _read(
    state: GraphState, kind: ListedKind, entities: Iterable[EntityId | None], paper: str | None, *, doubtful: bool
) -> tuple[Sequence[PaperFacts], Mapping[str, str]]:
    """Papers with their sure or doubtful records of one kind, and the names of the entities in these.

    Where an entity or a paper is given, records of others may be left out.
    """
    from kg.export.views import find_bounds

    given = [entity for entity in entities if entity is not None]
    with state.open_store() as store:
        found = store.find_records(kind, entity=given[0] if given else None, paper=paper)
        names = store.lookups.map_names(list_named(found))
        apart = set_apart(Knowledge(found, (), ()), find_bounds(store, state.precision))
    return (apart.doubtful if doubtful else apart.sure).papers, names
