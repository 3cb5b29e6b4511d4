"""The tables: one for each kind of record, under a name of its own, indexed by columns that it has."""

from __future__ import annotations

import sqlite3

import pytest

from kg.model.knowledge import Entity, EntityId
from kg.store import tables
from kg.store.knowledge_rows import KNOWN
from kg.store.rows import Table
from kg.store.tables import FieldRow, LinkRow, RoleRow

ALL = [table for table in vars(tables).values() if isinstance(table, Table)]


def test_no_two_tables_have_one_name() -> None:
    assert len({table.name for table in ALL}) == len(ALL)


def test_every_table_is_of_the_inputs_or_is_saved_with_the_knowledge_or_after_it() -> None:
    assert {t.name for t in ALL} == {t.name for t in KNOWN} | {"input", "entry", "unread", "former", "shown_entity"}


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_can_be_made_and_is_indexed(table: Table[object]) -> None:
    connection = sqlite3.connect(":memory:")
    table.create(connection)
    columns = [name for _, name, *_ in connection.execute(f"PRAGMA table_info({table.name})")]
    assert columns == [*filter(None, [table.owner]), *table.columns, *(["checksum"] if table.sealed else [])]
    indexed = {name for _, name, *_ in connection.execute(f"PRAGMA index_list({table.name})")}
    named = ("_".join((column,) if isinstance(column, str) else column) for column in table.index)
    assert indexed == {f"{table.name}_{name}" for name in (*([table.owner] if table.owner else []), *named)}


def test_all_texts_are_sealed_and_named_by_columns_that_there_are() -> None:
    sealed = {table.name: table.sealed for table in ALL if table.sealed}
    assert sealed.keys() == {"input", "entry", "unread", "former", "paper"}
    assert all(set(table.sealed) <= set(table.columns) for table in ALL)


def test_titles_are_read_from_an_index_alone() -> None:
    connection = sqlite3.connect(":memory:")
    tables.PAPER.create(connection)
    (plan,) = connection.execute("EXPLAIN QUERY PLAN SELECT id, title, arxiv_id FROM paper ORDER BY id").fetchall()
    assert "COVERING INDEX" in plan[3]


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (tables.ROLE, ("paper", RoleRow(EntityId("dataset/d"), "eval"))),
        (tables.CODE, ("paper", LinkRow("https://github.com/a/b"))),
        (tables.FIELD, ("paper", FieldRow(0.0123))),
        (tables.ENTITY, (None, Entity(EntityId("model/x"), "MODEL", "X", (("X", 1),), ("\\X",), 1, 2))),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_row_comes_back(table: Table[object], row: tuple[str | None, object]) -> None:
    connection = sqlite3.connect(":memory:")
    table.create(connection)
    table.insert(connection, [row])
    assert list(table.select(connection)) == [row]


def test_merges_lie_in_a_table_of_their_own() -> None:
    assert "merges" not in tables.ENTITY.columns
    assert tables.MERGE.owner == "entity"
