"""Clients that others have written, requests byte by byte, and many clients at a time."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.dom.minidom import Document

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import ResultRow
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.rdf.namespaces import ID_BASE, KG

PAPERS = "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?title { ?p dcterms:title ?title } ORDER BY ?title"
MANY = 64


@pytest.fixture
def endpoint(server) -> str:
    return f"{server.url}sparql"


@pytest.mark.parametrize("method", ["GET", URLENCODED, POSTDIRECTLY])
def test_sparqlwrapper_reads_rows(endpoint: str, method: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    if method != "GET":
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(method)
    wrapper.setQuery(PAPERS)
    wrapper.setReturnFormat(JSON)
    answer = wrapper.queryAndConvert()
    assert isinstance(answer, dict)
    bindings = answer["results"]["bindings"]
    assert [row["title"]["value"] for row in bindings] == ["Alpha", "Beta"]
    wrapper.setReturnFormat(XML)
    document = wrapper.queryAndConvert()
    assert isinstance(document, Document)
    assert len(document.getElementsByTagName("result")) == 2
    wrapper.setReturnFormat(CSV)
    table = wrapper.queryAndConvert()
    assert isinstance(table, bytes)
    assert table.decode().split() == ["title", "Alpha", "Beta"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib, by what it does itself
@pytest.mark.parametrize("wanted", [TURTLE, RDFXML, N3])
def test_sparqlwrapper_reads_triples(endpoint: str, wanted: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(f"DESCRIBE <{ID_BASE}metric/fid>")
    wrapper.setReturnFormat(wanted)
    read = wrapper.queryAndConvert()
    assert isinstance(read, bytes | rdflib.Graph)
    graph = read if isinstance(read, rdflib.Graph) else rdflib.Graph().parse(data=read, format=wanted)
    assert len(graph) == 5


def test_sparqlwrapper_knows_a_query_at_fault(endpoint: str) -> None:
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed, match="line 1"):
        wrapper.query()


def test_rdflib_takes_the_endpoint_for_a_store(endpoint: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint), identifier=rdflib.URIRef(f"{KG}facts"))
    method = rdflib.URIRef(f"{ID_BASE}method/cfg")
    assert graph.value(method, rdflib.SKOS.prefLabel) == rdflib.Literal("classifier-free guidance", lang="en")
    assert {str(row["title"]) for row in graph.query(PAPERS) if isinstance(row, ResultRow)} == {"Alpha", "Beta"}
    assert len(list(graph.triples((None, rdflib.RDF.type, rdflib.URIRef(f"{KG}Paper"))))) == 2


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 200),
        (b"GET /sparql?query=ASK%20%7B%7D HTTP/1.0\r\n\r\n", 200),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"
         b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n", 200),
        (b"GET /sparql?query=\xff HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET /id/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET /id/method/%00%22%3E HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
        (b"GET //id//method HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", 404),
    ],
)  # fmt: skip
def test_requests_byte_by_byte(endpoint: str, sent: bytes, status: int) -> None:
    address = urlsplit(endpoint)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=60) as connection:
        connection.sendall(sent)
        reply = b"".join(iter(lambda: connection.recv(65536), b""))
    assert reply.startswith(f"HTTP/1.1 {status} ".encode()), reply


@pytest.mark.slow
def test_many_clients_at_a_time_get_their_own_answers(endpoint: str) -> None:
    def make_queries(client: int) -> Iterator[str]:
        for number in range(5):
            yield f"SELECT ({client * 100 + number} AS ?n) ?s {{ ?s a kg:Paper }} ORDER BY ?s"

    async def client(number: int, http: httpx.AsyncClient) -> None:
        for at, text in enumerate(make_queries(number)):
            reply = await http.get(endpoint, params={"query": text}, headers={"Accept": "text/csv"})
            assert reply.text.split() == ["n,s", *(f"{number * 100 + at},{ID_BASE}paper/{paper}" for paper in "ab")]

    async def run_clients() -> None:
        limits = httpx.Limits(max_connections=MANY)
        async with httpx.AsyncClient(timeout=60, limits=limits) as http:
            await asyncio.gather(*(client(number, http) for number in range(MANY)))

    asyncio.run(run_clients())
