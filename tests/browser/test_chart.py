"""The leaderboard and the timeline, opened from disk in a real browser."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Page, expect

from kg.model.derived import Leaderboard, LeaderboardValue, Timeline, TimelineRow
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.records import Paper
from kg.pictures.drawing import Drawing
from kg.pictures.pages.chart_page import render_leaderboard, render_timeline

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

HOSTILE = """</script><img src=x onerror=alert(1)><b>"'& 😀 {{7*7}} href=javascript:alert(1)"""


def make_value(value: float, date: str | None, subject: str, **changes: Any) -> LeaderboardValue:
    fields: dict[str, Any] = {
        "value": value, "value_text": str(value), "date": date, "date_inferred": False, "subject": subject,
        "paper": subject, "title": f"On {subject}", "url": "https://papers.test/x", "holder": "own", "bound": "exact",
        "conditions": ("with guidance",), "sentence": f"{subject} reaches {value}.", "score": 0.9,
    }  # fmt: skip
    return LeaderboardValue(**fields | changes)


BOARD = Leaderboard(
    "FID on Bench",
    "Lower is better.",
    "FID",
    False,
    (
        make_value(1.5, "2025-01-01", "Third", is_record=True),
        make_value(1.9, None, "Undated", url="javascript:alert(1)"),
        make_value(2.5, "2024-01-01", "Second", is_record=True),
        make_value(3.0, "2024-06-01", "Baseline", holder="baseline"),
        make_value(9.0, "2023-01-01", "First", is_record=True, bound="at least"),
    ),
    (make_value(4.0, None, HOSTILE, left_out="a range"),),
)
PAPERS = (("a", "2023-05-01"), ("b", "2024-01-01"), ("c", "2024-02-01"), ("d", None))
LINE = Timeline(
    "Concepts over time",
    "By year.",
    "year",
    ("2023", "2024"),
    (
        TimelineRow("method/x", "early", (("a",), ()), ()),
        TimelineRow("method/y", HOSTILE, ((), ("b", "c")), ("d",)),
    ),
)
KNOWN = Knowledge(
    tuple(
        PaperFacts(Paper(k, f"Title {k} {HOSTILE}", "", url="https://papers.test/x", published=d), (), (), (), (), ())
        for k, d in PAPERS
    ),
    (),
    (),
)


@pytest.fixture
def board(visit: Visit, tmp_path: Path) -> Page:
    path = Drawing(render_leaderboard(BOARD), "").save(tmp_path / "board.html")
    visit.page.goto(path.as_uri())
    return visit.page


@pytest.fixture
def line(visit: Visit, tmp_path: Path) -> Page:
    path = Drawing(render_timeline(LINE, KNOWN), "").save(tmp_path / "line.html")
    visit.page.goto(path.as_uri())
    return visit.page


def rows(page: Page) -> list[list[str]]:
    return page.locator("tbody tr").evaluate_all("rows => rows.map(r => [...r.cells].map(c => c.textContent))")


def count_coloured_pixels(page: Page) -> int:
    """How many pixels of the chart are coloured: more than grey lines and letters."""
    return page.locator("#chart canvas").evaluate(
        "c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; let n = 0;"
        " for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200 && Math.max(d[i], d[i+1], d[i+2]) -"
        " Math.min(d[i], d[i+1], d[i+2]) > 80) n++; return n; }"
    )


@pytest.mark.parametrize("which", ["board", "line"])
def test_it_opens_from_disk_asks_for_nothing_and_complains_of_nothing(
    which: str, request: pytest.FixtureRequest, visit: Visit
) -> None:
    page: Page = request.getfixturevalue(which)
    expect(page.locator("#chart canvas")).to_be_visible()
    assert count_coloured_pixels(page) > 300
    assert visit.requests == [page.url]
    assert visit.complaints == []
    assert page.locator("img, b").count() == 0


def test_the_table_has_every_value_with_what_qualifies_it(board: Page) -> None:
    table_rows = rows(board)
    assert [row[0] for row in table_rows] == ["1.5", "1.9", "2.5", "3.0", "≥ 9.0", "4.0"]
    by_name = {row[1]: row for row in table_rows}
    assert by_name["Undated"][2] == "no date"
    assert by_name["Baseline"][3] == "baseline"
    assert by_name["Third"][4:6] == ["record", "with guidance"]
    assert by_name["First"][6] == "at least"
    assert by_name[HOSTILE][7] == "a range"
    assert board.locator("tbody a").evaluate_all("links => links.map(a => a.href)") == ["https://papers.test/x"] * 5


def test_a_column_sorts_both_ways_by_keyboard(board: Page) -> None:
    head = board.get_by_role("button", name="FID", exact=True)
    head.focus()
    board.keyboard.press("Enter")
    assert [float(row[0].removeprefix("≥ ")) for row in rows(board)] == [1.5, 1.9, 2.5, 3.0, 4.0, 9.0]
    board.keyboard.press("Enter")
    assert [float(row[0].removeprefix("≥ ")) for row in rows(board)] == [9.0, 4.0, 3.0, 2.5, 1.9, 1.5]
    expect(board.locator("th").first).to_have_attribute("aria-sort", "descending")
    board.get_by_role("button", name="Date").click()
    assert [row[2] for row in rows(board)][-2:] == ["no date", "no date"]  # what has none comes last


def test_a_row_points_at_its_value_and_a_value_at_its_row(board: Page) -> None:
    board.locator("tbody tr", has_text="On Third").hover()
    expect(board.locator("#hint")).to_contain_text("1.5 Third (2025-01-01 · with guidance) On Third")
    over = board.locator("#chart .u-over")
    box = over.bounding_box()
    assert box is not None
    names = set()
    for step in range(60):  # along the band of what has no date
        for height in range(12):
            board.mouse.move(
                box["x"] + box["width"] * (0.8 + step / 300), box["y"] + box["height"] * (height + 0.5) / 12
            )
            names.add(board.locator("tr.pointed").count() and board.locator("tr.pointed td").nth(1).inner_text())
    assert "Undated" in names


def test_dates_go_to_the_right_and_what_has_none_lies_beyond(board: Page) -> None:
    """The record line falls from the first value to the last, in the colour of records."""
    columns = board.locator("#chart canvas").evaluate(
        "c => { const g = c.getContext('2d'), d = g.getImageData(0, 0, c.width, c.height).data, found = [];"
        " for (let x = 0; x < c.width; x++) { let sum = 0, n = 0; for (let y = 0; y < c.height; y++) {"
        " const i = 4 * (y * c.width + x); if (d[i] < 40 && Math.abs(d[i+1] - 114) < 12 && Math.abs(d[i+2] - 178) < 12)"
        " { sum += y; n++; } } if (n) found.push([x, sum / n]); } return found; }"
    )
    heights = [y for _, y in columns]
    assert len(columns) > 200
    assert heights[5] < heights[len(heights) // 2] < max(heights)  # lower is better, and lower on the page


def test_the_table_is_saved_with_nothing_that_a_spreadsheet_would_run(visit: Visit, tmp_path: Path) -> None:
    formula = "=HYPERLINK(1)"
    board = Leaderboard("x", "", "FID", False, (make_value(-1.5, None, formula), make_value(2.0, None, 'a "b", c')), ())
    visit.page.goto(Drawing(render_leaderboard(board), "").save(tmp_path / "x.html").as_uri())
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="Save the table as CSV").click()
    text = saved.value.path().read_text(encoding="utf-8")
    lines = list(csv.reader(io.StringIO(text)))
    assert lines[0][:3] == ["FID", "Method or model", "Date"]
    assert [row[:2] for row in lines[1:]] == [["-1.5", f"'{formula}"], ["2", 'a "b", c']]


def test_a_count_of_the_timeline_lists_its_papers(line: Page) -> None:
    line.get_by_role("button", name="2024: 2").press("Enter")
    expect(line.locator("#details h2")).to_have_text(f"{HOSTILE}, 2024: 2 papers")
    seen = HOSTILE.replace("<b>", "")  # markup residue of a title is not shown
    assert line.locator("#details li").all_inner_texts() == [
        f"Title b {seen} (2024-01-01)",
        f"Title c {seen} (2024-02-01)",
    ]
    line.get_by_role("button", name="without a date: 1").click()
    expect(line.locator("#details h2")).to_have_text(f"{HOSTILE}, without a date: 1 paper")


def test_nothing_to_draw_is_said(visit: Visit, tmp_path: Path) -> None:
    for name, page in {
        "board": render_leaderboard(
            Leaderboard("x", "", "FID", None, (), (make_value(1, None, "S", left_out="a range"),))
        ),
        "line": render_timeline(Timeline("x", "", "year", (), ()), KNOWN),
    }.items():
        visit.page.goto(Drawing(page, "").save(tmp_path / f"{name}.html").as_uri())
        expect(visit.page.locator("#chart p")).to_be_visible()
    assert visit.complaints == []


def test_it_fits_a_telephone_and_follows_dark_mode(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(Drawing(render_leaderboard(BOARD), "").save(tmp_path / "x.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert count_coloured_pixels(page) > 300


def test_a_notebook_frame_draws_and_cannot_reach_the_notebook(visit: Visit, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    frame = Drawing(render_leaderboard(BOARD), "a leaderboard")._repr_html_()
    notebook.write_text(f"<!DOCTYPE html><title>mine</title><body>{frame}", encoding="utf-8")
    visit.page.goto(notebook.as_uri())
    inner = visit.page.frame_locator("iframe")
    expect(inner.locator("#chart canvas")).to_be_visible()
    assert inner.locator("body").evaluate(
        "() => { try { return parent.document.title } catch (e) { return e.name } }"
    ) == ("SecurityError")
