"""Whether two ways to write a number are one, as the annotation scorer has it."""

from __future__ import annotations

import re

_NO_PART = re.compile(r"[\\\\$~≈,\s]|times(?!10)|percent")
_POWER_OF_TEN = re.compile(r"(\d(?:[\d.]*\d)?)(?:[eE]|[x×·*]10\^?)\{?([-+]?\d+)\}?")
_SIGN_OR_UNIT = re.compile(r"\+|(?<=\d)[x×%]")
_BETWEEN_ENDS = re.compile(r"to|and|[-–—]")
_DECIMAL = re.compile(r"\d*\.?\d+")


def number(value: str) -> str:
    """A key that is equal for equal numbers: sign, unit, markup and grouping do not count, a range has two ends.

    "+7.64\\%" and "7.64" have one, "50\\% to 70" and "50-70", "3.2 x 10^-4" and "0.00032".
    """
    bare = _NO_PART.sub("", value.replace("−", "-").replace("times10", "x10"))
    bare = _SIGN_OR_UNIT.sub("", _POWER_OF_TEN.sub(_written_out, bare))
    ends = filter(None, _BETWEEN_ENDS.split(bare))
    return "-".join(repr(float(end)) if _DECIMAL.fullmatch(end) else end for end in ends)


def _written_out(found: re.Match[str]) -> str:
    return f"{float(found[1]) * 10.0 ** int(found[2]):.12f}".rstrip("0").rstrip(".")
