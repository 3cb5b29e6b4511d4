"""Checks a graph against the SHACL shapes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import InputError
from kg.rdf.namespaces import prefixes
from kg.rdf.schemas import find_schemas
from kg.rdf.term_conversion import to_rdflib
from kg.system.terminal import replace_controls

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Graph
    from rdflib.term import Node

_PREFIXES = prefixes()


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation of a shape by a node. IRIs are written with prefixes where possible."""

    focus: str  # the node
    path: str  # the property; "" where the shape is about the node as a whole
    message: str
    value: str  # what was found there; "" where something is missing


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a validation. Violations are sorted by focus, path, message and value."""

    triples: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        return not self.violations


def validate(paths: Iterable[Path]) -> Report:
    """Check the Turtle files together, as one graph, against `schemas/shapes.ttl`.

    Raises:
        InputError: a file cannot be read, or is not Turtle.
    """
    import pyshacl
    from rdflib import Graph

    graph = Graph()
    for path in paths:
        for quad in read_turtle(path):
            graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    shapes = Graph().parse(find_schemas() / "shapes.ttl")
    # pySHACL also logs every violation; they are returned to the caller instead.
    quiet = logging.getLogger("kg.rdf.validate.pyshacl")
    quiet.setLevel(logging.CRITICAL + 1)
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True, debug=False)
    return Report(triples=len(graph), violations=tuple(sorted(_read_violations(found), key=_order_violation)))


def read_turtle(path: Path) -> Iterator[pyoxigraph.Quad]:
    """The statements of a Turtle file.

    Raises:
        InputError: the file cannot be read, or is not Turtle.
    """
    import pyoxigraph

    try:
        yield from pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    except SyntaxError as error:
        reason = replace_controls(" ".join(str(error).split()))  # it quotes what stands in the file
        raise InputError(f"{path} is not Turtle: {reason}. Mend that line, or build the graph again.") from error


def _read_violations(report: Graph) -> Iterator[Violation]:
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        yield Violation(
            focus=_abbreviate(report.value(result, SH.focusNode)),
            path=_abbreviate(report.value(result, SH.resultPath)),
            message="; ".join(messages),
            value=_abbreviate(report.value(result, SH.value)),
        )


def _order_violation(violation: Violation) -> tuple[str, str, str, str]:
    return violation.focus, violation.path, violation.message, violation.value


def _abbreviate(node: Node | None) -> str:
    """A node with its prefix, for people; "" for None."""
    if node is None:
        return ""
    return _PREFIXES.compress(str(node))
