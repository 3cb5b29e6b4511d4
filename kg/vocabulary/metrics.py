"""Well-known metrics: which direction is better, and how they are written beside a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.text.normalise import normalise
from kg.vocabulary.tsv import read_table

# Words of a name that tell the direction where the table does not have the metric.
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
def load_directions() -> Mapping[str, bool]:
    """Whether higher is better, by merge key of the metric's name; read once a process."""
    rows = read_table("metrics.tsv", "name", "better")
    return MappingProxyType({normalise(name): better == "higher" for name, better in rows})


def higher_is_better(name: str) -> bool | None:
    """Whether a higher value is better; None if neither the table nor a word of the name says so."""
    higher = load_directions().get(normalise(name))
    if higher is not None:
        return higher
    if _LOWER.search(name):
        return False
    return True if _HIGHER.search(name) else None


@cache
def load_name_pattern() -> str:
    """A regular expression, without a group, for names that mean a metric if a number stands beside them.

    Match it up to the end of a word: "MAP" also begins "MAPE".
    """
    return "|".join(pattern for pattern, _ in read_table("metric_patterns.tsv", "pattern", "example"))
