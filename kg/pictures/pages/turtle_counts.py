"""Counts the papers, entities and results that a Turtle file describes, and reads its prefixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.model.errors import GraphNotFound, InputError
from kg.model.types import PAPER, TYPES
from kg.rdf.namespaces import KG, VOCABULARIES, prefixes

_COUNTED = {
    PAPER.plural: "Paper",
    **{row.plural: row.classes[0].removeprefix("kg:") for row in TYPES},
    "reported results": "Result",
    "comparisons": "Comparison",
}


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts and prefixes of a Turtle file."""

    counts: Mapping[str, int]  # by the plural for people: "papers", "methods", "reported results"
    triples: int
    prefixes: Mapping[str, str]  # the file's and ours


def count_things(path: Path) -> Summary:
    """Count what a Turtle file describes; it is read once, as a stream.

    Raises:
        GraphNotFound: there is no such file.
        InputError: it is not Turtle.
    """
    from pyoxigraph import NamedNode, RdfFormat, parse

    is_a = NamedNode(f"{VOCABULARIES['rdf']}type")
    kinds: Counter[str] = Counter()
    triples = 0
    try:
        reader = parse(path=str(path), format=RdfFormat.TURTLE)
        for quad in reader:
            triples += 1
            if quad.predicate == is_a and isinstance(quad.object, NamedNode):
                kinds[quad.object.value] += 1
    except FileNotFoundError as error:
        raise GraphNotFound(
            f"There is no file {path}; run `kg build INPUT... -o {path.parent}`, which writes it."
        ) from error
    except SyntaxError as error:
        raise InputError(f"{path} is not Turtle: {error}. Mend that line, or build the graph again.") from error
    return Summary(
        counts={words: kinds[KG + name] for words, name in _COUNTED.items()},
        triples=triples,
        prefixes=dict(sorted({**prefixes(), **reader.prefixes}.items())),
    )
