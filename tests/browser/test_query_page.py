"""The query page of a running server, in a real browser: YASGUI on the server's own endpoint and nothing else."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode

import pytest
import uvicorn
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.namespaces import prefixes
from kg.serve.query_page import routes
from kg.store.answers import render
from kg.store.query import QueryError, query

if TYPE_CHECKING:
    from tests.browser.conftest import Watched

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
HOSTILE = "<img src=x onerror=alert(1)>😀"
GRAPH = f"""
dataset:a a kg:Dataset ; skos:prefLabel "{HOSTILE}" . dataset:b a kg:Dataset ; skos:prefLabel "ImageNet" .
paper:a kg:evaluatesOn dataset:a , dataset:b . paper:b kg:evaluatesOn dataset:a . paper:c kg:evaluatesOn dataset:a .
"""


@dataclass(frozen=True)
class Context:
    folder: Path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a free port: the query page, and an endpoint that answers in JSON."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")

    async def sparql(request: Request) -> Response:
        (text,) = parse_qs((await request.body()).decode())["query"]
        try:
            return Response(
                render(query(folder, text), output_format="json"), media_type="application/sparql-results+json"
            )
        except QueryError as error:
            return Response(str(error), status_code=400, media_type="text/plain")

    app = Starlette(routes=[Route("/sparql", sparql, methods=["POST"]), *routes(Context(folder))])
    running = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        running.should_exit = True
        thread.join()


def test_it_answers_the_first_question_at_once_and_asks_this_server_alone(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(f"{server}/query")
    expect(page.locator(".yasr_response_chip")).to_contain_text("1 result")
    expect(page.locator(".yasr_results table")).to_contain_text(HOSTILE)
    assert page.locator(".yasr_results img").count() == 0
    assert {url for url in watched.requests if not url.startswith((f"{server}/", "data:"))} == set()
    assert f"{server}/sparql" in watched.requests
    assert watched.complaints == []


def test_a_question_is_chosen_and_changed(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(f"{server}/query")
    expect(page.locator(".yasr_response_chip")).to_contain_text("1 result")
    page.get_by_label("A question to start from").select_option("datasets-introduced")
    expect(page.locator(".tab.active")).to_contain_text("datasets-introduced")
    expect(page.locator(".yasr_response_chip:visible")).to_contain_text("0 results")
    page.evaluate("yasgui.getTab().getYasqe().setValue('SELECT ?b { ?p kg:evaluatesOn ?b } ORDER BY ?p ?b')")
    page.locator(".CodeMirror:visible").click()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".yasr_response_chip:visible")).to_contain_text("4 results")
    expect(page.locator(".yasr_results:visible table")).to_contain_text("dataset:b")
    assert all(url.startswith((f"{server}/", "data:")) for url in watched.requests)
    assert watched.complaints == []


def test_writing_a_query_completes_our_prefixes_and_asks_no_other_site(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(f"{server}/query")
    expect(page.locator(".yasr_response_chip")).to_contain_text("1 result")
    page.evaluate("yasgui.getTab().getYasqe().setValue('')")
    page.locator(".CodeMirror:visible").click()
    page.keyboard.type("SELECT * WHERE { ?s skos:prefLabel ?o . ?s a kg:")
    expect(page.locator(".CodeMirror:visible")).to_contain_text("PREFIX kg: <https://w3id.org/kg-papers/schema#>")
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(500)  # time in which YASGUI would ask other sites
    assert all(url.startswith((f"{server}/", "data:")) for url in watched.requests)
    assert watched.complaints == []


def test_a_link_to_a_question_asks_it_with_numbers_as_numbers(watched: Watched, server: str) -> None:
    page = watched.page
    page.goto(f"{server}/query#question=benchmarks")
    expect(page.locator(".CodeMirror:visible")).to_contain_text("Which benchmarks do several papers evaluate on")
    expect(page.locator(".yasr_response_chip")).to_contain_text("1 result")
    expect(page.locator(".yasr_results table")).not_to_contain_text("xsd:integer")
    assert "question" not in page.url
    assert watched.complaints == []


def test_a_link_that_names_another_server_asks_this_one(watched: Watched, server: str) -> None:
    page = watched.page
    with socket.create_server(("127.0.0.1", 0)) as other:
        endpoint = f"http://127.0.0.1:{other.getsockname()[1]}/sparql"
        link = {"query": "SELECT (COUNT(*) AS ?n) { ?p kg:evaluatesOn ?d }", "endpoint": endpoint}
        page.goto(f"{server}/query#{urlencode(link)}")
        expect(page.locator(".yasr_results table")).to_contain_text("4")
        assert all(url.startswith((f"{server}/", "data:")) for url in watched.requests)
        page.evaluate("address => fetch(address, { mode: 'no-cors' }).catch(() => {})", endpoint)
        other.settimeout(0.5)
        with pytest.raises(TimeoutError):
            other.accept()  # nothing came: the page's policy does not let it
