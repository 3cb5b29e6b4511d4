"""The query page as the server gives it; tests/browser/test_query_page.py uses it."""

from __future__ import annotations

import asyncio
import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from starlette.applications import Starlette

from kg.rdf.namespaces import prefixes
from kg.rdf.schemas import find_schemas
from kg.serve.pages import query_page
from kg.serve.pages.query_page import declare_prefixes, routes
from kg.sparql import queries
from kg.sparql.query_graph import query_graph

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


def read_known(text: str) -> dict[str, Any]:
    match = re.search(r'<script id="known" type="application/json">(.*?)</script>', text, re.DOTALL)
    assert match
    return json.loads(match[1])


def test_the_page_may_reach_its_own_server_alone(client: Client) -> None:
    reply = client.get("/query")
    assert reply.status_code == 200
    directives = dict(part.strip().split(" ", 1) for part in reply.headers["Content-Security-Policy"].split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["connect-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert "unsafe" not in reply.headers["Content-Security-Policy"]
    for name in ("default-src", "base-uri", "form-action", "frame-ancestors"):
        assert directives[name] == "'none'"
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", reply.text)


def test_every_file_that_it_names_is_served(client: Client) -> None:
    named = re.findall(r'(?:src|href)="(query/[^"]+)"', client.get("/query").text)
    assert named == ["query/static/query/query.css", "query/static/query/query.js"]
    for name in named:
        reply = client.get(f"/{name}")
        assert reply.status_code == 200
        assert re.match(r"text/(?:css|javascript)", reply.headers["Content-Type"])


def test_no_file_outside_its_folder_is_served(client: Client) -> None:
    assert client.get("/query/static/%2e%2e/application.py").status_code == 404
    assert client.get("/query/static/query/../../app.py").status_code == 404


def test_every_module_that_its_scripts_import_is_served(client: Client) -> None:
    served, ahead = set(), ["query/static/query/query.js"]
    while ahead:
        path = ahead.pop()
        reply = client.get(f"/{path}")
        assert (path, reply.status_code) == (path, 200)
        served.add(path)
        if not path.endswith(".min.js"):
            named = re.findall(r"""from "(\.[^"]+)";""", reply.text)
            ahead += {posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in named} - served
    assert {posixpath.basename(path) for path in served} == {
        "query.js",
        "editor.js",
        "results.js",
        "names.js",
        "editor.min.js",
    }


def test_the_editor_completes_the_names_of_the_graph(client: Client) -> None:
    data = read_known(client.get("/query").text)
    assert data["prefixes"]["kg"] == "https://w3id.org/kg-papers/schema#"
    assert data["prefixes"]["paper"] == "https://example.org/p/"
    terms = {term["name"]: (term["kind"], term["about"]) for term in data["terms"]}
    kind, about = terms["kg:Paper"]
    assert kind == "class"
    assert about.startswith("A paper, known by its title and abstract.")
    assert terms["kg:evaluatesOn"] == ("property", "The paper reports results on the dataset.")
    ontology = rdflib.Graph().parse(find_schemas() / "ontology.ttl")
    declare_prefixes = {
        str(term) for term in ontology.subjects(rdflib.RDF.type) if str(term).startswith(prefixes()["kg"])
    }
    assert list(terms) == sorted(f"kg:{term.removeprefix(prefixes()['kg'])}" for term in declare_prefixes)


def test_the_editor_is_made_of_what_its_lock_pins() -> None:
    sources = Path(__file__).parents[3] / "scripts" / "release" / "editor"
    locked = json.loads((sources / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    package = json.loads((sources / "package.json").read_text(encoding="utf-8"))
    for name, version in {**package["dependencies"], **package["devDependencies"]}.items():
        assert locked[f"node_modules/{name}"]["version"] == version
    shipped = {
        f"{path.removeprefix('node_modules/')} {entry['version']}"
        for path, entry in locked.items()
        if path and not entry.get("dev") and not entry.get("optional")
    }
    licenses = (Path(query_page.__file__).parents[1] / "static" / "editor" / "LICENSES.txt").read_text(encoding="utf-8")
    assert set(re.findall(r"^(\S+ \d+\.\d+\.\d+)\n\n", licenses, re.MULTILINE)) == shipped
    assert licenses.count("Permission is hereby granted, free of charge") == len(shipped)
    assert all(entry["integrity"].startswith("sha512-") for path, entry in locked.items() if path)
    assert not any("resolved" in entry for entry in locked.values())


def test_no_library_of_the_old_editor_is_left() -> None:
    for file in (Path(query_page.__file__).parents[1] / "static").rglob("*"):
        if file.is_file():
            assert not re.search(rb"jquery|dompurify|papaparse", file.read_bytes(), re.IGNORECASE), file


def test_its_examples_are_the_shipped_queries_and_declare_what_they_use(client: Client, folder: Path) -> None:
    import pyoxigraph

    examples = {
        question["name"]: question["query"]
        for group in read_known(client.get("/query").text)["groups"]
        for question in group["questions"]
    }
    assert sorted(examples) == queries.list_names()
    for name, text in examples.items():
        assert text.endswith(queries.load(name).text)
        pyoxigraph.Store().query(text)  # which declares no prefix itself
        query_graph(folder, text)


def test_only_the_prefixes_that_a_query_uses_are_declared() -> None:
    prefixes_of_graph = {"kg": "http://kg/", "k": "http://k/", "http": "http://http/", "x": "http://x/"}
    assert declare_prefixes("SELECT ?x { ?x:y kg:a <http://a> }", {"kg": "http://kg/", "k": "http://k/"}) == (
        "PREFIX kg: <http://kg/>\n\nSELECT ?x { ?x:y kg:a <http://a> }"
    )
    assert declare_prefixes("ASK {}", prefixes_of_graph) == "ASK {}"


def test_no_text_of_a_query_is_markup(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query_page, "load_shipped", lambda: (queries.parse("x", f"# {HOSTILE}\nSELECT * {{}}"),))
    text = client.get("/query").text
    assert text.count("<script") == 2
    assert read_known(text)["groups"][0]["questions"][0]["title"] == HOSTILE
    assert "{{7*7}}" in text
