"""Writes Turtle and TriG: one paragraph for each subject, in the order given. Streamed; reproducible.

Why not a library: rdflib's serialiser is over ten times slower and holds the whole graph; pyoxigraph's is no faster,
counting the making of its terms, and abbreviates names that end in a dot in a way that rdflib cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from kg.rdf.namespaces import PrefixMap
from kg.rdf.ntriples import quote_string
from kg.rdf.terms import BOOLEAN, DECIMAL, INTEGER, STRING, TYPE, Iri, Literal, Subject, Term

_BARE = frozenset((BOOLEAN, DECIMAL, INTEGER))  # Turtle writes these without quotes
# Local names that rdflib and pyoxigraph read alike; anything else is written as a full IRI.
_LOCAL = re.compile(
    r"(?:[A-Za-z0-9_~]|%[0-9A-F]{2})(?:(?:[A-Za-z0-9_.~#/+():-]|%[0-9A-F]{2})*(?:[A-Za-z0-9_~#/+():-]|%[0-9A-F]{2}))?"
)
_ESCAPED_IN_NAMES = {ord(character): f"\\{character}" for character in "~#/+()"}


def write(subjects: Iterable[Subject], prefixes: PrefixMap, file: TextIO) -> None:
    """Write the prefixes and the subjects; the pairs of a subject keep their order."""
    shorten = _write_header(prefixes, file)
    _write_subjects(subjects, shorten, file)


def write_trig(graphs: Iterable[tuple[Iri, Iterable[Subject]]], prefixes: PrefixMap, file: TextIO) -> None:
    """Write the prefixes and named graphs with their subjects, as TriG."""
    shorten = _write_header(prefixes, file)
    for graph, subjects in graphs:
        file.write(f"\n{shorten(graph)} {{\n")
        _write_subjects(subjects, shorten, file)
        file.write("\n}\n")


def _write_header(prefixes: PrefixMap, file: TextIO) -> Callable[[Iri], str]:
    file.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return prefixes.make_shortener(_write_name, "<{}>".format)


def _write_subjects(subjects: Iterable[Subject], shorten: Callable[[Iri], str], file: TextIO) -> None:
    for subject in subjects:
        file.write("\n" + shorten(subject.iri))
        file.writelines(_format_pairs(subject, shorten))
        file.write(" .\n")


def _format_pairs(subject: Subject, shorten: Callable[[Iri], str]) -> Iterator[str]:
    previous: Iri | None = None
    for predicate, value in subject.pairs:
        written = _format_term(value, shorten)
        if predicate == previous:
            yield f", {written}"
        else:
            start = " " if previous is None else " ;\n    "
            yield f"{start}{'a' if predicate == TYPE else shorten(predicate)} {written}"
        previous = predicate


def _format_term(value: Term, shorten: Callable[[Iri], str]) -> str:
    if isinstance(value, str):
        return shorten(value)
    if isinstance(value, Literal):
        if value.datatype in _BARE:
            return value.text
        text = quote_string(value.text)
        return text if value.datatype == STRING else f"{text}^^{shorten(value.datatype)}"
    raise ValueError(f"Unexpected term: {value!r}")


def _write_name(prefix: str, local: str) -> str | None:
    """A prefixed name where the local name is plain."""
    return f"{prefix}:{local.translate(_ESCAPED_IN_NAMES)}" if _LOCAL.fullmatch(local) else None
