from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from kg.analyse.network import Edge, Node
from kg.export import graphml


def _graph() -> nx.MultiDiGraph:
    graph = nx.MultiDiGraph()
    graph.add_node("paper/b", kind="paper", label='<b>&amp; "quotes" ]]> {{7*7}} é 数 😀', comments=3)
    graph.add_node("method/x", kind="method", label="x", papers=2, benchmark=False)
    graph.add_node("method/bare")
    graph.add_edge("paper/b", "method/x", key="b mentions x", type="mentions", count=2)
    graph.add_edge("paper/b", "method/x", key="b uses x", type="uses", score=0.5, negated=True, sentence="a\n b\t c ")
    graph.add_edge("method/x", "method/x", key="loop", type="variantOf")
    return graph


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """Write a networkx graph."""
    nodes = (Node(node, data) for node, data in graph.nodes(data=True))
    edges = (Edge(source, target, key, data) for source, target, key, data in graph.edges(keys=True, data=True))
    graphml.write_graph(nodes, edges, path)


def _read(path: Path) -> nx.MultiDiGraph:
    return nx.read_graphml(path, force_multigraph=True, edge_key_type=str)


def _content(graph: nx.MultiDiGraph) -> tuple[dict[str, Any], dict[tuple[str, str, str], Any]]:
    return dict(graph.nodes(data=True)), {edge[:3]: edge[3] for edge in graph.edges(keys=True, data=True)}


def test_networkx_reads_back_equal_nodes_and_edges(tmp_path: Path) -> None:
    write(_graph(), tmp_path / "g.graphml")
    back = _read(tmp_path / "g.graphml")
    assert isinstance(back, nx.MultiDiGraph)
    assert _content(back) == _content(_graph())
    types = {type(value) for data in back.nodes.values() for value in data.values()}
    assert types == {str, int, bool}


def test_an_empty_graph_is_written(tmp_path: Path) -> None:
    write(nx.MultiDiGraph(), tmp_path / "g.graphml")
    assert _content(_read(tmp_path / "g.graphml")) == ({}, {})


@pytest.mark.parametrize(
    ("text", "legal"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("nul \x00 escape \x1b", "nul \ufffd escape \ufffd"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("not a character \ufffe", "not a character \ufffd"),
        ("line\r\nends\rhere", "line\nends\nhere"),
        ("beyond 😀 \x85", "beyond 😀 \x85"),
    ],
)
def test_what_xml_cannot_hold_is_replaced(tmp_path: Path, text: str, legal: str) -> None:
    graph = nx.MultiDiGraph()
    graph.add_node(f"paper/{text.strip()}", label=text)
    write(graph, tmp_path / "g.graphml")
    [(node, data)] = _read(tmp_path / "g.graphml").nodes(data=True)
    assert data["label"] == legal
    assert node == f"paper/{legal.strip()}"


def test_edge_ids_are_unique_in_the_document(tmp_path: Path) -> None:
    write(_graph(), tmp_path / "g.graphml")
    ids = [e.get("id") for e in ET.parse(tmp_path / "g.graphml").iter("{http://graphml.graphdrawing.org/xmlns}edge")]
    assert len(ids) == 3
    assert len(set(ids)) == 3


def test_the_bytes_do_not_depend_on_the_order_of_building(tmp_path: Path) -> None:
    graph, other = _graph(), nx.MultiDiGraph()
    other.add_nodes_from((n, dict(reversed(d.items()))) for n, d in reversed(list(graph.nodes(data=True))))
    for source, target, key, data in reversed(list(graph.edges(keys=True, data=True))):
        other.add_edge(source, target, key=key, **dict(reversed(data.items())))
    write(graph, tmp_path / "a.graphml")
    write(other, tmp_path / "b.graphml")
    assert (tmp_path / "a.graphml").read_bytes() == (tmp_path / "b.graphml").read_bytes()


@pytest.mark.parametrize("graph", [_graph(), nx.MultiDiGraph()], ids=["filled", "empty"])
def test_the_bytes_are_those_that_networkx_writes_of_the_sorted_graph(tmp_path: Path, graph: nx.MultiDiGraph) -> None:
    graph.add_node('paper/&"<>', label="a < b & c > d", url="")
    write(graph, tmp_path / "g.graphml")
    ordered = nx.MultiDiGraph()
    ordered.add_nodes_from((node, dict(sorted(graph.nodes[node].items()))) for node in sorted(graph))
    for source, target, key in sorted(graph.edges(keys=True)):
        ordered.add_edge(source, target, key=key, **dict(sorted(graph.edges[source, target, key].items())))
    nx.write_graphml_xml(ordered, tmp_path / "expected.graphml", prettyprint=True)
    assert (tmp_path / "g.graphml").read_bytes() == (tmp_path / "expected.graphml").read_bytes()
