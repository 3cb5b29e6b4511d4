"""A rule that reads the text: a pattern, what it says where it matches, a text in which it says that, and a close miss.

Rules are data. Those of `discourse` and `relations` stand in tables, `RULES`, beside what reads them; the tests run the
two texts of each, and `docs/rules/` shows them with the share that was right on annotated papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Place = Literal["text", "before", "after", "between"]
"""What a pattern reads: a clause or sentence; what stands before, or after, a name or a cue, up to it; what stands
between two names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern. In its two texts "[METHOD LoRA]" is a mention and "[CUE than]" the cue that is asked about."""

    name: str
    says: str  # what a match means
    pattern: re.Pattern[str]
    example: str  # a text in which it matches and is right
    no_op: str  # a text in which it must not match
    why: str  # why it must not
    reads: Place = "text"


def compile_words(words: str) -> re.Pattern[str]:
    """An alternation of words as a pattern that matches whole words in any case; a hyphen goes on with a word."""
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def combine(rules: Iterable[Rule]) -> re.Pattern[str]:
    """A pattern that matches where a word begins and one of some rules that read texts does, as the first of them does.

    The match's `lastgroup` is the name of that rule, with underscores for spaces.
    """
    groups = (f"(?P<{rule.name.replace(' ', '_')}>{rule.pattern.pattern})" for rule in rules)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})", re.IGNORECASE)  # within words, nothing more is tried
