"""Writes the named graphs of a build as Turtle, N-Triples, JSON-LD, N-Quads or TriG, streamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.export.content import Content
from kg.rdf import jsonld, ntriples, turtle
from kg.rdf.derived_links import state_derived
from kg.rdf.description import describe_graph
from kg.rdf.doubtful import state_doubtful
from kg.rdf.facts import state_facts
from kg.rdf.iris import GraphIris
from kg.rdf.namespaces import DERIVED, DOUBTFUL, FACTS, PROVENANCE, prefixes
from kg.rdf.provenance import state_provenance
from kg.rdf.terms import Iri, Subject
from kg.system.files import replacing

NAMES = {"graph": FACTS, "mentions": PROVENANCE, "derived": DERIVED, "doubtful": DOUBTFUL}
"""File name without suffix to named graph, in the order in which they are written."""


def state_graph(content: Content, graph: str) -> Iterator[Subject]:
    """The subjects of a named graph, lazily.

    Raises:
        InputError: a text holds a lone surrogate.
        KeyError: there is no graph of that IRI.
    """
    ids = GraphIris(content.base)
    activity = content.run.activity(ids)
    if graph == FACTS:
        return chain(describe_graph(content.knowledge, content.run, ids), state_facts(content.knowledge, ids))
    if graph == PROVENANCE:
        return state_provenance(content.knowledge, activity, ids)
    if graph == DERIVED:
        return state_derived(content.analysis.derived, activity, ids)
    if graph == DOUBTFUL:
        return state_doubtful(content.apart, activity, ids)
    raise KeyError(graph)


def write_file(content: Content, path: Path) -> None:
    """Write one named graph; the file's name gives the graph, its suffix the format: .ttl, .nt or .jsonld."""
    stated = state_graph(content, NAMES[path.name.partition(".")[0]])
    known = prefixes(content.base)
    with replacing(path) as file:
        if path.suffix == ".ttl":
            turtle.write(stated, known, file)
        elif path.suffix == ".nt":
            ntriples.write_triples(stated, file)
        elif path.suffix == ".jsonld":
            jsonld.write(stated, known, file)
        else:
            raise ValueError(f"Unexpected ending: {path.name}")
    content.analysis.release_cooccurrence()


def write_quads(content: Content, path: Path) -> None:
    """Write all named graphs as N-Quads."""
    with replacing(path) as file:
        ntriples.write_quads(_state_all(content), file)


def write_trig(content: Content, path: Path) -> None:
    """Write all named graphs as TriG."""
    with replacing(path) as file:
        turtle.write_trig(_state_all(content), prefixes(content.base), file)


def _state_all(content: Content) -> Iterator[tuple[Iri, Iterable[Subject]]]:
    wanted = [graph for graph in NAMES.values() if content.evidence or graph not in (PROVENANCE, DOUBTFUL)]
    return ((Iri(graph), state_graph(content, graph)) for graph in wanted)
