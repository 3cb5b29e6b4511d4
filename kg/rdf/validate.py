"""Checks a graph against the SHACL shapes."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model.errors import InputError
from kg.rdf.namespaces import prefixes
from kg.rdf.schemas import schemas
from kg.rdf.terms import rdflib_node

if TYPE_CHECKING:
    import pyoxigraph
    from rdflib import Graph
    from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that breaks one rule. IRIs are abbreviated where they can be."""

    focus: str  # the thing
    path: str  # the property; "" where the rule is about the thing as a whole
    message: str
    value: str  # what was found there; "" where something is missing


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. Violations are sorted by focus, path, message and value."""

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
        for quad in _read(path):
            graph.add((rdflib_node(quad.subject), rdflib_node(quad.predicate), rdflib_node(quad.object)))
    shapes = Graph().parse(schemas() / "shapes.ttl")
    # pySHACL tells every violation to its logger too; ours go to the caller alone.
    quiet = logging.getLogger("kg.rdf.validate.pyshacl")
    quiet.setLevel(logging.CRITICAL + 1)
    _, found, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True, debug=False)
    return Report(triples=len(graph), violations=tuple(sorted(_violations(found), key=_order)))


def _read(path: Path) -> Iterator[pyoxigraph.Quad]:
    import pyoxigraph

    try:
        yield from pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error}.") from error
    except SyntaxError as error:
        raise InputError(f"{path} is not Turtle: {error}. Mend that line, or build the graph again.") from error


def _violations(report: Graph) -> Iterator[Violation]:
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
        yield Violation(
            focus=_short(report.value(result, SH.focusNode)),
            path=_short(report.value(result, SH.resultPath)),
            message="; ".join(messages),
            value=_short(report.value(result, SH.value)),
        )


def _order(violation: Violation) -> tuple[str, str, str, str]:
    return violation.focus, violation.path, violation.message, violation.value


def _short(node: Node | None) -> str:
    if node is None:
        return ""
    text = str(node)
    for prefix, namespace in sorted(prefixes().items(), key=lambda item: -len(item[1])):
        if text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text
