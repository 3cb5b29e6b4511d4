"""The named graphs of a build, streamed into any serialisation of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from kg.export.content import Content
from kg.rdf import jsonld, ntriples, turtle
from kg.rdf.derived_links import derived
from kg.rdf.description import description
from kg.rdf.facts import facts
from kg.rdf.names_of_things import Identifiers
from kg.rdf.namespaces import DERIVED, FACTS, PROVENANCE, prefixes
from kg.rdf.provenance import provenance
from kg.rdf.subjects import Subject
from kg.rdf.values import Iri
from kg.system.files import replacing

NAMES = {"graph": FACTS, "mentions": PROVENANCE, "derived": DERIVED}
"""The named graphs by the names of the files that hold one each, in the order in which they are written."""


def subjects(content: Content, graph: str) -> Iterator[Subject]:
    """What a named graph states, made as it is asked for.

    Raises:
        InputError: a text holds a lone surrogate.
        KeyError: there is no graph of that IRI.
    """
    ids = Identifiers(content.base)
    activity = content.run.activity(ids)
    if graph == FACTS:
        return chain(description(content.knowledge, content.run, ids), facts(content.knowledge, ids))
    if graph == PROVENANCE:
        return provenance(content.knowledge, activity, ids)
    if graph == DERIVED:
        return derived(content.analysis.derived, activity, ids)
    raise KeyError(graph)


def write_file(content: Content, path: Path) -> None:
    """Write one named graph in the serialisation that the ending of the file tells: .ttl, .nt or .jsonld."""
    stated = subjects(content, NAMES[path.name.partition(".")[0]])
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


def write_quads(content: Content, path: Path) -> None:
    """Write all named graphs as N-Quads."""
    with replacing(path) as file:
        ntriples.write_quads(_all(content), file)


def write_trig(content: Content, path: Path) -> None:
    """Write all named graphs as TriG."""
    with replacing(path) as file:
        turtle.write_trig(_all(content), prefixes(content.base), file)


def _all(content: Content) -> Iterator[tuple[Iri, Iterable[Subject]]]:
    wanted = [graph for graph in NAMES.values() if content.evidence or graph != PROVENANCE]
    return ((Iri(graph), subjects(content, graph)) for graph in wanted)
