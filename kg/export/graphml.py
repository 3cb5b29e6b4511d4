"""The networkx graph as GraphML, which networkx, Gephi, yEd and Cytoscape read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx

from kg.system.files import replacing
from kg.text import xml_characters


def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Writes `graph`.

    `networkx.read_graphml(path, force_multigraph=True, edge_key_type=str)` gives back equal nodes and edges.

    Attributes must be strings, integers, floats or booleans. Characters that XML cannot hold become U+FFFD.
    """
    buffer = BytesIO()
    nx.write_graphml_xml(_clean(graph), buffer, prettyprint=True)
    with replacing(path) as file:
        file.write(buffer.getvalue().decode("utf-8") + "\n")


def _clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    clean: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        clean.add_node(legal(node), **_attributes(graph.nodes[node]))
    for source, target, key in sorted(graph.edges(keys=True)):
        attributes = _attributes(graph.edges[source, target, key])
        clean.add_edge(legal(source), legal(target), key=legal(key), **attributes)
    return clean


def _attributes(data: dict[str, Any]) -> dict[str, Any]:
    """In the order of their names, so that the file does not depend on the order in which they were set."""
    return {name: legal(value) if isinstance(value, str) else value for name, value in sorted(data.items())}


def legal(text: str) -> str:
    """Text as XML can hold it. Carriage returns would come back as line feeds, so they are written as such."""
    return xml_characters.replace_illegal(text.replace("\r\n", "\n").replace("\r", "\n"))
