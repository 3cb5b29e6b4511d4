"""The tables that ship: all of one format, each row with a source."""

from importlib import resources

import pytest

from kg.vocabulary.tsv import read_table

FOLDER = resources.files("kg.vocabulary")
TABLES = sorted(table.name for table in FOLDER.iterdir() if table.name.endswith(".tsv"))


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_its_columns_and_a_source(table: str) -> None:
    heading, *rows = (line.split("\t") for line in FOLDER.joinpath(table).read_text(encoding="utf-8").splitlines())
    assert heading[-1] == "source"
    assert all(len(row) == len(heading) and row[0] and row[-1] for row in rows)
    assert len({tuple(row[:2]) for row in rows}) == len(rows)
    assert list(read_table(table, *heading[:-1])) == [row[:-1] for row in rows]


def test_the_tables_are_small_enough_to_ship() -> None:
    assert len(TABLES) == 6
    assert sum(len(FOLDER.joinpath(table).read_bytes()) for table in TABLES) < 500_000


def test_a_table_with_another_heading_is_refused() -> None:
    with pytest.raises(ValueError, match=r"heading of metrics\.tsv"):
        list(read_table("metrics.tsv", "metric", "better"))
