"""Counts the records that are sure at some bounds, as `bounds.doubt.set_apart` divides them, by SQL alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from kg.bounds.doubt import RECORD_KINDS, Bounds
from kg.model.results import ROLES
from kg.store.rows import to_json

_PARTICIPANTS = " UNION ".join(f"SELECT paper, {role} FROM sure_result" for role in ROLES)
# Where a relation, result or comparison is sure, so are the mentions of its entities in its paper.
_COUNT = f"""
WITH least AS (SELECT key AS kind, value AS score FROM json_each(?)),
sure_relation AS (
    SELECT paper, object FROM relation JOIN least ON least.kind = relation.type WHERE relation.score >= least.score
),
sure_result AS (SELECT * FROM result WHERE score >= (SELECT score FROM least WHERE kind = 'result')),
sure_comparison AS (SELECT * FROM comparison WHERE score >= (SELECT score FROM least WHERE kind = 'comparison')),
vouched (paper, entity) AS MATERIALIZED (
    SELECT paper, object FROM sure_relation UNION {_PARTICIPANTS}
    UNION SELECT paper, subject FROM sure_comparison UNION SELECT paper, object FROM sure_comparison
),
judged AS MATERIALIZED (
    SELECT mention.entity, mention.score >= (SELECT score FROM least WHERE kind = 'mention')
        OR EXISTS (SELECT 1 FROM vouched WHERE vouched.paper = mention.paper AND vouched.entity = mention.entity)
        AS is_sure
    FROM mention
),
unsure AS (
    SELECT entity FROM judged GROUP BY entity HAVING NOT MAX(is_sure)
    EXCEPT SELECT entity FROM vouched
)
SELECT
    (SELECT COUNT(*) FROM paper),
    (SELECT COUNT(*) FROM entity WHERE id NOT IN unsure),
    (SELECT COALESCE(SUM(is_sure), 0) FROM judged),
    (SELECT COUNT(*) FROM sure_relation),
    (SELECT COUNT(*) FROM sure_result),
    (SELECT COUNT(*) FROM sure_comparison)
"""
_COUNTED = ("papers", "entities", "mentions", "relations", "results", "comparisons")


def count_sure(connection: sqlite3.Connection, bounds: Bounds) -> Mapping[str, int]:
    """How many papers, entities, mentions, relations, results and comparisons are shown at the bounds."""
    least = {kind: bounds.find_least(kind) for kind in RECORD_KINDS}
    return dict(zip(_COUNTED, connection.execute(_COUNT, (to_json(least),)).fetchone(), strict=True))
