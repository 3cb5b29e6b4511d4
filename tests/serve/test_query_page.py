"""The query page as the server gives it; tests/browser/test_query_page.py uses it."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from kg import questions as queries
from kg.namespaces import prefixes
from kg.serve import query_page
from kg.serve.query_page import declared, routes
from kg.store.query import query

HOSTILE = "</script><script>alert(1)</script>{{7*7}}"


@dataclass(frozen=True)
class Context:
    folder: Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [f"@prefix {name}: <{iri}> .\n" for name, iri in {**prefixes(), "paper": "https://example.org/p/"}.items()]
    (tmp_path / "graph.ttl").write_text("".join(lines) + "paper:a a kg:Paper .\n", encoding="utf-8")
    return tmp_path


class Client:
    """Asks an application without a network."""

    def __init__(self, app: Starlette) -> None:
        self._transport = httpx.ASGITransport(app)

    def get(self, path: str) -> httpx.Response:
        async def reply() -> httpx.Response:
            async with httpx.AsyncClient(transport=self._transport, base_url="http://server") as client:
                return await client.get(path)

        return asyncio.run(reply())


@pytest.fixture
def client(folder: Path) -> Client:
    return Client(Starlette(routes=routes(Context(folder))))


def known(text: str) -> dict[str, object]:
    found = re.search(r'<script id="known" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_page_may_reach_its_own_server_alone(client: Client) -> None:
    reply = client.get("/query")
    assert reply.status_code == 200
    directives = dict(part.strip().split(" ", 1) for part in reply.headers["Content-Security-Policy"].split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["connect-src"] == "'self'"
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    for name in ("default-src", "base-uri", "form-action", "frame-ancestors"):
        assert directives[name] == "'none'"
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", reply.text)


def test_every_file_that_it_names_is_served(client: Client) -> None:
    named = re.findall(r'(?:src|href)="(query/[^"]+)"', client.get("/query").text)
    assert len(named) == 4
    for name in named:
        reply = client.get(f"/{name}")
        assert reply.status_code == 200
        assert re.match(r"text/(?:css|javascript)", reply.headers["Content-Type"])


def test_no_file_outside_its_folder_is_served(client: Client) -> None:
    assert client.get("/query/static/%2e%2e/query_page.py").status_code == 404
    assert client.get("/query/static/yasgui/../../query_page.py").status_code == 404


def test_the_editor_completes_the_prefixes_of_the_graph(client: Client) -> None:
    found = client.get("/query/prefixes.json").json()
    assert found["kg"] == "https://w3id.org/kg-papers/schema#"
    assert found["paper"] == "https://example.org/p/"


def test_its_examples_are_the_shipped_queries_and_declare_what_they_use(client: Client, folder: Path) -> None:
    import pyoxigraph

    examples = {
        one["name"]: one["query"] for group in known(client.get("/query").text)["groups"] for one in group["questions"]
    }
    assert sorted(examples) == queries.names()
    for name, text in examples.items():
        assert text.endswith(queries.load(name).text)
        pyoxigraph.Store().query(text)  # which declares no prefix itself
        query(folder, text)


def test_only_the_prefixes_that_a_query_uses_are_declared() -> None:
    known = {"kg": "http://kg/", "k": "http://k/", "http": "http://http/", "x": "http://x/"}
    assert declared("SELECT ?x { ?x:y kg:a <http://a> }", {"kg": "http://kg/", "k": "http://k/"}) == (
        "PREFIX kg: <http://kg/>\n\nSELECT ?x { ?x:y kg:a <http://a> }"
    )
    assert declared("ASK {}", known) == "ASK {}"


def test_no_text_of_a_query_is_markup(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_page, "shipped", lambda: (queries.parse("x", f"# {HOSTILE}\nSELECT * {{}}"),))
    text = client.get("/query").text
    assert text.count("<script") == 3
    assert known(text)["groups"][0]["questions"][0]["title"] == HOSTILE
    assert "{{7*7}}" in text
