"""Agreement between a prediction and the gold: of numbers, of names, and of lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

from kg.evaluation.precision_recall import Count

Item = TypeVar("Item")

SameEntity: TypeAlias = Callable[[str | None, str | None], bool]
"""Whether a predicted and a gold reference, either of which may be None, stand for one entity of the paper."""

_NOT_COUNTED = re.compile(r"[\\\\$~≈,\s]|times(?!10)|percent")
_POWER_OF_TEN = re.compile(r"(\d(?:[\d.]*\d)?)(?:[eE]|[x×·*]10\^?)\{?([-+]?\d+)\}?")
_SIGN_OR_UNIT = re.compile(r"\+|(?<=\d)[x×%]")
_BETWEEN_ENDS = re.compile(r"to|and|[-–—]")
_DECIMAL = re.compile(r"\d*\.?\d+")


def number_key(value: str) -> str:
    """A key that two values share if they are the same number by the rules of the annotation scorer.

    Sign, unit, LaTeX markup and thousands separators do not count; a range has two ends. "+7.64\\%" and "7.64" have
    the same key, and so have "50\\% to 70" and "50-70", "3.2 x 10^-4" and "0.00032".
    """
    bare = _NOT_COUNTED.sub("", value.replace("−", "-").replace("times10", "x10"))
    bare = _SIGN_OR_UNIT.sub("", _POWER_OF_TEN.sub(_write_out, bare))
    ends = filter(None, _BETWEEN_ENDS.split(bare))
    return "-".join(repr(float(end)) if _DECIMAL.fullmatch(end) else end for end in ends)


def spelling_key(text: str) -> str:
    """A key that two spellings share if they differ in case and punctuation alone."""
    return re.sub(r"\W+", " ", text).strip().casefold()


def match(predicted: Sequence[Item], gold: Sequence[Item], are_equal: Callable[[Item, Item], bool]) -> Count:
    """Pair each predicted item with the first gold item that equals it and is still free; count the pairs."""
    free = list(gold)
    for item in predicted:
        place = next((i for i, other in enumerate(free) if are_equal(item, other)), None)
        if place is not None:
            del free[place]
    return Count(len(gold) - len(free), len(predicted), len(gold))


def _write_out(power: re.Match[str]) -> str:
    return f"{float(power[1]) * 10.0 ** int(power[2]):.12f}".rstrip("0").rstrip(".")
