"""Parses numbers as texts write them ("1,024", "2.1×10^{-3}") into plain decimals."""

from __future__ import annotations

import re
from decimal import Decimal

THIN_SPACES = "\u00a0\u2009\u202f"  # no-break, thin and narrow no-break space: between groups of three digits

_MINUS = "[-−–]"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
_ASCII = str.maketrans(_SUPERSCRIPTS, "0123456789+-")
_PLAIN = rf"(?:[0-9]{{1,3}}(?:(?:,[0-9]{{3}})+|(?:[{THIN_SPACES}][0-9]{{3}})+)(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_TIMES = r"\s?(?:[x×·*]|\\?times|\\cdot)\s?"
# "10^-4", "10^{-4}", "10⁻⁴", and "10-4" where a factor stands before it: there the raising was lost.
_TEN_TO = (
    rf"10(?:\s?\^\s?(?:\{{\s?(?:\+|{_MINUS})?[0-9]{{1,3}}\s?\}}|(?:\+|{_MINUS})?[0-9]{{1,3}})|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})"
)
_LOST = rf"10{_MINUS}[0-9]{{1,2}}"
_SCIENTIFIC = rf"(?:{_PLAIN})(?:[eE](?:\+|{_MINUS})?[0-9]{{1,3}}|{_TIMES}(?:{_TEN_TO}|{_LOST}))|{_TEN_TO}"
NUMERAL = rf"(?:(?:{_SCIENTIFIC})(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])(?!\.[0-9])|{_PLAIN})"
"""A pattern without groups: a number with or without thousands separators, or in scientific notation; no sign."""

SPREAD_SIGN = rf"\s?(?:±|\+/?{_MINUS}|\\pm)\s?"
"""A pattern without groups for the sign between a number and its spread."""

_PARTS = re.compile(
    rf"(?P<sign>\+|{_MINUS})?(?:(?P<factor>{_PLAIN}|[0-9]{{1,3}}(?: [0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+\.)"
    rf"(?:[eE](?P<e>(?:\+|{_MINUS})?[0-9]{{1,3}})|{_TIMES}10(?P<ten>\S.*|\s?\^.*))?|10(?P<alone>\s?\^.*|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))"
)
_EXPONENT = re.compile(rf"(?:\+|({_MINUS}))?([0-9]{{1,3}})")
_SEPARATORS = re.compile(rf"[, {THIN_SPACES}]")
_LARGEST_EXPONENT = 30  # beyond it a number written out is no longer one that anyone reads


def to_plain_decimal(text: str) -> str | None:
    """The plain decimal of a number as written; None where the text is not one number, or its exponent is over 30.

    "+7.64" -> "7.64", "1,024" and "1 024" -> "1024", "2.1×10^{-3}" -> "0.0021"; a typographic minus becomes a hyphen,
    and digits after the point are kept. "13-25", "1/3" and "0,5" -> None.
    """
    parts = _PARTS.fullmatch(text.strip())
    if parts is None:
        return None
    exponent = _parse_exponent(parts["e"] or parts["ten"] or parts["alone"])
    if exponent is None:
        return None
    number = Decimal(f"{_SEPARATORS.sub('', parts['factor'] or '1')}E{exponent}")
    if number and abs(number.adjusted()) > _LARGEST_EXPONENT:
        return None
    return ("-" if parts["sign"] not in (None, "+") and number else "") + format(number, "f")


def _parse_exponent(written: str | None) -> int | None:
    """The exponent of a power of ten as a number; 0 for None; None where the text is no exponent."""
    if written is None:
        return 0
    bare = written.translate(_ASCII).replace(" ", "").removeprefix("^").strip("{}")
    found = _EXPONENT.fullmatch(bare)
    if found is None:
        return None
    return -int(found[2]) if found[1] else int(found[2])
