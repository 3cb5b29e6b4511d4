"""Where one clause of a sentence ends and what is said next is of something else."""

from __future__ import annotations

import re

# "While using less" goes on about the same subject, "while BERT uses more" is of another.
BREAK = re.compile(
    r"[;:]\s|\bwhereas\b|\bbut\b|\bwhile\s(?!(?:(?:also|still|simultaneously|only|even|at\sthe\ssame\stime)\s)?[\w-]+ing\b)"
    r"|\b(?:although|though)\b",
    re.IGNORECASE,
)
_LONGEST = 1000  # characters; the longest of the 14,403 sentences of the annotated papers has 817


def same_clause(text: str, low: int, high: int) -> bool:
    """Whether no clause ends between two offsets of one sentence; none goes on for so long as `_LONGEST`."""
    return high - low <= _LONGEST and BREAK.search(text, low, high) is None
