"""The networkx graph as GraphML, which networkx, Gephi, yEd and Cytoscape read.

It is what `networkx.write_graphml_xml` writes of the sorted graph, to the byte. That function needs the graph in
memory, twice; here nodes and edges are sorted on disk and written one by one.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape

from kg.analyse.network import Attribute, Edge, Node, list_edges, list_nodes
from kg.export.content import Content
from kg.system.files import replacing
from kg.system.spool import sort_on_disk
from kg.text.xml_characters import replace_illegal

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_IN_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\t": "&#09;", "\r": "&#13;"}
_HEAD = """<?xml version='1.0' encoding='utf-8'?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""


def write(content: Content, path: Path) -> None:
    """Write `graph.graphml`."""
    write_graph(list_nodes(content.knowledge), list_edges(content.knowledge), path)


def write_graph(nodes: Iterable[Node], edges: Iterable[Edge], path: Path) -> None:
    """Write a graph, sorted; identifiers of nodes and keys of edges are unique.

    `networkx.read_graphml(path, force_multigraph=True, edge_key_type=str)` returns equal nodes and edges, except that
    characters which XML cannot hold become U+FFFD.
    """
    keys = _Keys()
    with replacing(path) as file, tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as body:
        for node in sort_on_disk(nodes, _get_identifier):
            _write_element("node", {"id": node.identifier}, keys.describe("node", node.attributes), body)
        for edge in sort_on_disk(edges, _get_place):
            ends = {"source": edge.source, "target": edge.target, "id": edge.key}
            _write_element("edge", ends, keys.describe("edge", edge.attributes), body)
        is_empty = not body.tell()
        body.seek(0)
        file.write(_HEAD)
        file.writelines(keys.declare())
        file.write('  <graph edgedefault="directed"' + (" />\n" if is_empty else ">\n"))
        shutil.copyfileobj(body, file)
        file.write("</graphml>\n" if is_empty else "  </graph>\n</graphml>\n")


class _Keys:
    """The attributes of nodes and of edges, numbered in the order in which they first come."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, type], int] = {}

    def describe(self, of: str, attributes: Mapping[str, Attribute]) -> Iterable[tuple[str, str]]:
        """The key and the text of each attribute of a node or an edge, by name."""
        for name, value in sorted(attributes.items()):
            number = self._numbers.setdefault((of, name, type(value)), len(self._numbers))
            yield f"d{number}", str(value)

    def declare(self) -> Iterable[str]:
        """The elements that declare the attributes."""
        for (of, name, kind), number in reversed(self._numbers.items()):
            yield f'  <key id="d{number}" for="{of}" attr.name="{name}" attr.type="{_TYPES[kind]}" />\n'


def _write_element(tag: str, ends: Mapping[str, str], data: Iterable[tuple[str, str]], file: TextIO) -> None:
    attributes = " ".join(f'{name}="{escape(_to_xml_text(value), _IN_ATTRIBUTE)}"' for name, value in ends.items())
    lines = [
        f'      <data key="{key}">{escape(_to_xml_text(text))}</data>\n' if text else f'      <data key="{key}" />\n'
        for key, text in data
    ]
    if lines:
        file.write(f"    <{tag} {attributes}>\n{''.join(lines)}    </{tag}>\n")
    else:
        file.write(f"    <{tag} {attributes} />\n")


def _get_identifier(node: Node) -> str:
    return node.identifier


def _get_place(edge: Edge) -> tuple[str, str, str]:
    return edge.source, edge.target, edge.key


def _to_xml_text(text: str) -> str:
    """Text as XML can hold it; carriage returns become line feeds, as readers would read them."""
    return replace_illegal(text.replace("\r\n", "\n").replace("\r", "\n"))
