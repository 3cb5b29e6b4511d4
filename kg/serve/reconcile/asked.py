"""What clients ask, read from JSON with everything checked: whoever asks wrongly is told what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.serve.reconcile.kinds import PROPERTIES, TYPES, known_type

MOST_QUERIES = 50
"""Queries of a batch."""

MOST_IDS = 500
"""Entities of one data extension."""

MOST_CANDIDATES = 100
_DEFAULT_CANDIDATES = 10
_MOST_VALUES = 100
_KEYS = ("query", "type", "limit", "properties", "type_strict")


class Refused(KgError):
    """A request that is not as the specification has it; `status` is of HTTP."""

    def __init__(self, message: str, *, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Constraint:
    """A property, and values of which an entity should have one."""

    property: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One reconciliation query."""

    text: str | None
    types: tuple[str, ...]
    all_types: bool  # an entity must have all of the types, else one of them
    limit: int
    constraints: tuple[Constraint, ...]


@dataclass(frozen=True, slots=True)
class Extension:
    """Which properties of which entities are wanted, with the most values of each (0: all)."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def batch(text: str) -> dict[str, Query]:
    """A batch of queries by the client's keys.

    Raises:
        Refused: it is none, or has too many queries (status 413).
    """
    given = _object(_json(text, "queries"), "`queries`")
    if len(given) > MOST_QUERIES:
        raise Refused(f"There are {len(given)} queries in the batch; send at most {MOST_QUERIES}.", status=413)
    return {key: query(value, f"Query {key!r}") for key, value in given.items()}


def single(text: str) -> Query:
    """One query, as a JSON object or as the bare text to look for.

    Raises:
        Refused: it is none.
    """
    return query(_json(text, "query") if text.lstrip().startswith("{") else {"query": text}, "`query`")


def query(value: object, what: str) -> Query:
    """A query of the parsed JSON; `what` it is called in messages.

    Raises:
        Refused: it is none.
    """
    given = _object(value, what)
    if unknown := sorted(set(given) - set(_KEYS)):
        raise Refused(f"{what} has {unknown[0]!r}, which is none of {', '.join(_KEYS)}.")
    text = given.get("query")
    if text is not None and (not isinstance(text, str) or not text.strip()):
        raise Refused(f"The `query` of {what} must be a text that is not empty.")
    constraints = tuple(
        _constraint(each, what) for each in _list(given.get("properties", []), f"`properties` of {what}")
    )
    if text is None and not constraints:
        raise Refused(f"{what} must have a `query` or `properties`.")
    strict = given.get("type_strict", "any")
    if strict not in ("any", "should", "all"):
        raise Refused(f"The `type_strict` of {what} must be any, should or all.")
    kinds = given.get("type", [])
    kinds = _list([kinds] if isinstance(kinds, str) else kinds, f"`type` of {what}")
    limit = _limit(given.get("limit", _DEFAULT_CANDIDATES), f"The `limit` of {what}", least=1)
    types = tuple(entity_type(kind) for kind in kinds)
    return Query(text, types, strict == "all", min(limit, MOST_CANDIDATES), constraints)


def extension(text: str) -> Extension:
    """A data extension query.

    Raises:
        Refused: it is none, or asks of too many entities (status 413).
    """
    given = _object(_json(text, "extend"), "`extend`")
    ids = _list(given.get("ids"), "`ids` of `extend`")
    if not all(isinstance(each, str) for each in ids):
        raise Refused("The `ids` of `extend` must be texts.")
    if len(ids) > MOST_IDS:
        raise Refused(f"There are {len(ids)} `ids`; send at most {MOST_IDS}.", status=413)
    wanted: dict[str, int] = {}
    for each in _list(given.get("properties"), "`properties` of `extend`"):
        asked = _object(each, "A property of `extend`")
        settings = _object(asked.get("settings") or {}, "The `settings` of a property")
        most = _limit(settings.get("limit") or 0, "The `limit` of a property", least=0)
        wanted[known_property(asked.get("id"))] = most
    return Extension(tuple(map(str, ids)), tuple(wanted.items()))


def entity_type(text: object) -> str:
    """The identifier of a type.

    Raises:
        Refused: there is no such type.
    """
    known = known_type(text) if isinstance(text, str) else None
    if known is None:
        raise Refused(f"There is no type {_shown(text)}; there are {', '.join(TYPES)}.")
    return known


def known_property(text: object) -> str:
    """The identifier of a property.

    Raises:
        Refused: there is no such property.
    """
    if not isinstance(text, str) or text not in PROPERTIES:
        raise Refused(f"There is no property {_shown(text)}; there are {', '.join(PROPERTIES)}.")
    return text


def whole_number(text: str, name: str) -> int:
    """A parameter that is a whole number, not negative.

    Raises:
        Refused: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Refused(f"`{name}` must be a whole number, not {_shown(text)}.")
    return int(text)


def _constraint(value: object, what: str) -> Constraint:
    given = _object(value, f"A property of {what}")
    if "v" not in given:
        raise Refused(f"A property of {what} has no `v`.")
    wanted = given["v"] if isinstance(given["v"], list) else [given["v"]]
    if len(wanted) > _MOST_VALUES:
        raise Refused(f"A property of {what} has {len(wanted)} values; send at most {_MOST_VALUES}.", status=413)
    for each in wanted:
        named = isinstance(each, dict) and isinstance(each.get("id"), str)
        if not (named or isinstance(each, str | int | float)):
            raise Refused(f"A value of a property of {what} must be text, number, truth value, or an object with `id`.")
    return Constraint(known_property(given.get("pid")), tuple(wanted))


def _json(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # not JSON, a number of thousands of digits, or nested too deep
        raise Refused(f"`{name}` is not JSON: {str(error)[:200]}.") from error


def _object(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Refused(f"{what} must be a JSON object.")
    return value


def _list(value: object, what: str) -> Sequence[object]:
    if not isinstance(value, list):
        raise Refused(f"The {what} must be a JSON array.")
    return value


def _limit(value: object, what: str, *, least: int) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():  # OpenRefine sends settings as texts
        value = int(value[:9])
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value < float("inf"):
        raise Refused(f"{what} must be a number, at least {least}.")
    return int(value)


def _shown(value: object) -> str:
    return repr(value)[:100]
