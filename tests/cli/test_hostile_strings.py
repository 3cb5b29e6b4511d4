"""Every string that breaks out of some format is what commands print, in each format that programs read."""

from __future__ import annotations

import csv
import io
import json
import re

import pyoxigraph
import pytest

from kg.cli import main
from tests.fixtures.hostile_strings import HostileGraph

pytestmark = pytest.mark.slow

TITLES = "SELECT ?paper ?title { ?paper a kg:Paper ; dcterms:title ?title }"
TRIPLES = "CONSTRUCT { ?paper dcterms:title ?title } { ?paper a kg:Paper ; dcterms:title ?title }"


@pytest.fixture
def run(hostile_graph: HostileGraph, capfdbinary: pytest.CaptureFixture[bytes]):
    """Runs a command over the graph and gives what it prints."""

    def command(*arguments: str) -> str:
        assert main([arguments[0], "--graph", str(hostile_graph.folder), *arguments[1:]]) == 0
        return capfdbinary.readouterr().out.decode("utf-8")

    return command


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_query_gives_titles_as_they_are_in_every_format(run, hostile_graph: HostileGraph) -> None:
    given = set(hostile_graph.titles.values())
    assert given <= {row["title"] for row in read_csv(run("query", TITLES, "--format", "csv"))}
    for name in ("json", "tsv"):
        kind = getattr(pyoxigraph.QueryResultsFormat, name.upper())
        found = pyoxigraph.parse_query_results(run("query", TITLES, "--format", name).encode(), format=kind)
        assert given <= {solution["title"].value for solution in found}  # type: ignore[union-attr]
    triples = pyoxigraph.parse(run("query", TRIPLES, "--format", "turtle").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    assert given <= {triple.object.value for triple in triples}
    assert run("query", TITLES).count("\n") > len(given)


def test_entities_gives_names_as_they_are_in_every_format(run, hostile_graph: HostileGraph) -> None:
    given = set(hostile_graph.named.values())
    lines = run("entities", "--format", "jsonl").split("\n")[:-1]
    assert given <= {json.loads(line)["name"] for line in lines}
    rows = read_csv(run("entities", "--format", "csv"))
    assert given <= {re.sub(r"^'(?=[=+\-@\t\r])", "", row["name"]) for row in rows}
    assert not [row["name"] for row in rows if row["name"].startswith(("=", "@"))]


def test_show_finds_each_thing_and_prints_its_name(run, hostile_graph: HostileGraph) -> None:
    for name in list(hostile_graph.named.values())[::3]:
        assert name.split()[0] in run("show", name)
    for identifier, title in list(hostile_graph.titles.items())[::5]:
        assert (title.split() or [""])[0][:20] in run("show", identifier)


def test_search_finds_each_name(run, hostile_graph: HostileGraph) -> None:
    for name in list(hostile_graph.named.values())[::3]:
        found = [json.loads(line) for line in run("search", "--format", "jsonl", "--", name).split("\n")[:-1]]
        assert name in [row["name"] for row in found]
