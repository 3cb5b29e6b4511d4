"""The fuzzer: what once broke a reader is read, seeds behave, a seed of chance gives the same, and faults are found."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.read import read_bytes
from scripts.checks.fuzz import __main__ as command
from scripts.checks.fuzz import campaign, seeds
from scripts.checks.fuzz.campaign import Outcome, Task, read_at_hand
from scripts.checks.fuzz.failures import Failure, shrink, try_check
from scripts.checks.fuzz.limits import interrupted_when_slow
from scripts.checks.fuzz.readers import READERS, Check, Reader
from scripts.checks.fuzz.reading_properties import Broken, check_nothing_is_lost, check_records, split_lines

KEPT = [(name, path) for name in READERS for path in sorted((seeds.KEPT / name).glob("*"))]


@pytest.mark.parametrize(("name", "path"), KEPT, ids=lambda part: part.name if isinstance(part, Path) else part)
def test_what_once_broke_a_reader_is_read(name: str, path: Path, tmp_path: Path) -> None:
    READERS[name].make_check(tmp_path)(path.read_bytes())


def test_what_is_kept_is_of_readers_that_there_are() -> None:
    assert {path.name for path in seeds.KEPT.iterdir()} <= READERS.keys()
    assert len(KEPT) >= 11


@pytest.mark.parametrize("name", READERS)
def test_seeds_are_read(name: str, tmp_path: Path) -> None:
    check = READERS[name].make_check(tmp_path)
    behaviours = {repr(check(data)) for data in READERS[name].seeds()}
    assert behaviours
    if name in ("jsonl", "json", "csv", "cards", "flat", "headed"):
        formats = [read_bytes("input", data).file for data in READERS[name].seeds()]
        assert sum(file.format == name and file.entries > 0 for file in formats) > 1


def run(name: str, tmp_path: Path, **changes: object) -> Outcome:
    task = replace(Task(name, 1, 300, None, tmp_path / "at-hand"), **changes)  # type: ignore[arg-type]
    return campaign.run(task)


@pytest.fixture
def _without_memory_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "limit_memory", lambda: None)  # it would hold for the tests after this one


@pytest.mark.usefixtures("_without_memory_limit")
def test_a_seed_gives_the_same_again_and_another_does_not(tmp_path: Path) -> None:
    outcomes = [replace(run("jsonl", tmp_path, seed=seed), seconds=0.0, slowest=0.0) for seed in (1, 1, 2)]
    assert outcomes[0] == outcomes[1] != outcomes[2]
    assert outcomes[0].executions == 300
    assert outcomes[0].inputs > 50
    assert outcomes[0].lines > outcomes[0].first_lines > 100
    assert outcomes[0].failures == []


def make_planted(_folder: Path) -> Check:
    def check(data: bytes) -> tuple[object, ...]:
        if b"]" in data and b"\xff" in data:
            raise KeyError
        return (data[:1],)

    return check


@pytest.mark.usefixtures("_without_memory_limit")
def test_a_planted_fault_is_found_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(READERS, "jsonl", Reader(make_planted, seeds.json_lines))
    (failure,) = run("jsonl", tmp_path, runs=3000).failures
    assert failure.fault == "raises KeyError at no place in kg"
    assert sorted(failure.data) == sorted(b"]\xff")


def test_a_fault_is_made_small_without_becoming_another() -> None:
    def check(data: bytes) -> object:
        if len(data) > 3 and b"x" in data:
            raise Broken("long")
        if b"x" in data:
            raise Broken("short")
        return None

    small = shrink(Failure("breaks a promise: long", b"aaaaaaxaaaa"), check)
    assert (small.fault, sorted(small.data)) == ("breaks a promise: long", sorted(b"xaaa"))


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scripts.checks.fuzz.limits.MOST_SECONDS", 0.05)

    def check(_data: bytes) -> object:
        while True:
            pass

    with interrupted_when_slow():
        assert try_check(check, b"")[1] == "takes too long, at no place in kg"


def test_records_that_break_a_promise_are_seen() -> None:
    data = b'{"title": "a", "abstract": "b"}\n{"title": "c", "abstract": "d"}\n'
    reading = read_bytes("input", data)
    check_nothing_is_lost(reading, split_lines(data))
    with pytest.raises(Broken, match="lost or read twice"):
        check_nothing_is_lost(replace(reading, entries=reading.entries[1:]), split_lines(data))
    with pytest.raises(Broken, match="counts of the file"):
        check_records(replace(reading, entries=reading.entries[1:]), 3)
    beyond = replace(reading, entries=(replace(reading.entries[0], line=9), reading.entries[1]))
    with pytest.raises(Broken, match="line is none"):
        check_records(beyond, 3)


def die(task: Task) -> Outcome:
    """What a worker does whose input ends it."""
    with campaign.open_at_hand(task.at_hand) as held:
        held[:7] = len(b"bad").to_bytes(4) + b"bad"
        os._exit(1)


@pytest.mark.slow
def test_an_input_that_ends_the_process_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "run", die)
    monkeypatch.chdir(tmp_path)
    task = Task("jsonl", 1, 10, None, tmp_path / "at-hand")
    (outcome,) = command.run_all([task], 1)
    assert outcome.failures == [Failure("ends the process", b"bad")]
    assert read_at_hand(task.at_hand) == b"bad"
    assert "ends the process: build/fuzz/jsonl/" in capsys.readouterr().out
