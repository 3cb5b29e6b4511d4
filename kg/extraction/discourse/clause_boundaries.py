"""Where a clause ends within a sentence, so that what is said next may be about something else.

Rules that read the text share the patterns, rules that read tokens (`kg.extraction.results.number_sentences`) share the
word sets. The variants differ because each was measured, or learned from, as it stands; all of them are kept here.
"""

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
# What an opening circumstance ("With 4 steps, ...") does not reach across.
STRONG_BOUNDARY = re.compile(r";\s|\bwhereas\b")

# Tokens are stemmed: "whereas" is "wherea" among them.
BOUNDARY_WORDS = frozenset({";", "while", "wherea", "but"})
BOUNDARY_WORDS_OF_CHANGES = BOUNDARY_WORDS | {":", "although", "though", "despite"}
BOUNDARY_WORDS_OF_PEOPLE = BOUNDARY_WORDS | {":", ",", "("}
# For learned features, whose weights hold for these words: "whereas" is not among them.
PHRASE_BOUNDARY_WORDS = frozenset({",", ";", ":", "(", ")", "and", "while", "with", "but"})

LONGEST_SENTENCE = 1000  # characters; the longest of the 14,403 sentences of the annotated papers has 817


def in_same_clause(text: str, start: int, end: int) -> bool:
    """Whether no clause ends between two offsets of one sentence; it is no longer than any sentence."""
    return end - start <= LONGEST_SENTENCE and CLAUSE_BOUNDARY.search(text, start, end) is None
