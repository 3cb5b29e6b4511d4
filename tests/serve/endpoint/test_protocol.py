"""The SPARQL 1.1 Protocol over HTTP: queries, formats, graphs, limits, and the description of the service."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import pyoxigraph
import pytest
import rdflib

from kg.cli import main
from kg.rdf.namespaces import DERIVED, DOUBTFUL, FACTS, PROVENANCE
from kg.serve.endpoint.media_types import GRAPHS, RESULTS
from kg.serve.replies import CUT

PAPERS = "SELECT ?title { ?paper a kg:Paper ; dcterms:title ?title } ORDER BY ?title"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


def ask(client: httpx.Client, text: str, accept: str | None = None, **parameters: Any) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", params={"query": text, **parameters}, headers=headers)


def values(reply: httpx.Response) -> list[dict[str, str]]:
    assert reply.status_code == 200, reply.text
    return [{name: term["value"] for name, term in row.items()} for row in reply.json()["results"]["bindings"]]


def number(reply: httpx.Response) -> int:
    (row,) = values(reply)
    return int(row["n"])


# ---- how a query is asked


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_a_query_comes_in_the_address_in_a_form_or_as_the_body(client: httpx.Client, path: str) -> None:
    replies = [
        client.get(path, params={"query": PAPERS}),
        client.post(path, data={"query": PAPERS}),
        client.post(path, content=PAPERS, headers=DIRECT),
        client.post(path, content=PAPERS, headers={"Content-Type": 'Application/SPARQL-Query; charset="UTF-8"'}),
    ]
    for reply in replies:
        assert values(reply) == [{"title": "Alpha"}, {"title": "Beta"}]


def test_a_mark_before_a_query_is_skipped(client: httpx.Client) -> None:
    marked = f"\ufeff{PAPERS}"
    replies = [
        client.get("/sparql", params={"query": marked}),
        client.post("/sparql", data={"query": marked}),
        client.post("/sparql", content=marked.encode(), headers=DIRECT),
    ]
    for reply in replies:
        assert values(reply) == [{"title": "Alpha"}, {"title": "Beta"}]


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "application/rdf+xml"])
def test_what_xml_cannot_hold_does_not_break_it(client: httpx.Client, accept: str) -> None:
    form = "SELECT ?text" if "results" in accept else "CONSTRUCT { <urn:s> <urn:p> ?text }"
    reply = ask(client, form + r' { BIND ("a\u0001\u000b\uFFFF\rb" AS ?text) }', accept)
    assert "a\ufffd\ufffd\ufffd\rb" in ET.fromstring(reply.content).itertext()


@pytest.mark.slow
def test_titles_with_control_characters_are_well_formed_xml(tmp_path: Path, start_server) -> None:
    paper = {"id": "c", "title": "Bell \x07 and tab\x0b here", "abstract": "We propose BoxNet\x1b on ImageNet."}
    (tmp_path / "papers.jsonl").write_text(json.dumps(paper), encoding="utf-8")
    assert main(["build", str(tmp_path / "papers.jsonl"), "-o", str(tmp_path / "out")]) == 0
    everything = "?s ?p ?o FILTER (isLiteral(?o))"
    with start_server(tmp_path / "out") as server, httpx.Client(base_url=server.url, timeout=60) as client:
        rows = ask(client, f"SELECT ?o {{ {everything} }}", "application/sparql-results+xml")
        triples = ask(client, f"CONSTRUCT {{ ?s ?p ?o }} {{ {everything} }}", "application/rdf+xml")
        paper_alone = client.get("/id/paper/c", headers={"Accept": "application/rdf+xml"})
    for reply in (rows, triples, paper_alone):
        assert reply.status_code == 200
        assert "Bell \ufffd and tab\ufffd here" in ET.fromstring(reply.content).itertext()


def test_head_says_what_get_would(client: httpx.Client) -> None:
    get_reply, head_reply = (client.request(method, "/sparql", params={"query": PAPERS}) for method in ("GET", "HEAD"))
    assert head_reply.status_code == 200
    assert head_reply.content == b""
    for header in ("content-type", "content-length", "vary"):
        assert head_reply.headers[header] == get_reply.headers[header]


def test_options_names_the_methods_and_others_are_refused(client: httpx.Client) -> None:
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    for method in ("PUT", "DELETE", "PATCH"):
        reply = client.request(method, "/sparql", params={"query": "ASK {}"})
        assert reply.status_code == 405
        assert set(reply.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


# ---- formats


def titles(reply: httpx.Response) -> list[str]:
    """The titles in an answer, whatever its format."""
    match RESULTS[reply.headers["content-type"].partition(";")[0]]:
        case "application/sparql-results+json":
            return [row["title"]["value"] for row in json.loads(reply.content)["results"]["bindings"]]
        case "application/sparql-results+xml":
            return [node.text or "" for node in ET.fromstring(reply.content).iter() if node.tag.endswith("literal")]
        case "text/csv":
            return [row["title"] for row in csv.DictReader(io.StringIO(reply.text, newline=""))]
        case _:
            return [line.strip('"') for line in reply.text.splitlines()[1:]]


@pytest.mark.parametrize("media_type", sorted(RESULTS))
def test_rows_come_in_the_format_that_is_accepted(client: httpx.Client, media_type: str) -> None:
    reply = ask(client, PAPERS, media_type)
    assert reply.headers["content-type"].partition(";")[0] == media_type
    assert "accept" in reply.headers["vary"].lower()
    assert titles(reply) == ["Alpha", "Beta"]
    truth = ask(client, "ASK { ?s a kg:Paper }", media_type)
    assert truth.headers["content-type"].partition(";")[0] == media_type
    assert "true" in truth.text


@pytest.mark.parametrize("media_type", sorted(GRAPHS))
@pytest.mark.parametrize("form", ["CONSTRUCT WHERE { metric:fid ?p ?o }", "DESCRIBE metric:fid"])
def test_triples_come_in_the_format_that_is_accepted(client: httpx.Client, media_type: str, form: str) -> None:
    reply = ask(client, form, media_type)
    assert reply.headers["content-type"].partition(";")[0] == media_type
    known = pyoxigraph.RdfFormat.from_media_type(GRAPHS[media_type])
    triples = {quad.triple for quad in pyoxigraph.parse(reply.content, format=known)}
    assert len(triples) == 5
    assert all(triple.subject.value.endswith("metric/fid") for triple in triples)


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        (None, "application/sparql-results+json", "text/turtle"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "application/sparql-results+xml", None),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml", "application/xml"),  # a browser
        ("application/n-triples, text/csv", "text/csv", "application/n-triples"),
        ("application/ld+json;q=0, application/*", "application/sparql-results+json", "application/n-triples"),
        ("image/png", None, None),
    ],
)
def test_the_format_is_chosen_when_it_is_known_what_the_query_answers(
    client: httpx.Client, accept: str | None, rows: str | None, triples: str | None
) -> None:
    for text, expected in ((PAPERS, rows), ("CONSTRUCT WHERE { ?s ?p ?o }", triples)):
        reply = ask(client, text, accept or "*/*")
        if expected is None:
            assert reply.status_code == 406
            assert "text/csv" in reply.text
            assert "text/turtle" in reply.text
        else:
            assert reply.headers["content-type"].partition(";")[0] == expected


# ---- graphs


COUNT = "SELECT (COUNT(*) AS ?n) { ?s a ?type FILTER (?type IN (kg:Paper, kg:Statement)) }"
COUNT_NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize(
    ("graphs", "default", "named"),
    [
        ({}, 4, 2),  # the union of both
        ({"default-graph-uri": FACTS}, 2, 0),
        ({"default-graph-uri": [FACTS, PROVENANCE]}, 4, 0),
        ({"named-graph-uri": FACTS}, 0, 1),
        ({"default-graph-uri": PROVENANCE, "named-graph-uri": [FACTS, PROVENANCE]}, 2, 2),
        ({"default-graph-uri": "urn:none"}, 0, 0),
    ],
)
def test_a_request_chooses_its_graphs(client: httpx.Client, graphs: dict[str, Any], default: int, named: int) -> None:
    assert number(ask(client, COUNT, **graphs)) == default
    assert number(ask(client, COUNT_NAMED, **graphs)) == named
    posted = client.post("/sparql", params=graphs, content=COUNT, headers=DIRECT)
    assert number(posted) == default
    assert number(client.post("/sparql", data={"query": COUNT, **graphs})) == default


def test_a_query_chooses_its_graphs_unless_the_request_does(client: httpx.Client) -> None:
    text = COUNT.replace(" {", f" FROM <{FACTS}> {{", 1)
    assert number(ask(client, text)) == 2
    assert number(ask(client, text, **{"default-graph-uri": "urn:none"})) == 0
    assert number(ask(client, COUNT.replace(" {", f" FROM NAMED <{FACTS}> {{", 1))) == 0
    assert number(ask(client, COUNT.replace("?type FILTER", "?type FILTER('FROM' != ?type) FILTER"))) == 4


def test_relative_names_are_those_of_things(client: httpx.Client) -> None:
    assert ask(client, "ASK { <metric/fid> a kg:Metric }").json()["boolean"] is True


# ---- what is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {\n ?s ?p }", "line 2, column 9"),
        ("SELECT * {\n ?s foo:x ?o }", "line 2, column 10: a prefix that is not declared"),
        ("", "line 1"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "Updates are not allowed"),
        ("ASK {} ; DELETE WHERE { ?s ?p ?o }", "This is not a SPARQL query: line 1"),
        ("SELECT * { FILTER (<urn:f>(1)) }", "custom function <urn:f> is not supported"),
    ],
)
def test_a_query_at_fault_is_told_where_and_why(client: httpx.Client, text: str, message: str) -> None:
    for reply in (ask(client, text), client.post("/sparql", content=text, headers=DIRECT)):
        assert reply.status_code == 400
        assert reply.headers["content-type"] == "text/plain; charset=utf-8"
        assert message in reply.text


@pytest.mark.parametrize(
    ("method", "parameters", "headers", "body", "status", "message"),
    [
        ("GET", {"query": ["ASK {}", "ASK {}"]}, {}, None, 400, "2 queries"),
        ("GET", {"default-graph-uri": "urn:x"}, {}, None, 400, "no `query`"),
        ("GET", {"query": "ASK {}", "default-graph-uri": "x y"}, {}, None, 400, "not an absolute IRI"),
        ("GET", {"update": "CLEAR ALL"}, {}, None, 403, "Updates are not allowed"),
        ("POST", {}, FORM, b"update=CLEAR+ALL", 403, "Updates are not allowed"),
        ("POST", {}, {"Content-Type": "application/sparql-update"}, b"CLEAR ALL", 403, "Updates are not allowed"),
        ("POST", {}, FORM, b"", 400, "no `query`"),
        ("POST", {"query": "ASK {}"}, DIRECT, b"ASK {}", 400, "2 queries"),
        ("POST", {}, {"Content-Type": "text/plain"}, b"ASK {}", 415, "not text/plain"),
        ("POST", {}, {}, b"query=ASK+{}", 415, "the request names none"),
        ("POST", {}, {"Content-Type": "application/sparql-query; charset=UTF-16"}, b"ASK {}", 415, "not utf-16"),
        ("POST", {}, DIRECT, b"ASK {} # \xff", 400, "not UTF-8 (at byte 9)"),
        ("POST", {}, FORM, b"query=%ff", 400, "percent-encoded UTF-8"),
        ("POST", {}, FORM, b"&".join([b"a=1"] * 2000), 400, "too many parameters"),
    ],
)
def test_a_request_at_fault_is_told_what_to_do(
    client: httpx.Client,
    method: str,
    parameters: dict[str, str],
    headers: dict[str, str],
    body: bytes | None,
    status: int,
    message: str,
) -> None:
    reply = client.request(method, "/sparql", params=parameters, headers=headers, content=body)
    assert reply.status_code == status
    assert message in reply.text


def test_a_request_that_is_too_large_is_refused(limited_client: httpx.Client) -> None:
    long = f"ASK {{}} # {'x' * 2000}"
    assert limited_client.post("/sparql", content=long, headers=DIRECT).status_code == 413
    assert (
        limited_client.post("/sparql", content=iter([long.encode()]), headers=DIRECT).status_code == 413
    )  # of no known length
    assert limited_client.post("/sparql", data={"query": long}).status_code == 413
    assert ask(limited_client, long).status_code == 414
    assert ask(limited_client, f"ASK {{}} # {'x' * 1900}").status_code == 200


def test_an_answer_that_was_cut_says_so(limited_client: httpx.Client) -> None:
    for text in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        reply = ask(limited_client, text, "text/csv, application/n-triples")
        assert len(reply.text.splitlines()) == 3 + text.startswith("SELECT")
        assert reply.headers[CUT] == "3"
    assert CUT not in ask(limited_client, f"{PAPERS} LIMIT 3").headers


# ---- the service description


@pytest.mark.parametrize("accept", ["*/*", "application/ld+json", "application/rdf+xml", "application/n-triples"])
def test_the_endpoint_describes_itself(client: httpx.Client, accept: str) -> None:
    reply = client.get("/sparql", headers={"Accept": accept})
    named = reply.headers["content-type"].partition(";")[0]
    assert named == accept or accept == "*/*"
    triples = [quad.triple for quad in pyoxigraph.parse(reply.content, pyoxigraph.RdfFormat.from_media_type(named))]
    plain = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = rdflib.Graph().parse(data=plain, format="nt")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert graph.value(service, sd.endpoint) == rdflib.URIRef(str(client.base_url.join("/sparql")))
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert rdflib.URIRef("http://www.w3.org/ns/formats/SPARQL_Results_CSV") in graph.objects(service, sd.resultFormat)
    dataset = graph.value(service, sd.defaultDataset)
    named_graphs = {str(graph.value(named_graph, sd.name)) for named_graph in graph.objects(dataset, sd.namedGraph)}
    assert named_graphs == {FACTS, PROVENANCE, DERIVED, DOUBTFUL}
    assert all(isinstance(node, rdflib.URIRef) for node in graph.subjects())


def test_the_description_names_the_host_that_was_asked(client: httpx.Client) -> None:
    reply = client.get("/sparql", headers={"Host": "localhost:1234", "Accept": "application/n-triples"})
    assert "<http://localhost:1234/sparql>" in reply.text
    assert client.get("/sparql", headers={"Host": "a b<c>"}).status_code == 421


def test_a_description_that_nobody_can_have(client: httpx.Client) -> None:
    assert client.get("/sparql", headers={"Accept": "text/csv"}).status_code == 406


def test_every_reply_keeps_browsers_from_guessing(client: httpx.Client) -> None:
    for path in ("/sparql", f"/sparql?query={quote('ASK {}')}", "/sparql?query=x", "/none"):
        reply = client.get(path)
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in reply.headers["content-security-policy"]
