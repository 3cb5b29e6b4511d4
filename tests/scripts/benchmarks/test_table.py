"""The one table of the benchmarks."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.benchmarks.corpus import spread_evenly
from scripts.benchmarks.limit import limit_time
from scripts.benchmarks.table import Row, describe_machine, format_number, report

INTEL = """processor\t: 0
model name\t: Some Processor @ 2.00GHz
flags\t\t: fpu avx2 avx512f avx512_vnni sse2

processor\t: 1
model name\t: Some Processor @ 2.00GHz
flags\t\t: fpu avx2 avx512f avx512_vnni sse2
"""
ARM = "processor\t: 0\nFeatures\t: fp asimd asimddp crc32\n"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.012345, "0.0123"),
        (0.5, "0.5"),
        (1.234, "1.23"),
        (12.345, "12.3"),
        (123.45, "123"),
        (12345.6, "12,346"),
        (7, "7"),
        (245912, "245,912"),
    ],
)
def test_a_number_has_three_digits_that_count(number: float, text: str) -> None:
    assert format_number(number) == text


@pytest.mark.parametrize(
    ("cpuinfo", "expected"),
    [
        (INTEL, "Some Processor @ 2.00GHz (flags: avx2, avx512f, avx512_vnni)"),
        (ARM, "processor unknown (flags: asimd, asimddp)"),
        ("", "processor unknown (flags: none known)"),
    ],
)
def test_the_machine_is_named_with_the_flags_that_matter(tmp_path: Path, cpuinfo: str, expected: str) -> None:
    path = tmp_path / "cpuinfo"
    path.write_text(cpuinfo, encoding="utf-8")
    assert f", {expected}, " in describe_machine(path)


def test_a_machine_without_the_file_has_a_line_too(tmp_path: Path) -> None:
    assert "processor unknown" in describe_machine(tmp_path / "none")


def test_rows_are_printed_as_they_are_measured() -> None:
    out = io.StringIO()

    def measure() -> Iterator[Row]:
        yield Row("`kg --help`", "time, median", 0.25, "s", 3)
        assert out.getvalue().endswith("| `kg --help` | time, median | 0.25 | s | 3 |\n")
        yield Row("pyvis", "making the file", "over 150", "s", 1)

    assert report(measure(), out) == 0
    head, _, *table = out.getvalue().splitlines()
    assert head == describe_machine()
    assert table == [
        "| name | what | figure | unit | runs |",
        "|---|---|---|---|---|",
        "| `kg --help` | time, median | 0.25 | s | 3 |",
        "| pyvis | making the file | over 150 | s | 1 |",
    ]


def test_work_within_the_limit_is_left_alone() -> None:
    with limit_time(60):
        done = True
    assert done


def test_work_beyond_the_limit_is_broken_off() -> None:
    with pytest.raises(TimeoutError), limit_time(0.01):
        time.sleep(60)


@pytest.mark.parametrize(
    ("total", "wanted", "positions"),
    [(10, 5, [0, 2, 4, 6, 8]), (3, 5, [0, 1, 2]), (10, 3, [0, 3, 6]), (0, 4, [])],
)
def test_papers_are_taken_evenly(total: int, wanted: int, positions: list[int]) -> None:
    assert list(spread_evenly(total, wanted)) == positions
