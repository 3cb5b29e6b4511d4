"""The files of RDF: the named graphs in each format, equal bytes for equal knowledge, whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

from kg.export.content import Content
from kg.export.rdf_files import NAMES, state_graph, write_file, write_quads, write_trig
from kg.model.errors import InputError
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.namespaces import DERIVED, DOUBTFUL, FACTS, PROVENANCE

MakeContent = Callable[..., Content]


def test_rdflib_and_pyoxigraph_read_the_same_graph(turtle_folder: Path) -> None:
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl", "doubtful.ttl"):
        theirs = rdflib.Graph().parse(turtle_folder / file)
        triples = pyoxigraph.parse(path=str(turtle_folder / file))
        again = pyoxigraph.serialize((quad.triple for quad in triples), format=pyoxigraph.RdfFormat.N_TRIPLES)
        assert isomorphic(theirs, rdflib.Graph().parse(data=again, format="nt"))


def test_equal_knowledge_gives_equal_bytes(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, turtle_folder: Path, tmp_path: Path
) -> None:
    turned = replace(run, contents=run.contents[::-1])
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl", "doubtful.ttl"):
        write_file(content(knowledge, turned), tmp_path / file)
        assert (tmp_path / file).read_bytes() == (turtle_folder / file).read_bytes()


def test_another_base_names_other_things(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path
) -> None:
    write_file(content(knowledge, run, "https://example.org/x/"), tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    assert "https://w3id.org/kg-papers/id/" not in text
    assert "@prefix paper: <https://example.org/x/paper/> ." in text


def test_a_lone_surrogate_is_refused_and_nothing_is_left(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path
) -> None:
    bad = replace(knowledge.papers[1], paper=replace(knowledge.papers[1].paper, title="x\udc00"))
    with pytest.raises(InputError, match=r"U\+DC00 at character 1"):
        write_file(content(replace(knowledge, papers=(bad,)), run), tmp_path / "graph.ttl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "graph"), [("graph", FACTS), ("mentions", PROVENANCE), ("derived", DERIVED), ("doubtful", DOUBTFUL)]
)
def test_the_name_of_a_file_gives_its_graph(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path, name: str, graph: str
) -> None:
    write_file(content(knowledge, run), tmp_path / f"{name}.nt")
    subjects = {str(quad.subject.value) for quad in pyoxigraph.parse(path=str(tmp_path / f"{name}.nt"))}
    assert subjects == {subject.iri for subject in state_graph(content(knowledge, run), graph)}
    assert NAMES[name] == graph


@pytest.mark.parametrize(
    ("name", "error"),
    [("graph.rdf", ValueError), ("graph", ValueError), ("facts.ttl", KeyError)],  # no such format, none, no such graph
)
def test_a_file_of_no_graph_or_format_is_refused_and_not_begun(
    knowledge: Knowledge, run: RunInfo, content: MakeContent, tmp_path: Path, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        write_file(content(knowledge, run), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("evidence", [True, False])
@pytest.mark.parametrize(("write", "ending"), [(write_quads, "nq"), (write_trig, "trig")])
def test_one_file_holds_all_graphs_or_all_but_the_provenance(
    knowledge: Knowledge,
    run: RunInfo,
    content: MakeContent,
    tmp_path: Path,
    evidence: bool,
    write: Callable[[Content, Path], None],
    ending: str,
) -> None:
    path = tmp_path / f"all.{ending}"
    write(replace(content(knowledge, run), evidence=evidence), path)
    graphs = {str(quad.graph_name.value) for quad in pyoxigraph.parse(path=str(path))}
    assert graphs == {FACTS, DERIVED} | ({PROVENANCE, DOUBTFUL} if evidence else set())
