"""Strings that break out of some format go through the server, which shows them as text and gives them unchanged."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from html.parser import HTMLParser
from urllib.parse import quote

import httpx
import pyoxigraph
import pytest

from kg.rdf.namespaces import ID_BASE
from kg.serve.addresses import find_address
from tests.fixtures.hostile_strings import ALL, UNUSABLE, HostileGraph
from tests.serve.conftest import Server

pytestmark = pytest.mark.slow

TITLES = "SELECT ?title { ?paper a kg:Paper ; dcterms:title ?title }"
NAMES = "SELECT ?thing ?name { ?thing skos:prefLabel|dcterms:title ?name . FILTER STRSTARTS(STR(?thing), STR(id:)) }"


class Page(HTMLParser):
    """The elements of a page and its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def require_tame(page: Page) -> None:
    assert not {"script", "img", "iframe", "object", "embed", "base", "svg"} & page.tags
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    given = [link for link in page.links if link != "data:,"]  # the page's own icon: none
    assert not [link for link in given if re.match(r"\s*(?:javascript|data|vbscript):", link, re.IGNORECASE)]


@pytest.fixture(scope="module")
def running(
    hostile_graph: HostileGraph, start_server: Callable[..., AbstractContextManager[Server]]
) -> Iterator[httpx.Client]:
    with (
        start_server(hostile_graph.folder, "--workers", "1") as server,
        httpx.Client(base_url=server.url, timeout=60) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def names(hostile_graph: HostileGraph) -> dict[str, str]:
    """Names of entities and titles of papers by IRI, those of the corpus."""
    wanted = {*hostile_graph.named.values(), *hostile_graph.titles.values()}
    quads = pyoxigraph.parse(path=str(hostile_graph.folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    named = {
        quad.subject.value: quad.object.value
        for quad in quads
        if quad.predicate.value.endswith(("#prefLabel", "/terms/title")) and quad.subject.value.startswith(ID_BASE)
    }
    return {iri: name for iri, name in named.items() if name in wanted}


def test_the_page_of_each_thing_shows_its_name_as_text(running: httpx.Client, names: dict[str, str]) -> None:
    assert len(names) > 110
    for iri, name in names.items():
        address = find_address(iri, ID_BASE)
        assert address is not None
        reply = running.get(address, headers={"Accept": "text/html"})
        assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8"), iri
        page = Page(reply.text)
        require_tame(page)
        assert " ".join(name.split())[:500] in page.text, iri


@pytest.mark.parametrize("text", [text for text in ALL.values() if len(text) < 1000], ids=ascii)
def test_what_is_asked_for_is_shown_as_text(running: httpx.Client, text: str) -> None:
    asked = text.encode("utf-8", "replace").decode()
    for path in ("/search", "/query"):
        reply = running.get(path, params={"q": asked, "name": asked, "query": asked})
        assert reply.status_code < 500
        assert "nosniff" in reply.headers["x-content-type-options"]
        if reply.headers["content-type"].startswith("text/html") and path == "/search":
            require_tame(Page(reply.text))
    reply = running.get(f"/id/method/{quote(asked)}", headers={"Accept": "text/html"})
    assert reply.status_code in (200, 307, 404)
    require_tame(Page(reply.text))


@pytest.mark.parametrize("kind", ["json", "xml", "csv", "tsv"])
def test_answers_hold_titles_as_they_were(running: httpx.Client, kind: str, hostile_graph: HostileGraph) -> None:
    media = {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
    }[kind]
    reply = running.post("/sparql", data={"query": TITLES}, headers={"Accept": media})
    assert reply.status_code == 200
    given = set(hostile_graph.titles.values())
    if kind == "csv":
        read = {row["title"] for row in csv.DictReader(io.StringIO(reply.content.decode(), newline=""))}
    else:
        solutions = pyoxigraph.parse_query_results(
            reply.content, format=getattr(pyoxigraph.QueryResultsFormat, kind.upper())
        )
        read = {solution["title"].value for solution in solutions}  # type: ignore[union-attr]
    if kind == "xml":  # which cannot hold them, as little as references to them
        given = {re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", title) for title in given}
    assert given <= read


def test_reconciliation_finds_each_name(running: httpx.Client, hostile_graph: HostileGraph) -> None:
    batch = {key: {"query": name, "limit": 3} for key, name in hostile_graph.named.items()}
    pairs = list(batch.items())
    for start in range(0, len(pairs), 25):
        some = dict(pairs[start : start + 25])
        answer = running.post("/reconcile", data={"queries": json.dumps(some)}).json()
        for key in some:
            assert hostile_graph.named[key] in [found["name"] for found in answer[key]["result"]]


def test_no_string_is_usable_by_chance() -> None:
    assert sum(UNUSABLE.search(text) is not None for text in ALL.values()) == 5
