"""What is said of one thing, in the order in which it is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kg.rdf.values import Iri, Pair, name

_TYPE = name("rdf:type")


class Subject(NamedTuple):
    """All that one graph says of one thing: distinct pairs, types first, then by predicate and object."""

    iri: Iri
    pairs: Sequence[Pair]


def described(iri: Iri, *, types: Iterable[str], pairs: Iterable[Pair]) -> Subject:
    """A subject with its classes, given by prefixed name in their order, and its other pairs, sorted."""
    others = sorted(set(pairs), key=_order)
    return Subject(iri, [*((_TYPE, name(of)) for of in types), *others])


def _order(pair: Pair) -> tuple[str, tuple[str, ...]]:
    predicate, value = pair
    return predicate, ("", value) if isinstance(value, str) else (value.datatype, value.text)
