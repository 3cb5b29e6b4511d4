"""What a Turtle file describes, counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model.errors import GraphNotFound, InputError
from kg.pictures.pages.turtle_counts import count_things
from kg.rdf.namespaces import prefixes

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
GRAPH = 'paper:a a kg:Paper ; dcterms:title "A" . method:m a kg:Method . result:1 a kg:Result .'


def test_a_summary_counts_and_knows_the_graphs_own_prefixes(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(f"{PREFIXES}@prefix paper: <https://example.org/paper/> .\n{GRAPH}", encoding="utf-8")
    summary = count_things(path)
    assert summary.counts["papers"] == summary.counts["methods"] == summary.counts["reported results"] == 1
    assert summary.counts["models"] == 0
    assert summary.triples == 4
    assert summary.prefixes["paper"] == "https://example.org/paper/"
    assert summary.prefixes["kg"] == "https://w3id.org/kg-papers/schema#"


def test_what_is_no_turtle_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    with pytest.raises(GraphNotFound, match=r"graph\.ttl"):
        count_things(path)
    path.write_text("no turtle", encoding="utf-8")
    with pytest.raises(InputError, match="is not Turtle"):
        count_things(path)
