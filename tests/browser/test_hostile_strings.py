"""Every string that breaks out of some format is text in a browser: no script runs, nothing is asked for."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from kg.cli import main
from kg.text.display import display
from tests.fixtures.hostile_strings import HostileGraph

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.slow

TITLES = "SELECT ?title { ?paper a kg:Paper ; dcterms:title ?title } ORDER BY ?paper"


@pytest.fixture
def strict(visit: Visit) -> Visit:
    """A visit that also complains of a dialog, which a script of a string would open."""
    visit.page.on("dialog", lambda dialog: visit.complaints.append(f"dialog {dialog.message}"))
    return visit


def read_papers(graph: HostileGraph) -> list[dict[str, str]]:
    return [json.loads(line) for line in (graph.folder / "papers.jsonl").read_text("utf-8").split("\n")[:-1]]


def display_title(paper: dict[str, str]) -> str:
    """A title as people see it: without the markup that some texts have."""
    displayed = display(paper["text"])
    return displayed.text[slice(*displayed.from_raw(0, len(paper["title"])))]


def show(text: str) -> str:
    """Text as elements with white space collapsed show it."""
    return " ".join(text.replace("\0", "\ufffd").split())


def test_the_map_shows_each_name_and_title_as_text(strict: Visit, hostile_graph: HostileGraph) -> None:
    page, path = strict.page, hostile_graph.folder / "graph.html"
    page.goto(path.as_uri())
    expect(page.locator("#shown")).not_to_be_empty()
    held = set(page.evaluate("data.papers.map(paper => paper.title)"))
    assert {display_title(row) for row in read_papers(hostile_graph)} == held
    identifiers = page.evaluate("Object.fromEntries(data.entities.map(entity => [entity.name, entity.id]))")
    for name in list(hostile_graph.named.values())[::4]:
        page.goto("about:blank")
        page.goto(f"{path.as_uri()}#{urlencode({'see': identifiers[name]})}")
        expect(page.locator("#panel h2")).to_have_text(name)
    links = page.locator("#panel a").evaluate_all("all => all.map(link => link.href)")
    assert not [link for link in links if not re.match("https?:", link)]
    assert page.locator("img, iframe, body script[src], #panel b").count() == 0
    assert strict.complaints == []
    assert {url.split("#")[0] for url in strict.requests if not url.startswith(("blob:", "about:"))} == {path.as_uri()}


def test_the_page_with_the_engine_answers_with_each_title(
    strict: Visit, hostile_graph: HostileGraph, tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    assert main(["export", "page", "--graph", str(hostile_graph.folder), "-o", str(path)]) == 0
    page = strict.page
    page.goto(f"{path.as_uri()}#{urlencode({'sparql': TITLES})}")
    expect(page.locator("#answer tbody tr").first).to_be_visible(timeout=60_000)
    cells = page.locator("#answer tbody td").all_text_contents()
    shown = {show(cell) for cell in cells}
    missing = {title for title in hostile_graph.titles.values() if len(title) < 200 and show(title) not in shown}
    assert missing == set()
    assert page.locator("#answer img, #answer b, #answer script").count() == 0
    assert strict.complaints == []
    assert {url.split("#")[0] for url in strict.requests if not url.startswith("blob:")} == {path.as_uri()}


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of the real server over a folder, in a process of its own."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", "--workers", "1"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().split()[2].rstrip("/")
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def test_the_server_s_pages_run_nothing(strict: Visit, hostile_graph: HostileGraph) -> None:
    with serve(hostile_graph.folder) as address:
        for identifier, title in list(hostile_graph.titles.items())[::3]:
            strict.page.goto(f"{address}/id/paper/{identifier}")
            if title.isprintable():
                expect(strict.page.locator("h1")).to_have_text(title)
            assert strict.page.locator("script, img, iframe").count() == 0
    assert strict.complaints == []
    assert not [url for url in strict.requests if not url.startswith((f"{address}/", "data:,"))]
