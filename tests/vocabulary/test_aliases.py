"""The shipped tables are well formed and say no contradicting things."""

from importlib import resources

import pytest

from kg.model.types import LABELS
from kg.text.normalise import normalise
from kg.vocabulary.aliases import load

FOLDER = resources.files("kg.vocabulary")


@pytest.mark.parametrize(
    ("table", "columns"), [(FOLDER / "acronyms.tsv", 5), (FOLDER / "aliases.tsv", 4), (FOLDER / "benchmarks.tsv", 2)]
)
def test_every_row_has_its_columns_and_a_source(table, columns: int) -> None:
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    assert rows[0][-1] == "source"
    assert all(len(row) == columns and row[0] and row[-1] for row in rows)
    assert len({tuple(row[:2]) for row in rows}) == len(rows)


def test_no_alias_belongs_to_two_entities() -> None:
    owner: dict[str, str] = {}
    for line in FOLDER.joinpath("aliases.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        label, name, aliases, _ = line.split("\t")
        assert label in LABELS
        for key in {normalise(spelling) for spelling in (name, *aliases.split("; ")) if spelling}:
            assert owner.setdefault(key, name) == name


def test_the_tables_are_small_enough_to_ship() -> None:
    tables = [table for table in FOLDER.iterdir() if table.name.endswith(".tsv")]
    assert len(tables) == 4
    assert sum(len(table.read_bytes()) for table in tables) < 500_000


def test_the_first_meaning_is_the_most_frequent() -> None:
    meanings = load().meanings
    assert [m.long for m in meanings["asr"]][:2] == ["automatic speech recognition", "attack success rate"]
    assert all(list(ms) == sorted(ms, key=lambda m: -m.papers) for ms in meanings.values())
