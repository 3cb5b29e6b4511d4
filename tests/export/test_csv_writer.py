"""CSV that spreadsheets take for data: quotes, lines, and what looks like a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export import csv_writer
from kg.export.content import Content
from kg.rdf.description import RunInfo

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+IG", "'+IG"),
        ("-2+3", "'-2+3"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("+7.64", "+7.64"),
        ("-13.6\\%", "-13.6\\%"),
        ("+2.5 points", "+2.5 points"),
        ("-1e-3", "-1e-3"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_text_is_never_a_formula_and_numbers_stay_numbers(text: str, cell: str) -> None:
    assert csv_writer.format_cell(text) == cell


def test_csv_is_quoted_and_ends_its_lines_with_line_feeds(tmp_path: Path) -> None:
    csv_writer.write_file(("a", "b"), [['x,"y"\nz', None], ["\0", True]], tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == 'a,b\n"x,""y""\nz",\n\ufffd,true\n'.encode()


def test_several_values_in_a_cell_can_be_told_apart() -> None:
    assert csv_writer.join_values(["a|b", "c"]) == "a\\|b | c"


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n", ",", '"'])
def test_a_cell_keeps_its_line_endings_and_its_row(ending: str) -> None:
    file = io.StringIO(newline="")
    csv_writer.write_rows(("a", "b"), [(f"one{ending}two", None)], file)
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [["a", "b"], [f"one{ending}two", ""]]
