"""The networkx graph as GraphML, which networkx, Gephi, yEd and Cytoscape read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.analyse.network import to_networkx
from kg.export.content import Content
from kg.system.files import replacing
from kg.text.xml_characters import replace_illegal

if TYPE_CHECKING:
    import networkx as nx


def write(content: Content, path: Path) -> None:
    """Write `graph.graphml`."""
    write_graph(to_networkx(content.knowledge), path)


def write_graph(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write a graph whose attributes are strings, integers, floats or booleans, sorted.

    `networkx.read_graphml(path, force_multigraph=True, edge_key_type=str)` returns equal nodes and edges, except that
    characters which XML cannot hold become U+FFFD.
    """
    import networkx as nx

    buffer = BytesIO()
    nx.write_graphml_xml(_clean(graph), buffer, prettyprint=True)
    with replacing(path) as file:
        file.write(buffer.getvalue().decode("utf-8") + "\n")


def _clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    import networkx as nx

    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        clean.add_node(_to_xml_text(node), **_sort_attributes(graph.nodes[node]))
    for source, target, key in sorted(graph.edges(keys=True)):
        attributes = _sort_attributes(graph.edges[source, target, key])
        clean.add_edge(_to_xml_text(source), _to_xml_text(target), key=_to_xml_text(key), **attributes)
    return clean


def _sort_attributes(data: dict[str, Any]) -> dict[str, Any]:
    """Attributes sorted by name, so that the file does not depend on the order in which they were set."""
    return {name: _to_xml_text(value) if isinstance(value, str) else value for name, value in sorted(data.items())}


def _to_xml_text(text: str) -> str:
    """Text as XML can hold it; carriage returns become line feeds, as readers would read them."""
    return replace_illegal(text.replace("\r\n", "\n").replace("\r", "\n"))
