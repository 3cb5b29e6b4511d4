"""Quantities: the numbers of a text, each with its unit, its spread and its bound.

A number glued to letters ("GPT-4", "7B", "10-shot", "512x512", "v1.2.3") is a name or a size and no quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.document import Document
from kg.model.results import Bound
from kg.text.markup_patterns import may_hold_url
from kg.text.numerals import NUMERAL, SPREAD_SIGN

_TIMES = r"\$?\\?(?:times|[x×X]|folds?)\$?"
_PERCENT = r"\\?%"
_QUANTITY = re.compile(
    r"(?=[+\-−–]?\.?[0-9])(?:(?<=sim)|(?<=Delta)|(?<=Δ)|(?<![\w.@#/^_×:\\]))(?<![0-9],)(?<![0-9][eE][+\-−–])(?<!\^[+\-−–{])(?<!\^\{[+\-−–])"
    rf"(?P<sign>(?<![\w)\]%}}])[+\-−–])?(?P<number>{NUMERAL}(?:/{NUMERAL}|\sout\sof\s{NUMERAL})?)"
    r"(?:\s(?P<scale>thousand|million|billion|trillion)\b|[kK](?=\s(?:\w+\s){0,2}hours\b))?"
)
# What follows a number. The first that matches counts; None keeps the unit as the text writes it.
_UNITS: tuple[tuple[str | None, re.Pattern[str]], ...] = (
    (
        "points",
        re.compile(
            r"[\s-]?(?:absolute\s)?(?:(?:percentage|percent)[\s-]points?|percentage-point|p\.?p\.?(?!\w)|%p\b|(?:points?|pts?)\b)"
            r"|\s?\\?%[\s-](?:percentage\s)?points?\b"
        ),
    ),
    ("%", re.compile(rf"\s?{_PERCENT}|[\s-](?:percents?|per\scent)\b")),
    ("x", re.compile(rf"[\s-]?{_TIMES}(?![\w^])(?!\s?[0-9])")),
    (
        None,
        re.compile(
            r"(?:[\s-]?(?P<unit>frames\sper\ssecond|tokens\sper\ssecond|tokens/s(?:ec)?|milliseconds?|seconds?|minutes?|hours?"
            r"|days?|weeks?|months?|fps|FPS|ms|µs|μs|dB|[GMTK]i?B|GFLOPs|kWh|Hz|kHz|mm|cm|km|USD)"
            r"|\s?(?P<short>s|m|h|W|K)|\s(?:GPU|A100|H100|TPU|CPU|V100|H800)[\s-]+(?P<device>hours?|days?))(?![\w/])"
        ),
    ),
)
# Glued to the number, so that it is no quantity of its own ("3D", "10-shot", "2:4", "1.2.3", "512 x 512").
_GLUED = re.compile(r"[\w@^⁺⁻]|-(?!to-[0-9])[A-Za-z]|[.:/×,][0-9]|\s?[x×]\s?[0-9]")
_GLUED_BEFORE = re.compile(r"[A-Za-z_}\]]-$|[0-9][:,]$|[0-9]\s?[x×]\s$")
_SPREAD = re.compile(rf"{SPREAD_SIGN}(?P<spread>{NUMERAL})")
_BRACKETED = re.compile(rf"\)\s?{_PERCENT}")  # "(91.2 ± 0.3)%"
# Groups of three digits with spaces between, which may as well be a list of numbers: no number of a list begins with 0,
# and none follows a word that asks for a number.
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+(?:\.[0-9]+)?(?![\w-])(?! ?[.,]?[0-9])")
_ASKS_FOR_NUMBER = re.compile(
    r"(?:\b(?:of|to|by|from|than|over|about|around|nearly|almost|only|just|at|least|most|approximately|roughly|is|are|was|were"
    r"|with|in|on|the|total|takes?|took|us(?:es?|ing)|reach(?:es|ed|ing)?|achiev(?:es?|ed|ing)|scor(?:es?|ed|ing)|exceed(?:s|ed|ing)?"
    r"|obtain(?:s|ed|ing)?|requir(?:es?|ed|ing))\s|[~≈<>=]\s?)$",
    re.IGNORECASE,
)
# A p-value or a level of significance or confidence is the certainty of an outcome and none itself.
_CERTAINTY = re.compile(
    r"(?:(?<![\w-])(?:p(?:[\s-][Vv]alues?)?|P[\s-][Vv]alues?|P(?=\s?[<≤]))"
    r"(?:\s?(?:[<>=≤≥~≈]|\\(?:leq?|geq?|ll|approx|sim)\b)=?|\s(?:is|are|was|were|of|at|below|above|under|all|less\sthan|smaller\sthan))+\s?"
    r"|\b(?:significance|confidence)(?:\slevels?)?\s(?:of|at|=)\s(?:the\s)?(?:α\s?=\s?)?|\b(?:alpha|α)\s?=\s?)$"
)
_CAPITAL_P = re.compile(r"(?<![\w-])P\s?=\s?$")  # which may also be precision
_CERTAINTY_AFTER = re.compile(r"\s?\\?%?[\s-](?:significance|confidence)\b(?:\s(?:levels?|intervals?))?")
_LIST_MARK = re.compile(r"\)\s")
_URL = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface|hf)\.(?:com|co)/)\S+")
DASH = re.compile(r"\s?(?:--?|–|—|~|∼|-to-)\s?")
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        "up to",
        re.compile(
            r"(?:\b(?:up\sto|as\s(?:much|high|many)\sas|at\smost|less\sthan|fewer\sthan|under|below|within|maximum\sof|no\smore\sthan)"
            r"(?:\s(?:an?|over|around))?\s|[<≤]\s?|\\leq?\s)$",
            re.IGNORECASE,
        ),
    ),
    (
        "at least",
        re.compile(
            r"(?:\b(?:at\sleast|over|more\sthan|greater\sthan|higher\sthan|above|exceed(?:s|ing|ed)?|beyond|as\s(?:low|few|little)\sas"
            r"|minimum\sof|surpass(?:es|ing|ed)?)(?:\s(?:an?|the))?\s|[>≥]\s?|\\geq?\s)$",
            re.IGNORECASE,
        ),
    ),
    (
        "about",
        re.compile(
            r"(?:\b(?:about|around|approximately|approx\.|roughly|nearly|almost|close\sto|near|circa|some|an?\sestimated)(?:\san?)?\s"
            r"|[~≈∼]\s?|\\sim\s?|\\approx\s?|\bsim\s?)$",
            re.IGNORECASE,
        ),
    ),
)
_OR_MORE = re.compile(r"\s?(?:\+(?!\w)|or\s(?:more|higher|better)\b)")
_REACH = 60  # characters before a number in which its bound and "from" or "ranging" are looked for


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as the text writes it. `start:end` is the number with its sign; its unit ends at `text_end`."""

    start: int
    end: int
    text_end: int
    value: str  # as written, with its sign
    low: str | None  # the ends of a range, as written
    high: str | None
    unit: str
    bound: Bound
    spread: str | None = None  # as written after "±"
    paired: int = 0  # 1 and 2 for the two ends of "from A to B", else 0


def read_quantities(document: Document) -> Iterator[Quantity]:
    """The quantities in order of place; none overlaps a mention or lies in an address."""
    text = document.text
    addresses = [match.span() for match in _URL.finditer(text)] if may_hold_url(text) else []
    blocked = sorted([(mention.start, mention.end) for mention in document.mentions] + addresses)
    metric_starts = {m.start for m in document.mentions if m.label == "METRIC"}
    position, block, previous_end = 0, 0, -1
    while match := _QUANTITY.search(text, position):
        position = match.end()
        while block < len(blocked) and blocked[block][1] <= match.start("number"):
            block += 1
        if block < len(blocked) and blocked[block][0] < match.end():
            position = max(position, blocked[block][1])
            continue
        start, end = match.start(), match.end()
        if spaced := _find_spaced_end(text, match):
            end = position = spaced
        if _is_certainty(text, start, end):
            continue
        ranged = text.startswith("-to-", max(0, start - 4), start)
        joined = ranged or (previous_end >= 0 and bool(DASH.fullmatch(text, previous_end, start)))
        if not joined and _GLUED_BEFORE.search(text, max(0, start - 4), start):
            continue
        unit, text_end = _read_unit(text, end, metric_starts)
        spread = _SPREAD.match(text, text_end)
        if spread:
            unit, text_end = _read_unit_after_spread(text, start, spread.end(), unit, metric_starts)
        if match["scale"] and not unit and not spread:
            unit, end, text_end = match["scale"], match.end("number"), match.end("scale")
        if _GLUED.match(text, text_end) and not (unit and text[text_end : text_end + 1] == "-"):
            continue
        if not unit and _LIST_MARK.match(text, text_end) and text[start - 1 : start] in "( \n" and end - start <= 2:
            continue
        if text[start - 1 : start] == "$" and not unit:
            unit = "$"
        written = spread["spread"] if spread else None
        bound = _read_bound(text, start, text_end)
        yield Quantity(start, end, text_end, text[start:end], None, None, unit, bound, written)
        previous_end = text_end
        position = max(position, text_end)


def _find_spaced_end(text: str, match: re.Match[str]) -> int | None:
    """The end of a number whose thousands are separated by spaces; None if they may be several numbers."""
    spaced = _SPACED.match(text, match.start("number"))
    if spaced is None or spaced.end() <= match.end():
        return None
    groups = spaced[0].split(" ")[1:]
    alone = len(groups) == 1 and not groups[0].startswith("0")
    asked = _ASKS_FOR_NUMBER.search(text, max(0, match.start() - 16), match.start()) is not None
    return None if alone and not asked else spaced.end()


def _is_certainty(text: str, start: int, end: int) -> bool:
    """Whether the number is a p-value, a level of significance or one of confidence."""
    before = text[max(0, start - _REACH) : start]
    value = text[start:end]
    return (
        _CERTAINTY.search(before) is not None
        or (_CAPITAL_P.search(before) is not None and value.startswith(("0.0", ".0")))
        or _CERTAINTY_AFTER.match(text, end) is not None
    )


def _read_unit_after_spread(text: str, start: int, end: int, unit: str, metric_starts: set[int]) -> tuple[str, int]:
    """The unit of a number whose spread ends at `end`, and the offset at which both end.

    `unit` is the one read before the spread; the text may have it after the spread instead.
    """
    following, after = _read_unit(text, end, metric_starts)
    if text[start - 1 : start] == "(" and _BRACKETED.match(text, end):
        return "%", end
    if unit and following != unit:
        return unit, end
    return following, after


def _read_unit(text: str, end: int, metric_starts: set[int]) -> tuple[str, int]:
    """The unit of a number that ends at `end` ("" for none), and the offset at which the unit ends."""
    for name, pattern in _UNITS:
        if match := pattern.match(text, end):
            written = name or match["unit"] or match["short"] or match["device"]
            if match.end() - len(written) in metric_starts:  # "30 FPS": the metric, not a unit
                return "", end
            return written, match.end()
    return "", end


def _read_bound(text: str, start: int, text_end: int) -> Bound:
    """The bound by the words before `start` or after `text_end`: "up to", "at least" or "about"; else "exact"."""
    for bound, pattern in _BOUNDS:
        if pattern.search(text, max(0, start - _REACH), start):
            return bound
    return "at least" if _OR_MORE.match(text, text_end) else "exact"
