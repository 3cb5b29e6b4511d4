"""What holds between things of the whole graph: name keys that entities share, values of one thing that differ.

No text says it; it is stated so that a question about it need not compare everything with everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from kg.model.knowledge import Entity, EntityId, PaperFacts
from kg.model.results import ROLE_RANGES, Result, Role
from kg.rdf.iris import GraphIris
from kg.rdf.terms import Iri, Pair, expand, make_literal, parse_decimal

Key = TypeVar("Key")

_SAME: tuple[Role, ...] = ("subject", "dataset", "metric")  # of results whose values are of one thing


class CrossLinks(NamedTuple):
    """The pairs that are added to what is stated of an entity, by identifier, and of a result, by IRI."""

    entities: Mapping[EntityId, Sequence[Pair]]
    results: Mapping[Iri, Sequence[Pair]]

    def without(self, other: CrossLinks) -> CrossLinks:
        """The pairs that `other` lacks."""
        return CrossLinks(_subtract(self.entities, other.entities), _subtract(self.results, other.results))


def _subtract(pairs: Mapping[Key, Sequence[Pair]], known: Mapping[Key, Sequence[Pair]]) -> dict[Key, list[Pair]]:
    rest = {key: sorted(set(values) - set(known.get(key, ()))) for key, values in pairs.items()}
    return {key: values for key, values in rest.items() if values}


def find_cross_links(
    named: Iterable[Entity], papers: Iterable[PaperFacts], entities: Mapping[EntityId, Entity], ids: GraphIris
) -> CrossLinks:
    """The cross links of some entities and papers; `entities` holds all that the papers' results name."""
    shared = expand("kg:sharedNameKey")
    lower = expand("kg:lowerThan")
    return CrossLinks(
        {
            entity: [(shared, make_literal(key)) for key in keys]
            for entity, keys in _find_shared_keys(tuple(named)).items()
        },
        {iri: [(lower, other) for other in others] for iri, others in _find_lower(papers, entities, ids).items()},
    )


def list_name_keys(entity: Entity) -> set[str]:
    """The keys under which queries find an entity by name: its spellings in lower case."""
    spellings = {entity.name, *(surface for surface, _ in entity.aliases), *entity.hidden}
    return {spelling.lower() for spelling in spellings}


def _find_shared_keys(entities: Sequence[Entity]) -> dict[EntityId, list[str]]:
    """The name keys of each entity that another one has too."""
    seen: set[str] = set()
    shared: set[str] = set()
    for entity in entities:
        keys = list_name_keys(entity)
        shared |= keys & seen
        seen |= keys
    found = ((entity.id, sorted(list_name_keys(entity) & shared)) for entity in entities)
    return {entity: keys for entity, keys in found if keys}


def _find_lower(
    papers: Iterable[PaperFacts], entities: Mapping[EntityId, Entity], ids: GraphIris
) -> dict[Iri, list[Iri]]:
    """For each result, those that report a higher absolute value of the same subject, dataset and metric, if any do."""
    groups: dict[tuple[EntityId, ...], list[tuple[Decimal, Iri]]] = defaultdict(list)
    for facts in papers:
        if any(result.kind == "absolute" and result.dataset for result in facts.results):
            for iri, result in ids.results(facts):
                value = parse_decimal(result.value) if result.low is None or result.high is None else None
                measured = _find_measured(result, entities)
                if result.kind == "absolute" and value is not None and measured is not None:
                    groups[measured].append((value, iri))
    lower: dict[Iri, list[Iri]] = {}
    for values in groups.values():
        values.sort()
        for value, iri in values:
            if higher := [other for more, other in values if more > value]:
                lower[iri] = higher
    return lower


def _find_measured(result: Result[EntityId], entities: Mapping[EntityId, Entity]) -> tuple[EntityId, ...] | None:
    """What a result is a value of, as far as the graph states it; None where a part of that is missing."""
    stated = {role: entity for role, entity in result.participants() if entities[entity].type in ROLE_RANGES[role]}
    return tuple(stated[role] for role in _SAME) if stated.keys() >= set(_SAME) else None
