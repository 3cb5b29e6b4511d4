"""The word SERVICE in a query: the keyword in any way to read the text, or a part of something else."""

from __future__ import annotations

import http.server
import threading
from pathlib import Path

import pytest

from kg.sparql.guard import check_query, may_use_service
from kg.sparql.query_errors import QueryError
from kg.sparql.query_graph import query_graph

PART = "SERVICE<http://x/>{ ?s ?p ?o }"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "?s ?p 1",
        "?s ?p true",
        "?s ?p ?o.",
        "?s ?p 'a'",
        '?s ?p "a\\""',
        "?s ?p '''a'b''c\\''''",
        '?s ?p """a\n"b"""',
        "?s ?p ''",
        "?s ?p <http://x/#'> ",
        "?s ?p ?o # it's\n",
        "?s ?p kg:a\\' ",
        "?s ?p kg:a\\# ",
        "(?a kg:b\\'''''",  # two empty strings behind the name, not the start of a long one
        "FILTER(?a<'b&&?c>')",  # a comparison with a string, not an IRI and the start of a string
        "FILTER(?a<?b#c>'''\n)",  # a comparison and a comment, not an IRI and the start of a string
        "FILTER(?a<?b)",
    ],
)
def test_it_is_the_keyword(before: str) -> None:
    text = f"SELECT * {{ {before}{PART}"
    assert may_use_service(text)
    assert may_use_service(f"{text} '#'''\"\"\"")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        f"SELECT * {{ ?s ?p '{PART}' }}",
        f'SELECT * {{ ?s ?p """{PART}" ""\\"""" }}',
        f"SELECT * {{ ?s ?p ?o }} # {PART}",
        "SELECT * { ?s ?p <http://x/SERVICE> }",
        "SELECT ?service $services { ?service ?p $services }",
        "SELECT * { ?s kg:service ?o ; kg:a.b-c:service ?o ; kg:a\\'service ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?p > 'a service') }",
        "SELECT * { ?s ?p '''it's a service''' , 'a \\'service\\'' }",
    ],
)
def test_it_is_a_part_of_something_else(text: str) -> None:
    assert not may_use_service(text)


def test_a_prefix_that_ends_in_it_is_taken_for_it() -> None:
    assert may_use_service("SELECT * { SERVICEx:y { ?s ?p ?o } }")
    assert may_use_service("PREFIX my-service: <http://x/> SELECT * { ?s my-service:y ?o }")


# ---- checking a whole query


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' .SERVICE<http://x/>{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\"" . SERVICE <http://x/> { ?s ?p "" } }',
        "SELECT * { ?s ?p ?o } # '\n ORDER BY ?s #'\n SERVICE",
        "PREFIX x: <http://x/> SELECT * { SERVICE x:y { ?s ?p ?o } }",
        "PREFIX x: <http://x/> SELECT * { SERVICEx:y { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { SERVICE:y { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { SERVICESILENT:y { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://x/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p kg:a\\# . SERVICE <http://x/> { ?s ?p ?o }\n}",
        "SELECT * { ?s ?p kg:a\\' . SERVICE <http://x/> { ?s ?p 'x' } }",
        "SELECT * { ?s kg:it\\'s ?o . SERVICE <http://x/> { ?s ?p ?o } } # '",
        "SELECT * { ?s kg:a\u0301\\'s ?o . SERVICE <http://x/> { ?s ?p ?o } } # '",
        "SELECT * { kg:x-SERVICE ?p ?o . SERVICE<http://x/>{ ?s ?p ?o } }",
    ],
)
def test_service_is_refused_however_it_is_written(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        check_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        'SELECT * { ?s ?p """a "SERVICE" b""" }',
        "SELECT * { ?s kg:service ?o ; <http://x/SERVICE> ?o2 } # SERVICE",
        "SELECT * { ?s ?p 'it\\'s a SERVICE' }",
        "SELECT * { ?s ?p 'DELETE' }",
        "SELECT * { ?s kg:a\\' ?o ; kg:services 'SERVICE' } # '",
        'SELECT * { ?s ?p """a""SERVICE\\"""" }',
        "SELECT * { ?s kg:a\\'SERVICE ?o }",
        'SELECT * { ?s ?p """a "" SERVICE\\"""" }',
    ],
)
def test_the_word_in_a_text_is_no_service(text: str) -> None:
    check_query(text)


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a:b> <a:b> <a:b> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://x/>", "PREFIX x: <a:> CLEAR ALL"],
)
def test_updates_are_refused(folder: Path, text: str) -> None:
    with pytest.raises(QueryError, match="Updates are not allowed"):
        query_graph(folder, text)
    with pytest.raises(QueryError):
        query_graph(folder, f"SELECT * {{ ?s ?p ?o }} ; {text}")


def test_nothing_is_asked_of_the_network(folder: Path) -> None:
    requested_paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requested_paths.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/x"
        query_graph(folder, f"SELECT * FROM <{url}> {{ ?s ?p ?o }}")
        query_graph(folder, f"SELECT * FROM NAMED <{url}> {{ GRAPH <{url}> {{ ?s ?p ?o }} }}")
        for service in (f"SERVICE <{url}>", "SERVICEx:y", "SERVICE:y", f"SERVICESILENT<{url}>", "SERVICE?s"):
            with pytest.raises(QueryError):
                query_graph(
                    folder, f"PREFIX x: <{url}> PREFIX : <{url}> SELECT * {{ ?s ?p ?o {service} {{ ?s ?p ?o }} }}"
                )
        server.shutdown()
        thread.join()
    assert requested_paths == []
