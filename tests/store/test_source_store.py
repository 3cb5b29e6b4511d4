"""What a store keeps of inputs and of texts, and what takes the place of what."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kg.model.errors import StoreDamaged
from kg.model.records import Claim, Extraction, InputFile, Mention, MentionStart
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


def test_entries_are_removed_from_every_input_which_tells_it(tmp_path: Path) -> None:
    other = replace(ENTRY, title="Other")
    first, second = replace(INPUT, entries=3), InputFile("b.txt", "11ee", "flat", 1, 1)
    with open_to_write(tmp_path) as store:
        store.add_input(first, [other, ENTRY, replace(other, line=9)], [REJECTED])
        store.add_input(second, [replace(ENTRY, source="b.txt")], [replace(REJECTED, file="b.txt")])
        changed = store.remove_entries([ENTRY, replace(ENTRY, source="b.txt")])
        (digest,) = changed[0].removed
        assert changed == [replace(first, entries=2, removed=(digest,)), replace(second, entries=0, removed=(digest,))]
        assert store.inputs() == changed
        assert list(store.entries()) == [other, replace(other, line=9)]
        assert len(store.rejected()) == 2
        assert store.remove_entries([ENTRY]) == []
        assert store.add_input(second, [replace(ENTRY, source="b.txt")], [replace(REJECTED, file="b.txt")])
        assert store.inputs() == [changed[0], second]  # what was removed is there again


def test_what_was_removed_is_told_whatever_the_order(tmp_path: Path) -> None:
    entries = [replace(ENTRY, line=line, title=f"T{line}") for line in range(4)]
    told = []
    for name, order in (("one", [0, 2]), ("other", [2, 0])):
        with open_to_write(tmp_path / name) as store:
            store.add_input(replace(INPUT, entries=4, rejected=0), entries, [])
            for number in order:
                store.remove_entries([entries[number]])
            told += store.inputs()
    assert told[0] == told[1]
    assert len(set(told[0].removed)) == 2


def test_an_input_of_which_nothing_is_left_goes(tmp_path: Path) -> None:
    with open_to_write(tmp_path) as store:
        store.add_input(replace(INPUT, rejected=0), [ENTRY], [])
        (changed,) = store.remove_entries([ENTRY])
        assert changed.entries == 0
        assert store.inputs() == []


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
        assert store.find_missing(["one", "two", "three", "two"], extractor="e1") == [1, 2]
        assert store.find_missing(["one"], extractor="e2") == [0]
        assert list(store.extractions(["one"], extractor="e1")) == [extraction]
        store.forget_extractions(but="e2")
        assert store.find_missing(["one"], extractor="e1") == [0]


def test_an_extraction_that_has_changed_counts_as_missing(tmp_path: Path) -> None:
    texts = ["one", "two", "three", "four"]
    with open_to_write(tmp_path) as store:
        store.add_extractions([(text, Extraction(code=(text,))) for text in texts], extractor="e")
        assert store.drop_damaged_extractions() == 0
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection, connection:
        changed = "UPDATE extraction SET record = replace(record, 'one', 'One') WHERE text = ?"  # still a record
        connection.execute(changed, (hash_text("one"),))
        connection.execute("UPDATE extraction SET record = NULL WHERE text = ?", (hash_text("two"),))
        connection.execute("UPDATE extraction SET checksum = NULL WHERE text = ?", (hash_text("three"),))
    with open_to_write(tmp_path) as store:
        assert store.drop_damaged_extractions() == 3
        assert store.find_missing(texts, extractor="e") == [0, 1, 2]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE entry SET abstract = 'B'", "the row of source a.txt, line 3 in the table entry has changed"),
        ("DELETE FROM entry", "it has 0 entries of a.txt, and had 1"),
        ("INSERT INTO entry SELECT * FROM entry", "it has 2 entries of a.txt, and had 1"),
        ("UPDATE unread SET reason = ''", "the row of file a.txt, line 9 in the table unread has changed"),
        ("DELETE FROM unread", "it has 0 rejected records of a.txt, and had 1"),
        ("DELETE FROM input", "it has 1 entries of a.txt, and had 0"),
        ("UPDATE input SET format = 'csv'", "the row of name a.txt in the table input has changed"),
    ],
)
def test_what_was_read_and_has_changed_is_named_until_it_is_read_again(tmp_path: Path, damage: str, told: str) -> None:
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [ENTRY], [REJECTED])
    with closing(sqlite3.connect(tmp_path / "kg.sqlite")) as connection, connection:
        connection.execute(damage)
    with pytest.raises(StoreDamaged, match=told), open_to_write(tmp_path) as store:
        assert [*store.entries(), *store.rejected()]
    if "input" in damage:
        return  # which inputs there are is not known
    with open_to_write(tmp_path) as store:
        store.add_input(INPUT, [ENTRY], [REJECTED])
        assert list(store.entries()) == [ENTRY]
        assert store.rejected() == (REJECTED,)


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
        assert store.find_missing(["one"], extractor="e") == [0]


def test_what_was_rejected_comes_by_file_and_line(tmp_path: Path) -> None:
    later = replace(REJECTED, line=REJECTED.line + 1)
    first = replace(REJECTED, file="0.txt", line=99)
    with open_to_write(tmp_path) as store:
        store.add_input(replace(INPUT, entries=0, rejected=2), [], [later, REJECTED])
        store.add_input(InputFile("0.txt", "11ee", "flat", 0, 1), [], [first])
        assert store.rejected() == (first, REJECTED, later)
