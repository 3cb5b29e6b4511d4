"""Parses the JSON that clients send. Everything is checked, and a message says what is wrong.

Unknown properties and members, which another version of the specification may have, are ignored. A query that cannot be
answered is refused alone; the others of its batch are answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.model.errors import KgError
from kg.serve.reconcile.vocabulary_terms import PROPERTIES, TYPES, WantedValues, parse_type

MOST_QUERIES = 50
"""The most queries in a batch."""

MOST_IDS = 500
"""The most entities in one data extension."""

MOST_CANDIDATES = 100
_DEFAULT_CANDIDATES = 10
_MOST_VALUES = 100
_MOST_CONSTRAINTS = 50


class Refused(KgError):
    """A request that breaks the specification; `status` is the HTTP status of the reply."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property, and values of which an entity should have one."""

    property: str
    values: WantedValues


@dataclass(frozen=True, slots=True)
class Query:
    """One reconciliation query."""

    text: str | None
    types: tuple[str | None, ...]  # None for one that there is not, which nothing has
    all_types: bool  # an entity must have all of the types, else one of them
    limit: int
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """A request for properties of entities, each with the most values that are wanted (0: all)."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def parse_batch(text: str) -> dict[str, Query | Refused]:
    """A batch of queries by the client's keys; in place of one that cannot be parsed, the reason.

    Raises:
        Refused: the text is not a batch, or has too many queries (status 413).
    """
    given = _require_object(_parse_json(text, "queries"), "`queries`")
    if len(given) > MOST_QUERIES:
        raise Refused(f"There are {len(given)} queries in the batch; send at most {MOST_QUERIES}.", status=413)
    return {key: _parse_query_or_refused(value, f"Query {key!r}") for key, value in given.items()}


def _parse_query_or_refused(value: object, what: str) -> Query | Refused:
    try:
        return parse_query(value, what)
    except Refused as refused:
        return refused


def parse_single(text: str) -> Query:
    """One query, as a JSON object or as the bare text to look for.

    Raises:
        Refused: it is not one.
    """
    return parse_query(_parse_json(text, "query") if text.lstrip().startswith("{") else {"query": text}, "`query`")


def parse_query(value: object, what: str) -> Query:
    """A query from parsed JSON; `what` is its name in messages.

    Raises:
        Refused: it is not one.
    """
    given = _require_object(value, what)
    text = given.get("query")
    if text is not None and (not isinstance(text, str) or not text.strip()):
        raise Refused(f"The `query` of {what} must be a text that is not empty.")
    constraints = _parse_constraints(_require_list(given.get("properties", []), f"`properties` of {what}"), what)
    if text is None and not constraints:
        raise Refused(f"{what} must have a `query`, or `properties` of which one is known: {', '.join(PROPERTIES)}.")
    strict = given.get("type_strict", "any")
    if strict not in ("any", "should", "all"):
        raise Refused(f"The `type_strict` of {what} must be any, should or all.")
    kinds = given.get("type", [])
    kinds = _require_list([kinds] if isinstance(kinds, str) else kinds, f"`type` of {what}")
    limit = _parse_limit(given.get("limit", _DEFAULT_CANDIDATES), f"The `limit` of {what}", least=1)
    types = tuple(parse_type(kind) if isinstance(kind, str) else None for kind in kinds)
    return Query(text, types, strict == "all", min(limit, MOST_CANDIDATES), constraints)


def parse_extension(text: str) -> Extension:
    """A data extension query, without unknown properties and without identifiers that no entity can have.

    Raises:
        Refused: the text is no such query, or is about too many entities (status 413).
    """
    given = _require_object(_parse_json(text, "extend"), "`extend`")
    ids = _require_list(given.get("ids"), "`ids` of `extend`")
    if len(ids) > MOST_IDS:
        raise Refused(f"There are {len(ids)} `ids`; send at most {MOST_IDS}.", status=413)
    wanted: dict[str, int] = {}
    for item in _require_list(given.get("properties"), "`properties` of `extend`"):
        described = _require_object(item, "A property of `extend`")
        name = described.get("id")
        if isinstance(name, str) and name in PROPERTIES:
            settings = _require_object(described.get("settings") or {}, "The `settings` of a property")
            wanted[name] = _parse_limit(settings.get("limit") or 0, "The `limit` of a property", least=0)
    return Extension(tuple(identifier for identifier in ids if isinstance(identifier, str)), tuple(wanted.items()))


def parse_entity_type(text: object) -> str:
    """The identifier of a type.

    Raises:
        Refused: there is no such type.
    """
    known = parse_type(text) if isinstance(text, str) else None
    if known is None:
        raise Refused(f"There is no type {_abbreviate(text)}; there are {', '.join(TYPES)}.")
    return known


def parse_whole_number(text: str, name: str) -> int:
    """A parameter that is a whole number, not negative.

    Raises:
        Refused: it is not one.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Refused(f"`{name}` must be a whole number, not {_abbreviate(text)}.")
    return int(text)


def _parse_constraints(given: Sequence[object], what: str) -> tuple[Constraint, ...]:
    """The constraints that have a known property and at least one value."""
    if len(given) > _MOST_CONSTRAINTS:
        raise Refused(f"{what} has {len(given)} properties; send at most {_MOST_CONSTRAINTS}.")
    found = []
    for item in given:
        described = _require_object(item, f"A property of {what}")
        name = described.get("pid")
        if isinstance(name, str) and name in PROPERTIES and (wanted := _parse_values(described, what)):
            found.append(Constraint(name, WantedValues.of(wanted)))
    return tuple(found)


def _parse_values(given: Mapping[str, object], what: str) -> Sequence[object]:
    """The values without those that are null, as an empty cell's is."""
    if "v" not in given:
        raise Refused(f"A property of {what} has no `v`.")
    values = given["v"] if isinstance(given["v"], list) else [given["v"]]
    wanted = [value for value in values if value is not None]
    if len(wanted) > _MOST_VALUES:
        raise Refused(f"A property of {what} has {len(wanted)} values; send at most {_MOST_VALUES}.")
    for value in wanted:
        named = isinstance(value, dict) and isinstance(value.get("id"), str)
        if not (named or isinstance(value, str | int | float)):
            raise Refused(f"A value of a property of {what} must be text, number, truth value, or an object with `id`.")
    return wanted


def _parse_json(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # not JSON, a number of thousands of digits, or nested too deep
        raise Refused(f"`{name}` is not JSON: {str(error)[:200]}.") from error


def _require_object(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Refused(f"{what} must be a JSON object.")
    return value


def _require_list(value: object, what: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise Refused(f"The {what} must be a JSON array.")
    return value


def _parse_limit(value: object, what: str, *, least: int) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():  # OpenRefine sends settings as texts
        value = int(value[:9])
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < float("inf"):
        raise Refused(f"{what} must be a number, at least {least}.")
    return int(value)


def _abbreviate(value: object) -> str:
    return repr(value)[:100]
