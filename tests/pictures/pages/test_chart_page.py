"""The pages with a chart as files: what stands in them, and that nothing of a paper can break out of its place."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from typing import Any

import pytest

from kg.model.derived import Leaderboard, LeaderboardValue, Timeline, TimelineRow
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.records import Paper
from kg.pictures.pages.chart_page import render_leaderboard, render_timeline
from tests.fixtures.hostile_strings import STRINGS


class Page(HTMLParser):
    """A page as a browser takes it apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy = ""
        self.tags: list[str] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.visible_text = ""
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        assert not [name for name in known if name.startswith("on") or name == "style"]
        assert not {"src", "srcset", "href", "action"} & known.keys()  # nothing to fetch
        if known.get("http-equiv") == "Content-Security-Policy":
            self.policy = str(known["content"])
        self.tags.append(tag)
        self._inside = tag in ("script", "style")
        if self._inside:
            self.raw.append((tag, known, ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            tag, known, text = self.raw[-1]
            self.raw[-1] = (tag, known, text + data)
        else:
            self.visible_text += data

    def scripts(self) -> list[str]:
        return [text for tag, known, text in self.raw if tag == "script" and "type" not in known]

    def data(self) -> dict[str, Any]:
        [text] = [text for _, known, text in self.raw if known.get("id") == "data"]
        return json.loads(text)


def _value(text: str = "plain", **changes) -> LeaderboardValue:
    fields: dict[str, Any] = {
        "value": 1.5, "value_text": text, "date": "2024-01-02", "date_inferred": False, "subject": text, "paper": "p",
        "title": text, "url": "https://papers.test/1", "holder": "own", "bound": "exact", "conditions": (text,),
        "sentence": text, "score": 0.9,
    }  # fmt: skip
    return LeaderboardValue(**fields | changes)


def _board(text: str = "plain") -> Leaderboard:
    return Leaderboard(text, text, text, False, (_value(text, is_record=True),), (_value(text, left_out="a range"),))


def _line(text: str = "plain", url: str = "https://papers.test/1") -> tuple[Timeline, Knowledge]:
    papers = tuple(
        PaperFacts(Paper(key, text, "", url=url, published=date), (), (), (), (), ()) for key, date in PAPERS
    )
    view = Timeline(
        text, text, "year", ("2023", "2024"), (TimelineRow("method/x", text, (("a",), ("b", "c")), ("d",)),)
    )
    return view, Knowledge(papers, (), ())


PAPERS = (("a", "2023-05-01"), ("b", "2024-01-01"), ("c", "2024-02-01"), ("d", None), ("unused", None))


@pytest.mark.parametrize("page", [render_leaderboard(_board()), render_timeline(*_line())])
def test_the_policy_lets_exactly_the_pages_own_scripts_and_style_be(page: str) -> None:
    parsed = Page(page)
    rules = dict(rule.strip().split(" ", 1) for rule in parsed.policy.split(";"))
    hashes = {
        tag: {
            "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"
            for kind, known, text in parsed.raw
            if kind == tag and "type" not in known
        }
        for tag in ("script", "style")
    }
    assert rules["default-src"] == rules["connect-src"] == rules["img-src"] == "'none'"
    assert set(rules["script-src"].split()) == hashes["script"]
    assert set(rules["style-src"].split()) == hashes["style"]
    assert "unsafe" not in parsed.policy
    assert not re.search(r"@import|url\(", "".join(text for tag, _, text in parsed.raw if tag == "style"))


@pytest.mark.parametrize("text", STRINGS.values(), ids=STRINGS)
def test_hostile_text_stays_text(text: str) -> None:
    readable = re.sub("[\ud800-\udfff]", "\ufffd", text)
    for plain, hostile in (
        (render_leaderboard(_board()), render_leaderboard(_board(text))),
        (render_timeline(*_line()), render_timeline(*_line(text))),
    ):
        page, other = Page(hostile), Page(plain)
        assert page.tags == other.tags
        assert page.scripts() == other.scripts()
        assert readable in page.visible_text
        hostile.encode("utf-8")
    [drawn_value, listed_value] = Page(render_leaderboard(_board(text))).data()["values"]
    assert {drawn_value[key] for key in ("text", "subject", "title", "sentence")} == {readable}
    assert drawn_value["conditions"] == [readable]
    assert (drawn_value["leftOut"], listed_value["leftOut"]) == ("", "a range")
    assert Page(render_timeline(*_line(text))).data()["rows"][0]["name"] == readable


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "https://[", "", "file:///x"]
)
def test_only_links_to_the_web_are_links(url: str) -> None:
    board = replace(_board(), values=(_value(url=url),), left_out=())
    assert Page(render_leaderboard(board)).data()["values"][0]["url"] == ""
    assert {paper["url"] for paper in Page(render_timeline(*_line(url=url))).data()["papers"]} == {""}
    assert Page(render_leaderboard(_board())).data()["values"][0]["url"] == "https://papers.test/1"


def test_a_timeline_names_its_papers_by_position_and_no_others() -> None:
    data = Page(render_timeline(*_line())).data()
    assert [paper["date"] for paper in data["papers"]] == ["2023-05-01", "2024-01-01", "2024-02-01", None]
    assert data["rows"] == [{"name": "plain", "cells": [[0], [1, 2]], "undated": [3]}]


def test_the_bundled_library_is_the_one_that_its_readme_names() -> None:
    vendor = resources.files("kg.pictures") / "web" / "vendor" / "uplot"
    readme = (vendor / "README.md").read_text(encoding="utf-8")
    for name in ("uPlot.iife.min.js", "uPlot.min.css"):
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() in readme
    assert "MIT License" in (vendor / "LICENSE").read_text(encoding="utf-8")
