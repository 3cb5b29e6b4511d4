"""Writes Turtle and TriG: a subject a paragraph, in the order given: memory stays flat, equal graphs give equal bytes.

Written here because rdflib's serialiser is more than ten times slower and holds the graph, and pyoxigraph's, no faster
once its terms are made, abbreviates a name that ends in a dot in a way that rdflib does not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TextIO

from kg.rdf.quoting import namespaces, quoted
from kg.rdf.subjects import Subject
from kg.rdf.values import BOOLEAN, DECIMAL, INTEGER, STRING, Iri, Literal, Term, name

_TYPE = name("rdf:type")
_BARE = frozenset((BOOLEAN, DECIMAL, INTEGER))  # Turtle writes these without quotes
# Local names that rdflib and pyoxigraph read alike; anything else is written as a full IRI.
_LOCAL = re.compile(
    r"(?:[A-Za-z0-9_~]|%[0-9A-F]{2})(?:(?:[A-Za-z0-9_.~#/+():-]|%[0-9A-F]{2})*(?:[A-Za-z0-9_~#/+():-]|%[0-9A-F]{2}))?"
)
_ESCAPED_IN_NAMES = {ord(character): f"\\{character}" for character in "~#/+()"}
_KEPT_NAMES = 1 << 16  # properties, classes and entities are written again and again


def write(subjects: Iterable[Subject], prefixes: Mapping[str, str], file: TextIO) -> None:
    """Write the prefixes and the subjects. A subject's pairs are written in their order: types first."""
    shorten = _header(prefixes, file)
    _write_subjects(subjects, shorten, file)


def write_trig(graphs: Iterable[tuple[Iri, Iterable[Subject]]], prefixes: Mapping[str, str], file: TextIO) -> None:
    """Write the prefixes and named graphs with their subjects, as TriG."""
    shorten = _header(prefixes, file)
    for graph, subjects in graphs:
        file.write(f"\n{shorten(graph)} {{\n")
        _write_subjects(subjects, shorten, file)
        file.write("\n}\n")


def _header(prefixes: Mapping[str, str], file: TextIO) -> Callable[[Iri], str]:
    file.writelines(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    return _shortener(prefixes)


def _write_subjects(subjects: Iterable[Subject], shorten: Callable[[Iri], str], file: TextIO) -> None:
    for subject in subjects:
        file.write("\n" + shorten(subject.iri))
        file.writelines(_pairs(subject, shorten))
        file.write(" .\n")


def _pairs(subject: Subject, shorten: Callable[[Iri], str]) -> Iterator[str]:
    previous: Iri | None = None
    for predicate, value in subject.pairs:
        written = _term(value, shorten)
        if predicate == previous:
            yield f", {written}"
        else:
            start = " " if previous is None else " ;\n    "
            yield f"{start}{'a' if predicate == _TYPE else shorten(predicate)} {written}"
        previous = predicate


def _term(value: Term, shorten: Callable[[Iri], str]) -> str:
    if isinstance(value, str):
        return shorten(value)
    if isinstance(value, Literal):
        if value.datatype in _BARE:
            return value.text
        text = quoted(value.text)
        return text if value.datatype == STRING else f"{text}^^{shorten(value.datatype)}"
    raise ValueError(f"Unexpected term: {value!r}")


def _shortener(prefixes: Mapping[str, str]) -> Callable[[Iri], str]:
    """Writes an IRI with the prefix of the longest namespace that starts it, where the rest is a plain name."""
    prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
    in_namespace = namespaces(prefix_of)

    @lru_cache(maxsize=_KEPT_NAMES)
    def shorten(iri: Iri) -> str:
        namespace = in_namespace.match(iri)
        if namespace and _LOCAL.fullmatch(iri, namespace.end()):
            return f"{prefix_of[namespace.group()]}:{iri[namespace.end() :].translate(_ESCAPED_IN_NAMES)}"
        return f"<{iri}>"

    return shorten
