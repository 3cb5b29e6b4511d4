"""Reading a corrections file into entries. An error names the line, what is wrong there and what to do."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.corrections.agreement import check_agreement
from kg.corrections.entries import (
    AddComparison,
    AddRelation,
    AddResult,
    Alias,
    Apart,
    Corrections,
    Entry,
    Place,
    RetractComparison,
    RetractMention,
    RetractRelation,
    RetractResult,
    Typed,
)
from kg.corrections.entry_fields import Fields, show_key
from kg.corrections.occurrences import find_standalone_spans
from kg.model.comparison_record import COMPARISON_RELATIONS
from kg.model.errors import InputError
from kg.model.results import BOUNDS, DIRECTIONS, HOLDERS, RESULT_KINDS
from kg.model.types import FILTERS, RELATION_TYPES
from kg.text.numerals import NUMERAL, SPREAD_SIGN, to_plain_decimal
from kg.text.suggestions import find_nearest


def read(path: Path) -> Corrections:
    """The entries of a file.

    Raises:
        InputError: it cannot be read, is no TOML, or says what cannot be done.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"The corrections file {path} cannot be read ({error.strerror}); check its name.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"The corrections file {path} is not UTF-8 ({error.reason}); save it as UTF-8.") from error
    return parse(text, file=str(path))


def parse(text: str, *, file: str) -> Corrections:
    """The entries of a text; `file` is what messages call it.

    Raises:
        InputError: it is no TOML, or says what cannot be done.
    """
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"{file} is not TOML: {_explain_error(error)}. docs/guide/correcting.md shows how entries are written."
        ) from error
    if unknown := sorted(tables.keys() - _TABLES.keys()):
        near = find_nearest(unknown[0], _TABLES)
        hint = f"did you mean [[{near[0]}]]? There" if near else "there"
        raise InputError(
            f"{file}: {show_key(unknown[0])} is not known; {hint} are {', '.join(f'[[{t}]]' for t in _TABLES)}."
        )
    entries: list[Entry] = []
    for table, read_entry in _TABLES.items():
        raws = tables.get(table, [])
        if not isinstance(raws, list) or not all(isinstance(raw, dict) for raw in raws):
            raise InputError(f"{file}: {table} must be a table in two brackets; begin each entry with [[{table}]].")
        lines = _find_lines(text, table, len(raws))
        for number, (raw, line) in enumerate(zip(raws, lines, strict=True), 1):
            fields = Fields(raw, Place(file, table, number, line))
            entries.append(read_entry(fields, fields.take_optional_text("note", "") or ""))
            fields.close()
    corrections = Corrections(
        text=text,
        aliases=tuple(e for e in entries if isinstance(e, Alias)),
        apart=tuple(e for e in entries if isinstance(e, Apart)),
        types=tuple(e for e in entries if isinstance(e, Typed)),
        retracted_mentions=tuple(e for e in entries if isinstance(e, RetractMention)),
        retracted_relations=tuple(e for e in entries if isinstance(e, RetractRelation)),
        retracted_results=tuple(e for e in entries if isinstance(e, RetractResult)),
        retracted_comparisons=tuple(e for e in entries if isinstance(e, RetractComparison)),
        added_relations=tuple(e for e in entries if isinstance(e, AddRelation)),
        added_results=tuple(e for e in entries if isinstance(e, AddResult)),
        added_comparisons=tuple(e for e in entries if isinstance(e, AddComparison)),
    )
    check_agreement(corrections)
    return corrections


def _explain_error(error: Exception) -> str:
    if isinstance(error, tomllib.TOMLDecodeError):
        return str(error)
    return "brackets too deep" if isinstance(error, RecursionError) else "a number of too many digits"


def _find_lines(text: str, table: str, count: int) -> list[int]:
    """The line, from 1, of each of `count` entries; 0 for all where they are not written as one header each."""
    header = re.compile(rf"[ \t]*\[\[[ \t]*{table}[ \t]*\]\][ \t]*(?:#.*)?")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if header.fullmatch(line.removesuffix("\r"))]
    return lines if len(lines) == count else [0] * count


# ---- one function a table ----------------------------------------------------------------------------


def _read_alias(fields: Fields, note: str) -> Alias:
    name, aliases = fields.take_name("name"), fields.take_names("aliases", least=1)
    return Alias(fields.place, note, name, aliases, fields.take_optional_word("type", tuple(FILTERS)))


def _read_apart(fields: Fields, note: str) -> Apart:
    return Apart(fields.place, note, fields.take_names("names", least=2))


def _read_type(fields: Fields, note: str) -> Typed:
    return Typed(fields.place, note, fields.take_name("name"), fields.take_word("type", tuple(FILTERS)))


def _read_retract(fields: Fields, note: str) -> RetractMention | RetractRelation | RetractResult | RetractComparison:
    match [kind for kind in ("mention", "relation", "result", "comparison") if fields.has(kind)]:
        case ["mention"]:
            return RetractMention(fields.place, note, fields.take_name("mention"), fields.take_optional_text("paper"))
        case ["relation"]:
            relation = fields.take_word("relation", RELATION_TYPES)
            return RetractRelation(fields.place, note, fields.take_text("paper"), relation, fields.take_name("object"))
        case ["result"]:
            metric, dataset = fields.take_optional_name("metric"), fields.take_optional_name("dataset")
            return RetractResult(
                fields.place, note, fields.take_text("paper"), fields.take_text("result"), metric, dataset
            )
        case ["comparison"]:
            compared = fields.take_word("comparison", COMPARISON_RELATIONS)
            return RetractComparison(
                fields.place,
                note,
                fields.take_text("paper"),
                compared,
                fields.take_name("subject"),
                fields.take_name("object"),
            )
    raise fields.place.error(
        "say what to retract: give one of mention, relation (with object), result and comparison (with subject and "
        "object)."
    )


def _read_add(fields: Fields, note: str) -> AddRelation | AddResult | AddComparison:
    match [kind for kind in ("relation", "result", "comparison") if fields.has(kind)]:
        case ["relation"]:
            relation = fields.take_word("relation", RELATION_TYPES)
            object_, quote = fields.take_name("object"), fields.take_text("quote")
            _check_quoted(fields.place, "object", object_.text, quote)
            return AddRelation(fields.place, note, fields.take_text("paper"), relation, object_, quote)
        case ["result"]:
            return _read_added_result(fields, note)
        case ["comparison"]:
            return _read_added_comparison(fields, note)
    raise fields.place.error(
        "say what to add: give one of relation (with object), result and comparison (with subject and object)."
    )


def _read_added_comparison(fields: Fields, note: str) -> AddComparison:
    added = AddComparison(
        fields.place,
        note,
        relation=fields.take_word("comparison", COMPARISON_RELATIONS),
        paper=fields.take_text("paper"),
        quote=fields.take_text("quote"),
        subject=fields.take_name("subject"),
        object=fields.take_name("object"),
        denied=fields.take_flag("denied"),
    )
    for key, name in (("subject", added.subject), ("object", added.object)):
        _check_quoted(fields.place, key, name.text, added.quote)
    return added


_SPACED = r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?"
_ANY = r"[0-9][0-9,]*(?:\.[0-9]+)?"  # with commas that set off no thousands: it is kept as it is written
_NUMBER = re.compile(
    rf"(?P<value>[+\-−]?(?:(?:{_SPACED}|{NUMERAL})(?![.,]?[0-9])|{_ANY}))"
    rf"(?P<unit>.*?)(?:{SPREAD_SIGN}(?P<spread>{NUMERAL})(?P<after>.*))?",
    re.DOTALL,
)


def _read_added_result(fields: Fields, note: str) -> AddResult:
    written, quote = fields.take_text("result"), fields.take_text("quote")
    parts = _NUMBER.fullmatch(written)
    if parts is None:
        raise fields.place.error(
            f'result must be a number as the text writes it, like "54.6%" or "54.6±0.3%", not {written!r}.'
        )
    added = AddResult(
        fields.place,
        note,
        paper=fields.take_text("paper"),
        quote=quote,
        value_text=written,
        number=parts["value"],
        value=to_plain_decimal(parts["value"]) or parts["value"],
        spread=parts["spread"] and to_plain_decimal(parts["spread"]),
        unit=(parts["unit"].strip("\\ ") or parts["after"] or "").replace("\\", "").strip(),
        metric=fields.take_optional_name("metric"),
        dataset=fields.take_optional_name("dataset"),
        subject=fields.take_optional_name("subject"),
        comparator=fields.take_optional_name("comparator"),
        task=fields.take_optional_name("task"),
        kind=fields.take_optional_word("kind", RESULT_KINDS) or "absolute",
        direction=fields.take_optional_word("direction", DIRECTIONS),
        bound=fields.take_optional_word("bound", BOUNDS) or "exact",
        holder=fields.take_optional_word("holder", HOLDERS) or "own",
    )
    _check_quoted(fields.place, "result", written, quote)
    for role, name in added.participants:
        _check_quoted(fields.place, role, name.text, quote)
    return added


def _check_quoted(place: Place, key: str, written: str, quote: str) -> None:
    if next(find_standalone_spans(quote, written, 0, len(quote)), None) is None:
        raise place.error(
            f"the quote does not hold {written!r} as a whole word; give a longer quote, or {key} as the text spells it."
        )


_TABLES: Mapping[str, Callable[[Fields, str], Entry]] = MappingProxyType(
    {"alias": _read_alias, "apart": _read_apart, "type": _read_type, "retract": _read_retract, "add": _read_add}
)
