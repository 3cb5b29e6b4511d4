"""The answers of the service: candidates, suggestions, property values. JSON as plain dictionaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from kg.model.knowledge import Entity
from kg.search.entity_search import Hit, search_entities
from kg.serve.pages.catalog import Catalog
from kg.serve.reconcile.requests import Extension, Query
from kg.serve.reconcile.vocabulary_terms import PROPERTIES, TYPES, WantedValues, count_papers, describe_type, list_types

PAGE = 10
"""The number of suggestions in one answer."""

_MOST_SKIPPED = 1000
_AGAINST = 0.5  # what is left of the score of an entity that has none of the property values wanted
_NO_NAME = 50.0  # the score of what is found by its property values alone
_SPARE = 20  # candidates beyond the limit that are looked at, since property values may change the order
_ALIASES = 5  # in a description


def find_candidates(catalog: Catalog, query: Query) -> list[dict[str, Any]]:
    """The candidates for a query, best first; at most one of them has a true `match`."""

    def has_wanted_type(entity: Entity) -> bool:
        if not query.types:
            return True
        has = [kind in list_types(entity) for kind in query.types]
        return all(has) if query.all_types else any(has)

    if query.text is None:
        return _find_by_values(catalog, query, filter(has_wanted_type, catalog.index.iterate_entities()))
    hits = search_entities(catalog.index, query.text, limit=query.limit + _SPARE, wanted=has_wanted_type)
    exact = [hit.entity.id for hit in hits if hit.exact]
    found = []
    for hit in hits:
        features = _make_features(hit)
        satisfied = {c.property: _has_value(catalog, hit.entity, c.property, c.values) for c in query.constraints}
        features += [{"id": f"property:{name}", "value": value} for name, value in satisfied.items()]
        share = sum(satisfied.values()) / len(satisfied) if satisfied else 1.0
        score = round(hit.score * (_AGAINST + (1 - _AGAINST) * share), 1)
        match = exact == [hit.entity.id] and all(satisfied.values())
        found.append((hit.entity, _make_candidate(hit.entity, score, features, match=match)))
    found.sort(key=lambda pair: (-pair[1]["score"], -pair[0].paper_count, pair[0].id))
    return [candidate for _, candidate in found[: query.limit]]


def _find_by_values(catalog: Catalog, query: Query, entities: Iterable[Entity]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    features = [{"id": f"property:{constraint.property}", "value": True} for constraint in query.constraints]
    for entity in entities:
        if all(_has_value(catalog, entity, c.property, c.values) for c in query.constraints):
            found.append(_make_candidate(entity, _NO_NAME, [_count_feature(entity), *features], match=False))
            if len(found) == query.limit:
                break
    return found


def _has_value(catalog: Catalog, entity: Entity, name: str, wanted: WantedValues) -> bool:
    return wanted.match(PROPERTIES[name].values(catalog, entity))


def _make_candidate(entity: Entity, score: float, features: Sequence[dict[str, Any]], *, match: bool) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "description": describe_entity(entity),
        "type": [{"id": kind, "name": kind} for kind in list_types(entity)],
        "score": score,
        "features": list(features),
        "match": match,
    }


def _make_features(hit: Hit) -> list[dict[str, Any]]:
    return [
        {"id": "name_score", "value": hit.score},
        {"id": "exact_name", "value": hit.exact},
        _count_feature(hit.entity),
    ]


def _count_feature(entity: Entity) -> dict[str, Any]:
    return {"id": "papers", "value": entity.paper_count}


def describe_entity(entity: Entity) -> str:
    """An entity in one line: "method in 15 papers; also CFG"."""
    others = [alias for alias, _ in entity.aliases if alias.casefold() != entity.name.casefold()][:_ALIASES]
    return f"{list_types(entity)[0].lower()} {count_papers(entity)}" + (f"; also {', '.join(others)}" if others else "")


def suggest_entities(catalog: Catalog, prefix: str, *, cursor: int) -> list[dict[str, Any]]:
    """A page of entities whose names fit the text typed so far; without text, those that most papers name."""
    if cursor > _MOST_SKIPPED:
        return []
    if prefix.strip():
        hits = search_entities(catalog.index, prefix, limit=cursor + PAGE)
        entities = [hit.entity for hit in hits[cursor:]]
    else:
        entities = list(islice(catalog.index.iterate_entities(cursor), PAGE))
    return [
        {
            "id": entity.id,
            "name": entity.name,
            "description": describe_entity(entity),
            "notable": [{"id": kind, "name": kind} for kind in list_types(entity)],
        }
        for entity in entities
    ]


def suggest_types(prefix: str, *, cursor: int) -> list[dict[str, Any]]:
    """A page of the types whose identifier begins with the prefix."""
    found = [describe_type(kind) for kind in TYPES if kind.casefold().startswith(prefix.strip().casefold())]
    return found[cursor : cursor + PAGE]


def suggest_properties(prefix: str, *, cursor: int) -> list[dict[str, Any]]:
    """A page of the properties whose identifier, or a word of whose name, begins with the prefix."""
    start = prefix.strip().casefold()
    found = [
        {"id": name, "name": known.name, "description": known.about}
        for name, known in PROPERTIES.items()
        if any(text.startswith(start) for text in (name.casefold(), known.name, *known.name.split()))
    ]
    return found[cursor : cursor + PAGE]


def propose_properties(kind: str | None, *, limit: int | None) -> list[dict[str, str]]:
    """The properties that entities of a type have (of any type, if None)."""
    found = [
        {"id": name, "name": known.name}
        for name, known in PROPERTIES.items()
        if kind is None or known.only in (None, kind)
    ]
    return found[:limit]


def extend(catalog: Catalog, extension: Extension) -> dict[str, Any]:
    """Property values of entities; of an entity that is not known, none."""
    rows: dict[str, dict[str, list[Any]]] = {}
    for entity_id in extension.ids:
        entity = catalog.entity(entity_id)
        rows[entity_id] = {
            name: list(PROPERTIES[name].values(catalog, entity))[: most or None] if entity else []
            for name, most in extension.properties
        }
    meta = [{"id": name, "name": PROPERTIES[name].name} for name, _ in extension.properties]
    return {"meta": meta, "rows": rows}
