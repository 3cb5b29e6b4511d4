"""What a store keeps of inputs and of texts, and what takes the place of what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model.records import Claim, Extraction, InputFile, Mention, MentionStart
from kg.store import tables
from kg.store.open_store import open_to_write
from kg.store.source_store import hash_text
from tests.fixtures.results import result
from tests.fixtures.stored import ENTRY, INPUT, REJECTED


def test_an_input_is_kept_once_and_adds_up(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as store:
        assert store.add_input(INPUT, [ENTRY], [REJECTED])
        assert not store.add_input(INPUT, [ENTRY], [REJECTED])
        other = InputFile("a.txt", "11ee", "flat", 1, 0)
        assert store.add_input(other, [ENTRY], [])
        assert list(store.entries()) == [ENTRY, ENTRY]
        assert store.rejected() == (REJECTED,)
        assert store.inputs() == [INPUT, other]


def test_a_file_that_is_read_otherwise_takes_its_own_place_alone(tmp_path: Path) -> None:
    other = InputFile("b.txt", INPUT.sha256, "flat", 1, 0)
    same = replace(ENTRY, source="b.txt")
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [ENTRY], [REJECTED])
        store.add_input(other, [same], [])
        later = replace(ENTRY, published="2026-01-02")
        assert store.add_input(INPUT, [later], [REJECTED])
        assert sorted(store.entries(), key=lambda e: e.source) == [later, same]
        assert store.rejected() == (REJECTED,)
        assert store.inputs() == [INPUT, other]


def test_an_input_is_removed_with_all_that_was_read_of_it(tmp_path: Path) -> None:
    namesake = InputFile(INPUT.name, "11ee", "flat", 1, 0)
    copy = InputFile("b.txt", INPUT.sha256, "flat", 1, 1)
    same = replace(ENTRY, source="b.txt"), replace(REJECTED, file="b.txt")
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [ENTRY], [REJECTED])
        store.add_input(namesake, [ENTRY], [])
        store.add_input(copy, [same[0]], [same[1]])
        store.remove_input(INPUT)
        assert store.inputs() == [namesake, copy]
        assert list(store.entries()) == [ENTRY, same[0]]
        assert store.rejected() == (same[1],)


def test_entries_are_removed_from_every_input_which_stays(tmp_path: Path) -> None:
    other = replace(ENTRY, title="Other")
    first, second = replace(INPUT, entries=3), InputFile(INPUT.name, "11ee", "flat", 1, 0)
    with open_to_write(tmp_path) as store:
        store.add_input(first, [other, ENTRY, replace(other, line=9)], [REJECTED])
        store.add_input(second, [ENTRY], [])
        left = [replace(first, entries=2), replace(second, entries=0)]
        assert store.remove_entries([ENTRY]) == left
        assert store.inputs() == left
        assert list(store.entries()) == [other, replace(other, line=9)]
        assert store.rejected() == (REJECTED,)
        assert store.remove_entries([ENTRY]) == []
        assert store.add_input(second, [ENTRY], [])  # what was removed can be added again
        assert store.inputs() == [left[0], second]


def test_extractions_are_kept_by_text_and_extractor(tmp_path: Path) -> None:
    reported = result(
        "91.2", 3, value_text="91.2 ± 0.3%", unit="%", subject=0, conditions=((0, 1),), score=0.5, spread="0.3"
    )
    extraction = Extraction(
        (Mention(0, 1, "MODEL", "X", 0.5, "ner"),),
        claims=(Claim("uses", MentionStart(0), 0, 1, 0.5),),
        results=(reported,),
        code=("c",),
    )
    with open_to_write(tmp_path) as store:
        store.add_extractions([("one", extraction)], extractor="e1")
        assert store.find_missing(["one", "two"], extractor="e1") == ["two"]
        assert store.find_missing(["one"], extractor="e2") == ["one"]
        assert list(store.extractions(["one"], extractor="e1")) == [extraction]
        store.forget_extractions(but="e2")
        assert store.find_missing(["one"], extractor="e1") == ["one"]


def test_lone_surrogates_do_not_break_the_key() -> None:
    assert hash_text("\ud800") != hash_text("\ud801")


def test_extractions_come_in_the_order_of_their_texts(tmp_path: Path) -> None:
    extractions = {text: Extraction(code=(text,)) for text in ("one", "two", "three")}
    with open_to_write(tmp_path) as store:
        store.add_extractions(extractions.items(), extractor="e")
        assert list(store.extractions(["three", "one", "one"], extractor="e")) == [
            extractions["three"],
            extractions["one"],
            extractions["one"],
        ]


def test_extractions_of_which_one_fails_are_not_kept_at_all(tmp_path: Path) -> None:
    class Killed(Exception):
        pass

    def fail_halfway() -> Iterator[tuple[str, Extraction]]:
        yield "one", Extraction()
        raise Killed

    with open_to_write(tmp_path) as store:
        with pytest.raises(Killed):
            store.add_extractions(fail_halfway(), extractor="e")
        assert store.find_missing(["one"], extractor="e") == ["one"]


def test_what_was_rejected_comes_by_file_and_line(tmp_path: Path) -> None:
    later = replace(REJECTED, line=REJECTED.line + 1)
    first = replace(REJECTED, file="0.txt", line=99)
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [], [later, REJECTED])
        store.add_input(InputFile("0.txt", "11ee", "flat", 0, 1), [], [first])
        assert store.rejected() == (first, REJECTED, later)


def test_what_an_earlier_version_knew_is_deleted_and_what_it_read_stays(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [ENTRY], [REJECTED])
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection, connection:
        connection.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT)")
        tables.PAPER.create(connection)
        connection.execute("PRAGMA user_version = 7")
    with open_to_write(tmp_path) as store:
        store.forget_former_knowledge()
        assert list(store.entries()) == [ENTRY]
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert names == {"input", "entry", "unread", "extraction"}
