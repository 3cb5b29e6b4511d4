"""Counts the papers that surely name an entity, as `bounds.doubt.set_apart` does, from the rows of that entity alone.

A search needs these counts only for its few hits, and so need not read all of a large graph.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from kg.bounds.doubt import Bounds
from kg.model.knowledge import Entity, EntityId

# Paper, kind and score of all that says something of an entity, and how often a query names it.
_SAYING: Mapping[str, int] = MappingProxyType(
    {
        "SELECT paper, type, score FROM relation WHERE object = ?": 1,
        "SELECT paper, 'result', score FROM result WHERE ? IN (metric, dataset, subject, comparator, task)": 1,
        "SELECT paper, 'comparison', score FROM comparison WHERE subject = ? OR object = ?": 2,
    }
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
    for query, columns in _SAYING.items():
        rows = connection.execute(query, (entity,) * columns)
        yield from (paper for paper, kind, score in rows if bounds.is_sure(kind, score))
