"""Where a clause ends within a sentence, so that what is said next may be about something else."""

from __future__ import annotations

import re

# "While using less" goes on about the same subject, "while BERT uses more" is about another.
CLAUSE_BOUNDARY = re.compile(
    r"[;:]\s|\bwhereas\b|\bbut\b|\bwhile\s(?!(?:(?:also|still|simultaneously|only|even|at\sthe\ssame\stime)\s)?[\w-]+ing\b)"
    r"|\b(?:although|though)\b",
    re.IGNORECASE,
)
# Any conjunction of contrast: for the words that tell who wins a comparison, which "while using less" would mislead.
ANY_CLAUSE_BOUNDARY = re.compile(r"[;:]\s|\bwhile\b|\bwhereas\b|\bbut\b|\balthough\b|\bthough\b", re.IGNORECASE)

_LONGEST = 1000  # characters; the longest of the 14,403 sentences of the annotated papers has 817


def in_same_clause(text: str, start: int, end: int) -> bool:
    """Whether no clause ends between two offsets of one sentence; a clause has at most `_LONGEST` characters."""
    return end - start <= _LONGEST and CLAUSE_BOUNDARY.search(text, start, end) is None
