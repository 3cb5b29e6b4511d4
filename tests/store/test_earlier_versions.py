"""Folders of earlier versions: what they have read is taken over, and a build makes the graph of a fresh one of it."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kg.cli import main
from kg.model.errors import InputError, StoreDamaged
from kg.model.records import Extraction, InputFile, SourceEntry
from kg.store.open_store import SCHEMA_VERSION, open_to_read, open_to_write
from kg.store.source_store import hash_text

# Made by the version of commit bfa4452 from papers.jsonl and corrections.toml, and written by `sqlite3`'s `iterdump`.
EARLIER = Path(__file__).parents[1] / "data" / "earlier"
SHA256 = "485e29feab6c5ae2ec7b69c6b1d3f3618abbe9ed8fde10caa8574564babb7ee9"
READ = [
    SourceEntry(
        "papers.jsonl",
        1,
        "record",
        "BoxNet: Boxes for All",
        "We propose BoxNet, which outperforms LoRA on ImageNet. It reaches an FID of 2.5.",
        given_id="2405.00001",
        authors=("Ada", "Бо"),
        published="2024-05-02",
        comments=3,
    ),
    SourceEntry(
        "papers.jsonl",
        3,
        "record",
        "A Study of LoRA",
        "We evaluate low-rank adaptation (LoRA) on GLUE.",
        organization="Example Lab",
    ),
]


def make_folder(folder: Path, *, version: int = 2, change: str = "") -> Path:
    """An output folder of an earlier version, without its exports."""
    (folder / "store").mkdir(parents=True)
    shutil.copy(EARLIER / "corrections.toml", folder)
    with closing(sqlite3.connect(folder / "store" / "kg.sqlite")) as connection:
        connection.executescript((EARLIER / "store-2.sql").read_text(encoding="utf-8"))
        connection.executescript(f"{change}; PRAGMA user_version = {version}")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "current"}


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_what_was_read_is_taken_over_from_every_version(version: int, tmp_path: Path) -> None:
    store_folder = make_folder(tmp_path, version=version) / "store"
    with open_to_write(store_folder, take_over_earlier=True) as store:
        assert store.taken_over == 1
        assert store.inputs() == [InputFile("papers.jsonl", SHA256, "jsonl", 2, 1)]
        assert list(store.entries()) == READ
        (rejected,) = store.rejected()
        assert (rejected.file, rejected.line) == ("papers.jsonl", 2)
    with open_to_write(store_folder) as store:
        assert store.taken_over == 0
        assert list(store.entries()) == READ


def test_a_column_that_it_lacked_has_its_default(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, version=1, change="ALTER TABLE entry DROP COLUMN organization_slug")
    with open_to_write(folder / "store", take_over_earlier=True) as store:
        assert list(store.entries()) == READ


def test_extractions_are_kept_for_the_extractor_that_made_them(tmp_path: Path) -> None:
    texts = [f"{entry.title}\n\n{entry.abstract}" for entry in READ]
    with open_to_write(make_folder(tmp_path) / "store", take_over_earlier=True) as store:
        extractor = "ded8e8971e839c75df502c6f67a36a6e186af6e0c034cab71559fec1478ae5e2"
        assert store.drop_damaged_extractions() == 0
        assert store.find_missing(texts, extractor=extractor) == []
        assert store.find_missing(texts, extractor="other") == [0, 1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("DROP TABLE unread", "an earlier version of kg made it, and it has lost the table unread"),
        ("ALTER TABLE entry DROP COLUMN title", "a row of the table entry is no record"),
        ("UPDATE entry SET authors = '['", "a row of the table entry is no record"),
        ("UPDATE input SET entries = 'many'", "a row of the table input is no record"),
    ],
)
def test_what_cannot_be_taken_over_is_told_and_left_as_it_was(change: str, told: str, tmp_path: Path) -> None:
    path = make_folder(tmp_path, change=change) / "store" / "kg.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        before = list(connection.iterdump())
    with pytest.raises(StoreDamaged, match=told), open_to_write(path.parent, take_over_earlier=True):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert list(connection.iterdump()) == before
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)


def test_checksums_are_taken_over_where_there_are_any(tmp_path: Path) -> None:
    path = tmp_path / "store" / "kg.sqlite"
    with open_to_write(path.parent) as store:
        store.add_input(InputFile("papers.jsonl", SHA256, "jsonl", 2, 0), READ, [])
        store.add_extractions([("one", Extraction()), ("two", Extraction())], extractor="e")
        store.replace_former_names({"method/x": ("method/y",)})
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
        connection.execute(
            "UPDATE extraction SET record = replace(record, '0', '1') WHERE text = ?", (hash_text("one"),)
        )
    with open_to_write(path.parent, take_over_earlier=True) as store:
        assert list(store.entries()) == READ
        assert store.former_names() == {"method/x": ("method/y",)}
        assert store.drop_damaged_extractions() == 1
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
        connection.execute("UPDATE entry SET title = 'Another' WHERE line = 3")
    with (
        pytest.raises(StoreDamaged, match="a row of the table entry has changed"),
        open_to_write(path.parent, take_over_earlier=True),
    ):
        pass


def test_without_a_build_it_is_told_to_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_folder(tmp_path)
    for opener in (open_to_read, open_to_write):
        with pytest.raises(InputError, match=f"run `kg build -o {folder}`"), opener(folder / "store"):
            pass
    (folder / "graph.ttl").touch()
    for command in (
        ["stats", "--graph"],
        ["show", "LoRA", "--graph"],
        ["query", "leaderboard", "--graph"],
        ["remove", "LoRA", "-o"],
    ):
        assert main([*command, str(folder)]) == 1
        assert f"an earlier version of kg; run `kg build -o {folder}`" in capsys.readouterr().err


@pytest.mark.parametrize("inputs", [[], [str(EARLIER / "papers.jsonl")]], ids=["alone", "with the input"])
def test_a_build_on_it_gives_the_bytes_of_a_fresh_one(
    inputs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, fresh = make_folder(tmp_path / "earlier"), tmp_path / "fresh"
    (folder / "graph.ttl").write_text("what the earlier version wrote")
    assert main(["build", *inputs, "-o", str(folder)]) == 0
    told = capsys.readouterr().err
    assert "kg: what an earlier version of kg has read of 1 input is kept" in told
    assert "2 texts read" in told
    corrections = ["--corrections", str(EARLIER / "corrections.toml")]
    assert main(["build", str(EARLIER / "papers.jsonl"), *corrections, "-o", str(fresh)]) == 0
    assert files(folder) == files(fresh)
    assert main(["build", "-o", str(folder)]) == 0
    assert "earlier version" not in capsys.readouterr().err
    assert files(folder) == files(fresh)


def test_without_an_input_something_has_to_be_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-o", str(tmp_path / "none")]) == 2
    assert "INPUT: name one; without one, a folder that was built is made anew" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
