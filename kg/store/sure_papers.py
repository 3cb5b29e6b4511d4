"""Counts the papers that surely name an entity, as `bounds.doubt.set_apart` does, from the rows of that entity alone.

A search needs these counts only for its few hits, and so need not read all of a large graph.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from kg.bounds.doubt import Bounds
from kg.model.knowledge import Entity, EntityId
from kg.model.results import ROLES

# Paper, kind and score of all that says something of an entity.
_SAYING = (
    "SELECT paper, type, score FROM relation WHERE object = ?1",
    f"SELECT paper, 'result', score FROM result WHERE {' OR '.join(f'{role} = ?1' for role in ROLES)}",
    "SELECT paper, 'comparison', score FROM comparison WHERE subject = ?1 OR object = ?1",
)


def count_sure_papers(
    connection: sqlite3.Connection, entities: Iterable[Entity], bounds: Bounds
) -> Mapping[EntityId, int]:
    """The number of papers that surely name each entity; entities without a sure record are missing."""
    counts: dict[EntityId, int] = {}
    for entity in entities:
        vouching = set(_list_vouching(connection, entity.id, bounds))
        mentions = connection.execute(
            "SELECT paper, MIN(score), MAX(score) FROM mention WHERE entity = ? GROUP BY paper", (entity.id,)
        ).fetchall()
        unvouched = [(least, most) for paper, least, most in mentions if paper not in vouching]
        if all(bounds.is_sure("mention", least) for least, _ in unvouched):
            counts[entity.id] = entity.paper_count
            continue
        sure = len(mentions) - sum(not bounds.is_sure("mention", most) for _, most in unvouched)
        if sure or vouching:
            counts[entity.id] = sure
    return counts


def _list_vouching(connection: sqlite3.Connection, entity: EntityId, bounds: Bounds) -> Iterator[str]:
    """The papers with a sure relation, result or comparison of the entity, which makes their mentions of it sure."""
    for query in _SAYING:
        rows = connection.execute(query, (entity,))
        yield from (paper for paper, kind, score in rows if bounds.is_sure(kind, score))
