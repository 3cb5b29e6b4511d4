"""Writes JSON-LD 1.1: one object a thing, its keys the terms of `schemas/context.jsonld`.

The file holds its context, so that it can be read without a network; what the context says of a property (that its
values are things, or numbers of a kind) keeps the values plain.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import TextIO

from kg.rdf.namespaces import VOCABULARIES
from kg.rdf.quoting import namespaces
from kg.rdf.schemas import schemas
from kg.rdf.subjects import Subject
from kg.rdf.values import BOOLEAN, INTEGER, STRING, Iri, Literal, Term, name

_TYPE = name("rdf:type")
_ID = "@id"  # of a property's values: things
_KEPT_NAMES = 1 << 16  # classes and entities are written again and again
_SAFE_INTEGERS = 2**53  # beyond it, readers of JSON lose digits


def write(subjects: Iterable[Subject], prefixes: Mapping[str, str], file: TextIO) -> None:
    """Write the context, with `prefixes` in it, and the subjects. A subject's keys keep the order of its pairs."""
    context = {**prefixes, **_terms()}
    encode = json.JSONEncoder(ensure_ascii=False).encode
    shorten = _shortener(prefixes)
    file.write('{"@context": ' + json.dumps(context, ensure_ascii=False, indent=1) + ',\n"@graph": [')
    for number, subject in enumerate(subjects):
        file.write(",\n" if number else "\n")
        file.write(encode(_object(subject, shorten)))
    file.write("\n]}\n")


@cache
def _terms() -> dict[str, object]:
    """The entries of the shipped context that are no prefixes."""
    context: dict[str, object] = json.loads((schemas() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return {key: value for key, value in context.items() if not isinstance(value, str) or value.startswith("@")}


@cache
def _keys() -> dict[str, tuple[str, str | None]]:
    """Property to its key and the type that its values have by the context."""
    known = {}
    for key, value in _terms().items():
        if isinstance(value, dict):
            prefix, local = value["@id"].split(":")
            datatype = value.get("@type")
            known[VOCABULARIES[prefix] + local] = (key, datatype if datatype in (None, _ID) else name(datatype))
    return known


def _shortener(prefixes: Mapping[str, str]) -> Callable[[str], str]:
    """Writes an IRI with the prefix of the longest namespace that starts it; "//" behind a colon means no prefix."""
    prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
    in_namespace = namespaces(prefix_of)

    @lru_cache(maxsize=_KEPT_NAMES)
    def shorten(iri: str) -> str:
        namespace = in_namespace.match(iri)
        if namespace and not iri.startswith("//", namespace.end()):
            return f"{prefix_of[namespace.group()]}:{iri[namespace.end() :]}"
        return iri

    return shorten


def _object(subject: Subject, shorten: Callable[[str], str]) -> dict[str, object]:
    made: dict[str, object] = {"id": shorten(subject.iri)}
    for predicate, value in subject.pairs:
        key, written = _entry(predicate, value, shorten)
        if key not in made:
            made[key] = written
        elif isinstance(known := made[key], list):
            known.append(written)
        else:
            made[key] = [known, written]
    return made


def _entry(predicate: Iri, value: Term, shorten: Callable[[str], str]) -> tuple[str, object]:
    if predicate == _TYPE:
        return "type", shorten(str(value))
    key, expected = _keys().get(predicate, (shorten(predicate), None))
    return key, _value(value, expected, shorten)


def _value(value: Term, expected: str | None, shorten: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return shorten(value) if expected == _ID else {"@id": shorten(value)}
    if value.datatype == (expected or STRING):
        return _plain(value)
    return {"@value": value.text, "@type": shorten(value.datatype)}


def _plain(value: Literal) -> str | int | bool:
    """A value whose datatype the context tells; a decimal stays a string, as JSON's numbers would become doubles."""
    if value.datatype == BOOLEAN:
        return value.text == "true"
    if value.datatype == INTEGER and abs(int(value.text)) < _SAFE_INTEGERS:
        return int(value.text)
    return value.text
