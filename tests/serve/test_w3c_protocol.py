"""The W3C's tests of the SPARQL 1.1 Protocol, where they are at hand.

Each says what to send and what must come back. Those that change data and look at it afterwards do not apply to an
endpoint that cannot be changed; it must refuse what they send.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph
import pytest
import rdflib
from rdflib.collection import Collection

from kg.system.checksums import record_checksums

SUITE = Path(__file__).parents[3] / "shared" / "public" / "w3c-sparql11-protocol"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SUITE.exists(), reason="the test suite is not here")]

UPDATES = {
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
}
"""The tests that do not apply."""

QUERIES = {
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
}
"""The tests that do: queries, and what no endpoint may take."""

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"application/rdf+xml", "text/turtle", "application/n-triples"},
}


@dataclass(frozen=True)
class Step:
    """A request, and what must come back."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: set[int]  # their first digits
    kind: str | None
    truth: bool | None


def manifest() -> rdflib.Graph:
    return rdflib.Graph().parse(SUITE / "manifest.ttl")


def index_tests(graph: rdflib.Graph) -> dict[str, rdflib.term.Node]:
    entries = graph.value(predicate=rdflib.RDF.type, object=MF.Manifest)
    first = graph.value(entries, MF.entries)
    assert first is not None
    listed = Collection(graph, first)
    return {str(test).rpartition("#")[2]: test for test in listed}


def steps(graph: rdflib.Graph, test: rdflib.term.Node) -> Iterator[Step]:
    requests = graph.value(graph.value(test, MF.action), HT.requests)
    assert requests is not None
    for request in Collection(graph, requests):
        reply = graph.value(request, HT.resp)
        headers = graph.value(request, HT.headers)
        body = graph.value(request, HT.body)
        truth, kind = graph.value(reply, MF.expectedBoolean), graph.value(reply, MF.expectedFormat)
        yield Step(
            method=str(graph.value(request, HT.methodName)),
            path=str(graph.value(request, HT.absolutePath)),
            headers={
                str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
                for header in (Collection(graph, headers) if headers else ())
            },
            body=str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))
            if body
            else None,
            statuses={int(str(status)[-3]) for status in graph.objects(reply, MF.expectedStatus)},
            kind=str(kind) if kind else None,
            truth=truth.toPython() if isinstance(truth, rdflib.Literal) else None,
        )


@pytest.fixture(scope="module")
def endpoint(
    tmp_path_factory: pytest.TempPathFactory, start_server: Callable[..., AbstractContextManager[Any]]
) -> Iterator[httpx.Client]:
    """An endpoint over the suite's data, each file a named graph."""
    folder = tmp_path_factory.mktemp("w3c")
    source = folder / "graph.ttl"
    source.write_text("", encoding="utf-8")
    index = folder / "store" / "index" / ("0" * 32)  # as if it had been made from the file
    index.mkdir(parents=True)
    store = pyoxigraph.Store(index)
    graph = manifest()
    for data in set(graph.subjects(UT.graph)):
        path = Path(str(graph.value(data, UT.graph)).removeprefix("file://"))
        name = pyoxigraph.NamedNode(str(graph.value(data, rdflib.RDFS.label)))
        store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=name)
    store.flush()
    del store
    record_checksums(index, but=frozenset({"LOG", "LOCK"}))
    state = {"graph.ttl": [source.stat().st_size, source.stat().st_mtime_ns]}
    (index.parent / "current").write_text(json.dumps({"index": index.name, "files": state}), encoding="utf-8")
    with start_server(folder, "--workers", "1") as server, httpx.Client(base_url=server.url, timeout=60) as client:
        yield client


def send(endpoint: httpx.Client, step: Step) -> httpx.Response:
    return endpoint.request(step.method, step.path, headers=step.headers, content=step.body)


def test_every_test_of_the_suite_is_accounted_for() -> None:
    assert set(index_tests(manifest())) == QUERIES | UPDATES


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_it_passes(endpoint: httpx.Client, name: str) -> None:
    graph = manifest()
    for step in steps(graph, index_tests(graph)[name]):
        reply = send(endpoint, step)
        assert reply.status_code // 100 in step.statuses, reply.text
        if step.kind:
            assert reply.headers["content-type"].partition(";")[0] in FORMATS[step.kind]
        if step.truth is not None:
            assert reply.json()["boolean"] is step.truth


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_an_update_is_refused(endpoint: httpx.Client, name: str) -> None:
    graph = manifest()
    update, *_ = steps(graph, index_tests(graph)[name])
    assert update.statuses == {2, 3}
    reply = send(endpoint, update)
    assert reply.status_code == 403
    assert "Updates are not allowed" in reply.text
