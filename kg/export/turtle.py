"""The two Turtle files of a build: the graph, and the provenance of what it states."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from kg.export.rdf import turtle
from kg.export.rdf.description import RunInfo, description
from kg.export.rdf.facts import facts
from kg.export.rdf.identifiers import Identifiers
from kg.export.rdf.provenance import provenance
from kg.files import replacing
from kg.namespaces import ID_BASE, prefixes
from kg.records import Knowledge


def write_graph(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str = ID_BASE) -> None:
    """Write `graph.ttl`.

    Raises:
        InputError: a text holds a lone surrogate.
    """
    ids = Identifiers(base)
    with replacing(path) as file:
        turtle.write(chain(description(knowledge, run, ids), facts(knowledge, ids)), prefixes(base), file)


def write_mentions(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str = ID_BASE) -> None:
    """Write `mentions.ttl`.

    Raises:
        InputError: a text holds a lone surrogate.
    """
    ids = Identifiers(base)
    with replacing(path) as file:
        turtle.write(provenance(knowledge, run.activity(ids), ids), prefixes(base), file)
