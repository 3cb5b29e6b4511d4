"""Writes JSON-LD 1.1: one object for each subject, with the terms of `schemas/context.jsonld` as keys.

The file holds its context, so that it can be read without a network. Where the context gives the type of a property's
values, they are written as plain JSON values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import TextIO

from kg.rdf.namespaces import VOCABULARIES, PrefixMap
from kg.rdf.schemas import find_schemas
from kg.rdf.terms import BOOLEAN, INTEGER, STRING, TYPE, Iri, Literal, Subject, Term, expand

_ID = "@id"  # of a property's values: things
_SAFE_INTEGERS = 2**53  # beyond it, readers of JSON lose digits


def write(subjects: Iterable[Subject], prefixes: PrefixMap, file: TextIO) -> None:
    """Write the context, with `prefixes` in it, and the subjects. A subject's keys keep the order of its pairs."""
    context = {**prefixes, **_load_terms()}
    encode = json.JSONEncoder(ensure_ascii=False).encode
    shorten = prefixes.make_shortener(_write_name)
    file.write('{"@context": ' + json.dumps(context, ensure_ascii=False, indent=1) + ',\n"@graph": [')
    for number, subject in enumerate(subjects):
        file.write(",\n" if number else "\n")
        file.write(encode(_make_object(subject, shorten)))
    file.write("\n]}\n")


@cache
def _load_terms() -> dict[str, object]:
    """The entries of the shipped context except prefixes."""
    context: dict[str, object] = json.loads((find_schemas() / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return {key: value for key, value in context.items() if not isinstance(value, str) or value.startswith("@")}


@cache
def _load_keys() -> dict[str, tuple[str, str | None]]:
    """Property to its key and to the type that the context gives its values."""
    known = {}
    for key, value in _load_terms().items():
        if isinstance(value, dict):
            datatype = value.get("@type")
            known[VOCABULARIES.expand(value["@id"])] = (key, datatype if datatype in (None, _ID) else expand(datatype))
    return known


def _write_name(prefix: str, local: str) -> str | None:
    """A prefixed name, which is none where "//" would follow the colon."""
    return None if local.startswith("//") else f"{prefix}:{local}"


def _make_object(subject: Subject, shorten: Callable[[str], str]) -> dict[str, object]:
    written_subject: dict[str, object] = {"id": shorten(subject.iri)}
    for predicate, value in subject.pairs:
        key, written = _make_entry(predicate, value, shorten)
        if key not in written_subject:
            written_subject[key] = written
        elif isinstance(known := written_subject[key], list):
            known.append(written)
        else:
            written_subject[key] = [known, written]
    return written_subject


def _make_entry(predicate: Iri, value: Term, shorten: Callable[[str], str]) -> tuple[str, object]:
    if predicate == TYPE:
        return "type", shorten(str(value))
    key, expected = _load_keys().get(predicate, (shorten(predicate), None))
    return key, _convert_value(value, expected, shorten)


def _convert_value(value: Term, expected: str | None, shorten: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return shorten(value) if expected == _ID else {"@id": shorten(value)}
    if value.datatype == (expected or STRING):
        return _to_plain(value)
    return {"@value": value.text, "@type": shorten(value.datatype)}


def _to_plain(value: Literal) -> str | int | bool:
    """A literal as a JSON value; a decimal stays a string, since readers turn JSON's numbers into doubles."""
    if value.datatype == BOOLEAN:
        return value.text == "true"
    if value.datatype == INTEGER and abs(int(value.text)) < _SAFE_INTEGERS:
        return int(value.text)
    return value.text
