"""Knowledge as rows and back: equal, in its order, and nothing of what was there before."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.model.knowledge import EntityId, Knowledge
from kg.store.knowledge_rows import KNOWN, load, save
from kg.store.rows import DamagedRow
from tests.fixtures.stored import KNOWLEDGE


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for table in KNOWN:
        table.create(connection)
    yield connection
    connection.close()


def test_what_was_saved_comes_back(connection: sqlite3.Connection) -> None:
    digests = save(connection, KNOWLEDGE)
    assert load(connection, digests=digests) == KNOWLEDGE


def test_the_sample_fills_every_table(connection: sqlite3.Connection) -> None:
    save(connection, KNOWLEDGE)
    for table in KNOWN:
        assert connection.execute(f"SELECT COUNT(*) FROM {table.name}").fetchone() > (0,), table.name


def test_nothing_of_the_knowledge_before_is_left(connection: sqlite3.Connection) -> None:
    save(connection, KNOWLEDGE)
    nothing = Knowledge((), (), ())
    assert load(connection, digests=save(connection, nothing)) == nothing


def test_rows_belong_to_their_paper_and_entity_alone(connection: sqlite3.Connection) -> None:
    first, second = KNOWLEDGE.papers
    x, fid = KNOWLEDGE.entities
    of_second = replace(first.mentions[0], entity=EntityId("metric/fid"))
    both = replace(
        KNOWLEDGE,
        papers=(first, replace(second, mentions=(of_second,), code=("https://x.org",))),
        entities=(x, replace(fid, merges=x.merges)),
    )
    knowledge = load(connection, digests=save(connection, both))
    assert [facts.mentions for facts in knowledge.papers] == [first.mentions, (of_second,)]
    assert [facts.code for facts in knowledge.papers] == [first.code, ("https://x.org",)]
    assert [entity.merges for entity in knowledge.entities] == [x.merges, x.merges]


@pytest.mark.parametrize("table", [table.name for table in KNOWN])
def test_a_table_that_lost_its_rows_is_noticed(connection: sqlite3.Connection, table: str) -> None:
    digests = save(connection, KNOWLEDGE)
    connection.execute(f"DELETE FROM {table}")
    with pytest.raises(DamagedRow, match=f"the rows of the table {table} have changed"):
        load(connection, digests=digests)
    with pytest.raises(DamagedRow):
        load(connection, digests={})  # what has no digest was never saved
