from __future__ import annotations

import gc
import random
import tempfile
from pathlib import Path

import pytest

from kg.system.spool import Amended, Mapped, Spool, sort_on_disk, spool_in

MANY = [f"record {number}" for number in range(1000)]  # of many batches, the last of them part full


def test_a_spool_has_the_records_in_order_and_by_position(tmp_path: Path) -> None:
    spool = Spool(iter(MANY), tmp_path)
    assert len(spool) == 1000
    assert list(spool) == MANY
    assert [spool[i] for i in (0, 999, 63, 64, -1, -1000)] == [MANY[i] for i in (0, 999, 63, 64, -1, -1000)]
    assert spool[990:] == MANY[990:]
    for outside in (1000, -1001):
        with pytest.raises(IndexError):
            spool[outside]


def test_iterators_of_a_spool_do_not_disturb_each_other() -> None:
    spool = Spool(MANY)
    for first, second in zip(spool, spool, strict=True):
        assert first == second
        assert spool[500] == MANY[500]


def test_a_spool_equals_sequences_of_equal_records() -> None:
    spool = Spool(MANY)
    assert spool == MANY
    assert tuple(MANY) == spool
    assert spool == Spool(MANY)
    assert spool != MANY[:-1]
    assert spool != [*MANY[:-1], "another"]
    assert Spool(["a", "b"]) != "ab"


def test_a_spool_of_nothing_is_empty() -> None:
    assert not Spool([])
    assert list(Spool([])) == []


def count_open_below(folder: Path) -> int:
    """How many files of a folder, removed ones included, this process has open."""
    links = [path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    return sum(1 for link in links if link.is_relative_to(folder))


def test_a_spool_leaves_no_file_and_no_descriptor(tmp_path: Path) -> None:
    spool = spool_in(tmp_path)(MANY)
    assert count_open_below(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []
    del spool
    gc.collect()
    assert count_open_below(tmp_path) == 0


def test_a_full_disk_is_told_with_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: Path("/dev/full").open("w+b", buffering=0))  # noqa: SIM115
    with pytest.raises(OSError, match="No space left") as failure:
        Spool(MANY, tmp_path)
    assert failure.value.filename == str(tmp_path)


def test_amended_records_take_the_places_of_others_which_stay() -> None:
    records = ["a", "b", "c"]
    amended = Amended(records)
    amended[1] = "B"
    amended[-1] = "C"
    assert list(amended) == ["a", "B", "C"]
    assert amended[1] == "B"
    assert amended[0] == "a"
    assert amended == ["a", "B", "C"]
    assert records == ["a", "b", "c"]
    with pytest.raises(IndexError):
        amended[3] = "d"


def test_mapped_records_are_made_of_aligned_sequences() -> None:
    mapped = Mapped(lambda number, letter: f"{number}{letter}", [1, 2], ["a", "b"])
    assert list(mapped) == list(mapped) == ["1a", "2b"]
    assert mapped[1] == "2b"
    assert len(mapped) == 2
    with pytest.raises(ValueError, match="shorter"):
        list(Mapped(max, [1, 2], [1]))


def test_sorting_on_disk_is_sorting_and_stable(tmp_path: Path) -> None:
    chance = random.Random(1)
    records = [(chance.randrange(50), number) for number in range(1000)]
    ordered = sort_on_disk(iter(records), lambda record: record[0], tmp_path, run=64)
    assert list(ordered) == sorted(records, key=lambda record: record[0])
