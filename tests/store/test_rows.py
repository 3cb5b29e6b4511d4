"""Records as rows and back, and damage that is noticed."""

import sqlite3
from collections.abc import Iterator

import pytest

from kg.model.records import Rejected, SourceEntry
from kg.store.rows import DamagedRow, Table, digest_rows, to_json

ROWS = [
    ("a", Rejected("f", 1, "One.", "x")),
    ("a", Rejected("f", 2, "Two.", "")),
    ("b", Rejected("g", 3, "Three.", "y")),
]
TABLE = Table("unread", Rejected, owner="of_file", index=("line",))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    TABLE.create(connection)
    TABLE.insert(connection, ROWS)
    yield connection
    connection.close()


def test_records_come_back_in_their_order(connection: sqlite3.Connection) -> None:
    assert list(TABLE.select(connection)) == ROWS
    assert list(TABLE.select(connection, of="a")) == ROWS[:2]
    assert list(TABLE.select(connection, of="c")) == []


def test_making_a_table_again_changes_nothing(connection: sqlite3.Connection) -> None:
    TABLE.create(connection)
    assert list(TABLE.select(connection, digest=TABLE.digest(connection))) == ROWS


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE unread SET reason = 'Another.' WHERE line = 2",
        "DELETE FROM unread WHERE line = 1",
        "INSERT INTO unread SELECT * FROM unread LIMIT 1",
        "UPDATE unread SET of_file = 'b'",
    ],
)
def test_other_rows_have_another_digest(connection: sqlite3.Connection, damage: str) -> None:
    digest = TABLE.digest(connection)
    connection.execute(damage)
    with pytest.raises(DamagedRow, match="the rows of the table unread have changed"):
        list(TABLE.select(connection, digest=digest))


def test_a_row_that_is_no_record_is_noticed(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE unread SET line = 'no number' WHERE line = 1")
    with pytest.raises(DamagedRow, match="a row of the table unread is no record"):
        list(TABLE.select(connection))


def test_the_digest_depends_on_the_order() -> None:
    assert digest_rows([1, 2]) != digest_rows([2, 1])
    assert digest_rows([]) == digest_rows([])


def test_json_is_compact() -> None:
    assert to_json({"a": [1, "é"]}) == '{"a":[1,"é"]}'


def test_records_are_found_by_any_of_several_columns(connection: sqlite3.Connection) -> None:
    assert list(TABLE.select_with(connection, ("of_file",), ["b"])) == ROWS[2:]
    assert list(TABLE.select_with(connection, ("reason", "excerpt"), ["y", "One.", "x"])) == [ROWS[0], ROWS[2]]
    assert list(TABLE.select_with(connection, ("reason",), [])) == []


def test_what_no_row_can_hold_is_not_found(connection: sqlite3.Connection) -> None:
    assert list(TABLE.select_with(connection, ("excerpt",), ["\udcff", "x"])) == ROWS[:1]


def test_a_row_among_the_found_that_is_no_record_is_noticed(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE unread SET line = 'no number' WHERE line = 3")
    assert len(list(TABLE.select_with(connection, ("of_file",), ["a"]))) == 2
    with pytest.raises(DamagedRow, match="a row of the table unread is no record"):
        list(TABLE.select_with(connection, ("of_file",), ["b"]))


# ---- sealed tables


SEALED = Table("entry", SourceEntry, owner="sha256", sealed=("source", "line"))
ENTRIES = [
    ("a", SourceEntry("a.txt", 1, "card", "T", "", authors=("Ada", "\x00"), published_inferred=True, comments=3)),
    ("a", SourceEntry("a.txt", 7, "flat", "U", "B", authors=2)),
]


@pytest.fixture
def sealed() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    SEALED.create(connection)
    SEALED.insert(connection, ENTRIES)
    yield connection
    connection.close()


def test_sealed_records_come_back(sealed: sqlite3.Connection) -> None:
    assert list(SEALED.select(sealed)) == ENTRIES
    assert list(SEALED.select_with(sealed, ("title",), ["U"])) == ENTRIES[1:]


@pytest.mark.parametrize(
    "change", [f"{column} = 9" for column in ("sha256", *SEALED.columns, "checksum") if column != "line"]
)
def test_any_changed_cell_of_a_sealed_row_is_noticed_and_the_row_is_named(
    sealed: sqlite3.Connection, change: str
) -> None:
    sealed.execute(f"UPDATE entry SET {change} WHERE line = 7")
    rows = SEALED.select(sealed)
    assert next(rows) == ENTRIES[0]
    with pytest.raises(DamagedRow, match=r"the row of source (a\.txt|9), line 7 in the table entry has changed"):
        next(rows)
    with pytest.raises(DamagedRow, match="line 7"):
        list(SEALED.select_where(sealed, "line = ?", (7,)))
