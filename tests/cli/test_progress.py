"""What commands tell on standard error while and after they read: few lines, each with what is at fault."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli.progress import (
    FIELDS_SHOWN,
    LEFT_OUT_SHOWN,
    REJECTED_SHOWN,
    report_corrections,
    report_mended,
    report_rejected,
    report_taken_over,
    report_unused,
    show_progress,
)
from kg.model.errors import EXIT_DATA, EXIT_OK
from kg.model.knowledge import Corrected, Knowledge
from kg.model.records import InputFile, Rejected
from kg.pipeline import RunSummary
from kg.read.reading_records import SkippedInput, UnusedField

FULL = InputFile("full.txt", "00", "flat", 3, 0)
EMPTY = InputFile("empty.txt", "11", "flat", 0, 1)
OUTCOME = RunSummary(Knowledge((), (), ()), inputs=(FULL,), rejected=())
REJECTED = Rejected("full.txt", 7, "No title; add one.", "")


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    streams = capsys.readouterr()
    assert streams.out == "", "standard output is for answers"
    return streams.err.splitlines()


@pytest.mark.parametrize(
    ("inputs", "rejected", "strict", "code"),
    [
        ((FULL,), (), False, EXIT_OK),
        ((FULL,), (), True, EXIT_OK),
        ((FULL,), (REJECTED,), False, EXIT_OK),  # the rest was read
        ((FULL,), (REJECTED,), True, EXIT_DATA),
        ((FULL, EMPTY), (), False, EXIT_DATA),  # a file was for nothing
        ((), (), False, EXIT_OK),
    ],
)
def test_the_exit_code_says_whether_all_could_be_read(
    inputs: tuple[InputFile, ...], rejected: tuple[Rejected, ...], strict: bool, code: int
) -> None:
    assert report_rejected(replace(OUTCOME, inputs=inputs, rejected=rejected), strict=strict) == code


def test_a_rejection_is_told_with_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    whole = replace(REJECTED, line=0)  # of a file as a whole
    report_rejected(replace(OUTCOME, inputs=(FULL, EMPTY), rejected=(REJECTED, whole)), strict=False)
    assert lines(capsys) == [
        "kg: rejected full.txt:7: No title; add one.",
        "kg: rejected full.txt: No title; add one.",
        "kg: no paper could be read from empty.txt",
    ]


@pytest.mark.parametrize(
    ("number", "last"), [(REJECTED_SHOWN, "rejected full.txt"), (REJECTED_SHOWN + 2, "... and 2 ")]
)
def test_of_many_rejections_the_first_are_told(capsys: pytest.CaptureFixture[str], number: int, last: str) -> None:
    report_rejected(replace(OUTCOME, rejected=(REJECTED,) * number), strict=False)
    messages = lines(capsys)
    assert len(messages) == REJECTED_SHOWN + (number > REJECTED_SHOWN)
    assert messages[-1].startswith(f"kg: {last}")


@pytest.mark.parametrize("more", [0, 1])
def test_files_that_are_no_inputs_are_told(capsys: pytest.CaptureFixture[str], more: int) -> None:
    report_unused(replace(OUTCOME, left_out=(SkippedInput("a.png", "It is a picture."),) * (LEFT_OUT_SHOWN + more)))
    messages = lines(capsys)
    assert messages[0] == "kg: left out a.png: It is a picture."
    assert messages[LEFT_OUT_SHOWN:] == ["kg: ... and 1 more left out"] * more


def test_fields_that_are_not_used_are_told_file_by_file(capsys: pytest.CaptureFixture[str]) -> None:
    many = tuple(UnusedField("b.csv", f"f{i}", "", 1) for i in range(FIELDS_SHOWN + 1))
    flawed = (UnusedField("a.csv", "date", "no date", 1), UnusedField("a.csv", "url", "no link", 2))
    report_unused(
        replace(OUTCOME, unused=(*flawed, UnusedField("a.csv", "x", "", 1), UnusedField("a.csv", "y", "", 1), *many))
    )
    assert lines(capsys) == [
        "kg: a.csv: 1 record: field `date` not used: no date",
        "kg: a.csv: 2 records: field `url` not used: no link",
        "kg: a.csv: fields not used: x, y",
        f"kg: b.csv: fields not used: {', '.join(f'f{i}' for i in range(FIELDS_SHOWN))} and 1 more",
    ]


def test_nothing_is_said_where_all_is_used_and_nothing_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    report_unused(OUTCOME)
    report_corrections(OUTCOME)
    assert lines(capsys) == []


def test_corrections_are_counted_and_those_without_effect_named(capsys: pytest.CaptureFixture[str]) -> None:
    corrected = (
        Corrected(1, "added", "p", "It is so.", "X"),
        Corrected(2, "retracted", "p", "Wrong.", "X"),
        Corrected(3, "retracted", "p", "Wrong.", "Y"),
        Corrected(0, "unmatched", None, "No such name."),
        *(Corrected(n, "unmatched", None, "No such paper.") for n in range(4, 4 + REJECTED_SHOWN)),
    )
    report_corrections(replace(OUTCOME, knowledge=replace(OUTCOME.knowledge, corrected=corrected)))
    messages = lines(capsys)
    assert len(messages) == REJECTED_SHOWN + 2
    assert messages[0] == "kg: correction without effect, corrections.toml: No such name."
    assert messages[1] == "kg: correction without effect, corrections.toml:4: No such paper."
    assert messages[-2:] == [
        "kg: ... and 1 more without effect",
        f"corrections: 1 facts added, 2 retracted, {REJECTED_SHOWN + 1} without effect",
    ]


def test_there_is_no_bar_where_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress() as report:
        report("reading", 0, 0)
        report("extracting", 1, 2)
    assert lines(capsys) == []


def test_what_a_long_build_will_take_is_told_where_there_is_no_terminal_too(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with show_progress(tmp_path) as progress:
        for done in (0, 1_000, 2_000, 3_000):
            progress("extracting", done, 3_000)
    disk, duration = lines(capsys)
    assert disk.startswith(f"3,000 texts to read. {tmp_path} will take about 0.7 GB more; ")
    assert duration == "Reading the other 2,000 texts takes about 10 seconds, the graph some more."
    with show_progress() as progress:
        progress("extracting", 0, 3_000)
    assert lines(capsys) == []


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (0, []),
        (1, ["kg: the extraction of 1 text was damaged in the store, and is made again"]),
        (1200, ["kg: the extractions of 1,200 texts were damaged in the store, and are made again"]),
    ],
)
def test_damaged_extractions_are_told_by_their_number(
    texts: int, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    report_mended(texts)
    assert lines(capsys) == told


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        (0, []),
        (1, ["kg: what an earlier version of kg has read of 1 input is kept; name it to have it read anew"]),
        (5, ["kg: what an earlier version of kg has read of 5 inputs is kept; name them to have them read anew"]),
    ],
)
def test_inputs_of_an_earlier_version_are_told_by_their_number(
    inputs: int, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    report_taken_over(inputs)
    assert lines(capsys) == told
