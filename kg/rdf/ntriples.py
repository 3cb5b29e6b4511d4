"""Writes N-Triples and N-Quads: one fact a line, in the order given; files can be split, sorted and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.rdf.quoting import quoted
from kg.rdf.subjects import Subject
from kg.rdf.values import STRING, Iri, Term


def write_triples(subjects: Iterable[Subject], file: TextIO) -> None:
    """Write the subjects as N-Triples."""
    file.writelines(_lines(subjects, " .\n"))


def write_quads(graphs: Iterable[tuple[Iri, Iterable[Subject]]], file: TextIO) -> None:
    """Write named graphs with their subjects as N-Quads."""
    for graph, subjects in graphs:
        file.writelines(_lines(subjects, f" <{graph}> .\n"))


def _lines(subjects: Iterable[Subject], end: str) -> Iterator[str]:
    for subject in subjects:
        start = f"<{subject.iri}> <"
        for predicate, value in subject.pairs:
            yield f"{start}{predicate}> {_term(value)}{end}"


def _term(value: Term) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    text = quoted(value.text)
    return text if value.datatype == STRING else f"{text}^^<{value.datatype}>"
