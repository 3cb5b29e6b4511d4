"""What runs in a process of the pool: replies of each kind, and an index that is reopened when another is published."""

from pathlib import Path

import pytest

from kg.model.errors import GraphNotFound
from kg.sparql.index import build_index
from kg.sparql.processes.wire import QueryReply, QueryRequest
from kg.sparql.processes.worker import CurrentIndex, answer_request
from tests.fixtures.small_graph import PREFIXES


def ask(folder: Path, text: str, **options: object) -> QueryReply:
    current = CurrentIndex(folder)
    try:
        fields: dict[str, object] = {"rows": 2, "results": "text/csv", "graph": "application/n-triples", **options}
        return answer_request(current.index(), QueryRequest(text, **fields))  # type: ignore[arg-type]
    finally:
        current.close()


def test_rows_and_triples_are_answered_and_cut(folder: Path) -> None:
    rows = ask(folder, "SELECT ?paper { ?paper a kg:Paper }")
    assert (rows.kind, rows.cut, len(rows.body.splitlines())) == ("results", True, 3)
    triples = ask(folder, "CONSTRUCT WHERE { ?paper a kg:Paper }", rows=9)
    assert (triples.kind, triples.cut, len(triples.body.splitlines())) == ("triples", False, 3)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELEKT", b"This is not a SPARQL query"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", b"Updates are not allowed"),
        ("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", b"SERVICE is not allowed"),
    ],
)
def test_a_query_that_is_wrong_is_refused(folder: Path, text: str, reason: bytes) -> None:
    reply = ask(folder, text)
    assert reply.kind == "refused"
    assert reason in reply.body


def test_an_answer_in_no_accepted_format_is_unfit(folder: Path) -> None:
    assert ask(folder, "ASK {}", results=None) == QueryReply("unfit")
    assert ask(folder, "CONSTRUCT WHERE { ?s ?p ?o }", graph=None) == QueryReply("unfit")


def test_the_base_of_relative_iris_is_that_of_the_graph(folder: Path) -> None:
    assert ask(folder, "ASK { <paper/a> a kg:Paper }").body == b"true"


def test_the_index_is_reopened_when_another_is_published_and_only_then(folder: Path) -> None:
    current = CurrentIndex(folder)
    first = current.index()
    assert current.index() is first
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    assert current.index() is first  # nothing is published yet
    build_index(folder)
    assert current.index() is not first
    current.close()


def test_the_index_of_the_folder_that_is_asked_is_opened_and_kept(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    current = CurrentIndex(folder)
    own = current.index()
    asked = current.index(str(other))
    assert asked is not own
    assert current.index(str(other)) is asked
    assert len(list(asked.store)) == 1
    assert len(list(current.index().store)) > 1
    current.close()


def test_no_graph_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound):
        CurrentIndex(tmp_path).index()
