"""Our RDF terms: IRIs, literals in canonical form, and subjects with their pairs of predicate and object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple, NewType, TypeAlias

from kg.model.errors import InputError
from kg.model.partial_dates import DAY, MONTH, YEAR
from kg.rdf.namespaces import VOCABULARIES

Iri = NewType("Iri", str)


class Literal(NamedTuple):
    """A literal in its canonical lexical form. Strings have the datatype `xsd:string`; nothing has a language."""

    text: str
    datatype: Iri


Term: TypeAlias = Iri | Literal
Pair: TypeAlias = tuple[Iri, Term]
"""A predicate and an object."""


@cache
def expand(prefixed: str) -> Iri:
    """The IRI of a prefixed name of one of our vocabularies: "kg:uses", "rdf:type"."""
    return Iri(VOCABULARIES.expand(prefixed))


TYPE = expand("rdf:type")
STRING = expand("xsd:string")
BOOLEAN = expand("xsd:boolean")
INTEGER = expand("xsd:integer")
DECIMAL = expand("xsd:decimal")
_DATES = {YEAR: expand("xsd:gYear"), MONTH: expand("xsd:gYearMonth"), DAY: expand("xsd:date")}  # by precision

_SCORE_PLACES = 4  # further places would be noise, and differ between platforms


def make_literal(value: Iri | str | bool | int | float | Decimal) -> Literal:
    """A Python value as a literal. A float becomes a decimal with at most four places (floats are scores).

    Raises:
        InputError: the text holds a lone surrogate, which no serialisation of RDF can carry.
        ValueError: a value of another type, or one that is not finite.
    """
    if isinstance(value, str):
        return Literal(_check_text(value), STRING)
    if isinstance(value, bool):
        return Literal("true" if value else "false", BOOLEAN)
    if isinstance(value, int):
        return Literal(str(value), INTEGER)
    if isinstance(value, float):
        return make_literal(Decimal(repr(round(value, _SCORE_PLACES))))
    if isinstance(value, Decimal) and value.is_finite():
        return Literal(_to_canonical(value), DECIMAL)
    raise ValueError(f"Unexpected value for a literal: {value!r}")


def make_date_literal(text: str) -> Literal:
    """An ISO date as `xsd:date`, a month as `xsd:gYearMonth`, a year as `xsd:gYear`."""
    return Literal(_check_text(text), _DATES[len(text)])


def _to_canonical(number: Decimal) -> str:
    whole, _, fraction = f"{abs(number):f}".partition(".")
    text = f"{whole.lstrip('0') or '0'}.{fraction.rstrip('0') or '0'}"
    return f"-{text}" if number < 0 else text


_SURROGATE = re.compile(r"[\ud800-\udfff]")


def _check_text(text: str) -> str:
    if broken := _SURROGATE.search(text):
        raise InputError(
            f"The text {text[:60].encode('ascii', 'backslashreplace').decode()!r} holds half a character "
            f"(U+{ord(broken.group()):04X} at character {broken.start()}), which RDF cannot carry: "
            "save the input as valid UTF-8 and build again."
        )
    return text


_PLAIN = re.compile(r"[+\-\u2212]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-\u2212]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+\-\u2212]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_LARGEST_EXPONENT = 30  # beyond it a decimal written out is no longer a number that anyone reads


def parse_decimal(text: str) -> Decimal | None:
    """The number that a value as written in a text stands for; None where it is not one plain number.

    "+7.64", "1,024", "1e-3" and a typographic minus are numbers; "13-25", "1/3" and "0,5" are not.
    """
    text = text.strip()
    if not (_PLAIN.fullmatch(text) or _GROUPED.fullmatch(text)):
        return None
    number = Decimal(text.replace(",", "").replace("\u2212", "-"))
    return number if not number or abs(number.adjusted()) <= _LARGEST_EXPONENT else None


class Subject(NamedTuple):
    """All that one graph states of one thing: distinct pairs, types first, then sorted by predicate and object."""

    iri: Iri
    pairs: Sequence[Pair]


def make_subject(iri: Iri, *, types: Iterable[str], pairs: Iterable[Pair]) -> Subject:
    """A subject with its classes, as prefixed names in their order, and its other pairs, sorted, without duplicates."""
    others = sorted(set(pairs), key=_order_pair)
    return Subject(iri, [*((TYPE, expand(of)) for of in types), *others])


def _order_pair(pair: Pair) -> tuple[str, tuple[str, ...]]:
    predicate, value = pair
    return predicate, ("", value) if isinstance(value, str) else (value.datatype, value.text)
