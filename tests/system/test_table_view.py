"""Tables: as wide as the terminal, tab-separated elsewhere."""

from __future__ import annotations

import io
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.system.table_view import Table, write_table

LONG = "a long title that says in many words what the paper is about and for whom it was written"


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def render_table(monkeypatch):
    def write(header, *rows, width=40, terminal="dumb", **settings):
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("TERM", terminal)
        file = Terminal()
        write_table(Table(header, rows, **settings), file)
        return file.getvalue()

    return write


def test_what_fits_is_one_line_a_row_with_numbers_to_the_right(render_table):
    assert render_table(("name", "papers"), ("CIFAR-100", "10"), ("GLUE", "7")) == (
        "name       papers\nCIFAR-100      10\nGLUE            7\n"
    )


def test_what_is_replaced_takes_the_room_that_it_is_shown_in(render_table):
    output = render_table(("x", "y"), ("a\x1b[1mb", "1"), ("\x07", "2"))
    assert output == "x       y\na\ufffd[1mb  1\n\ufffd       2\n"


def test_what_is_the_same_in_all_rows_is_told_once(render_table):
    output = render_table(("value", "metric", "unit", "who"), ("1.2", "FID", "", "A"), ("1.3", "FID", "", "B"))
    assert output == "metric: FID; unit: (none)\n\nvalue  who\n  1.2  A\n  1.3  B\n"


def test_a_caption_that_does_not_fit_is_broken_between_its_parts(render_table):
    output = render_table(
        ("x", "benchmark", "metric"), ("1", "ImageNet 256x256", "FID"), ("2", "ImageNet 256x256", "FID"), width=30
    )
    assert output == "benchmark: ImageNet 256x256\nmetric: FID\n\nx\n1\n2\n"


def test_rows_that_are_the_same_altogether_keep_their_columns(render_table):
    assert render_table(("a", "b"), ("x", "y"), ("x", "y")) == "a  b\nx  y\nx  y\n"


def test_one_row_has_nothing_in_common_with_others(render_table):
    assert render_table(("a", "b"), ("x", "y")) == "a  b\nx  y\n"


def test_the_widest_column_is_broken_where_it_has_room_enough(render_table):
    output = render_table(("title", "n"), ("one two three four five six seven eight", "1"), ("nine", "2"), width=34)
    assert output == ("n  title\n1  one two three four five six\n   seven eight\n2  nine\n")


def test_what_has_no_room_stands_beneath_its_row(render_table):
    output = render_table(("value", "who", "title"), ("1.2", "A", LONG), ("1.3", "B", ""), ("1.4", "C", LONG), width=40)
    assert output == (
        "value  who\n"
        "  1.2  A\n"
        "    title: a long title that says in\n"
        "      many words what the paper is about\n"
        "      and for whom it was written\n"
        "  1.3  B\n"
        "  1.4  C\n"
        "    title: a long title that says in\n"
        "      many words what the paper is about\n"
        "      and for whom it was written\n"
    )


def test_what_may_stand_aside_does_so_first(render_table):
    output = render_table(
        ("name", "id"), ("guidance", "method/guidance"), ("tuning", "task/tuning"), width=24, aside=("id",)
    )
    assert output == "name\nguidance\n    id: method/guidance\ntuning\n    id: task/tuning\n"


def test_a_single_row_that_does_not_fit_is_a_card_without_what_is_empty(render_table):
    output = render_table(("value", "note", "title"), ("1.2", "", LONG), width=50)
    assert output == (
        "value: 1.2\n"
        "title: a long title that says in many words what\n"
        "  the paper is about and for whom it was written\n"
    )


def test_wide_characters_take_two_columns(render_table):
    assert render_table(("a", "b"), ("\u6f22\u5b57", "x"), ("y", "z")) == "a     b\n\u6f22\u5b57  x\ny     z\n"


def test_nothing_is_shown_of_an_empty_table(render_table):
    assert render_table(("a", "b")) == ""


def test_text_in_cells_and_names_is_text(render_table):
    output = render_table(("a\x1b", "b"), ("[bold]x[/bold] :smile:", "\x1b[31m"), ("y", "\x9b"))
    assert (
        output == "a\ufffd                      b\n[bold]x[/bold] :smile:  \ufffd[31m\ny                       \ufffd\n"
    )


@pytest.mark.parametrize("columns", ["20", "1", "0", "000", "", "-5", "x", "\u0663\u0660", "99999999999999999999"])
@pytest.mark.parametrize("terminal", ["dumb", "xterm"])
def test_any_width_that_is_told_is_borne(render_table, columns, terminal):
    assert "guidance" in render_table(("name", "value"), ("guidance", "1"), width=columns, terminal=terminal)


CELL = st.text(st.sampled_from("ab 1.\u6f22-/"), max_size=60)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=4), st.integers(20, 90))
def test_no_line_is_too_wide_and_nothing_is_cut(rows, width):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width))
        patch.setenv("TERM", "dumb")
        file = Terminal()
        write_table(Table(("a", "b", "c"), rows, fold=False), file)
    assert max(map(cell_len, file.getvalue().splitlines())) <= width
    written = Counter(re.sub(r"\s", "", "".join(map("".join, rows))))
    assert written <= Counter(file.getvalue())


def test_elsewhere_it_is_tab_separated_one_line_a_row():
    file = io.StringIO()
    rows = [("a\tb", "c\r\nd"), ("e\u2028f", "g\x0b\x85h"), ("\x1b[31m", LONG)]
    write_table(Table(("one", "two"), rows), file)
    assert file.getvalue().splitlines() == ["one\ttwo", "a b\tc d", "e f\tg h", f"\x1b[31m\t{LONG}"]


def test_elsewhere_columns_stay_and_an_empty_table_has_its_header(monkeypatch):
    monkeypatch.setenv("COLUMNS", "20")
    file = io.StringIO()
    write_table(Table(("metric", "value"), [("FID", "1"), ("FID", "2")], aside=("metric",)), file)
    write_table(Table(("none",), []), file)
    assert file.getvalue() == "metric\tvalue\nFID\t1\nFID\t2\nnone\n"
