"""Which way of a metric is better: a table of well-known metrics, and words that tell it of the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from kg.text.normalise import normalise

_LOWER = re.compile(
    r"error|loss|perplexity|\bppl\b|\bfid\b|\bfvd\b|\bwer\b|\bcer\b|latency|time|memory|cost|flops|"
    r"hours|consumption|lpips|rmse|\bmae\b|\bmse\b",
    re.IGNORECASE,
)
_HIGHER = re.compile(
    r"accuracy|\bf1\b|bleu|rouge|\bmap\b|\bmiou\b|\biou\b|\bauc|\bauroc|score|win rate|throughput|speed|"
    r"success|performance|quality|pass@|recall|precision|psnr|ssim",
    re.IGNORECASE,
)


@cache
def known() -> Mapping[str, bool]:
    """Whether higher is better, by merge key of the metric's name; read once a process."""
    text = resources.files("kg.vocabulary").joinpath("metrics.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return MappingProxyType({normalise(name): direction == "higher" for name, direction, _ in rows})


def higher_is_better(name: str) -> bool | None:
    """Whether a higher value is better; None where neither the table nor a word of the name tells it."""
    higher = known().get(normalise(name))
    if higher is not None:
        return higher
    if _LOWER.search(name):
        return False
    return True if _HIGHER.search(name) else None
