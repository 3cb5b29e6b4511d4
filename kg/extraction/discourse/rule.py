"""A rule that reads the text: a pattern, the statement that a match makes, an example, and a close miss.

Rules are data. Those of `discourse` and `relations` are in tables, `RULES`, beside the code that reads them. The tests
run example and close miss of each, and `docs/rules/` shows them with the share that was right on annotated papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Place = Literal["text", "before", "after", "between"]
"""What a pattern is matched against: a clause or sentence; the text before, or after, a name or cue; that between two
names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One pattern. In its two texts "[METHOD LoRA]" is a mention and "[CUE than]" the cue in question."""

    name: str
    says: str  # what a match means
    pattern: re.Pattern[str]
    example: str  # a text in which it matches and is right
    no_op: str  # a text in which it must not match
    why: str  # why it must not
    reads: Place = "text"


def compile_words(words: str) -> re.Pattern[str]:
    """A pattern that matches one of the words, an alternation, whole and in any case; hyphens are parts of words."""
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def combine(rules: Iterable[Rule]) -> re.Pattern[str]:
    """One pattern of several rules that read texts: it matches, where a word begins, as the first rule that does.

    It is for texts in lower case (`to_lower`), which are searched twice as fast as those in any case. The match's
    `lastgroup` is the name of that rule, with underscores for spaces.
    """
    groups = (f"(?P<{rule.name.replace(' ', '_')}>{rule.pattern.pattern})" for rule in rules)
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})")  # within words, nothing more is tried


@lru_cache(maxsize=2)  # rules read one paper sentence by sentence
def to_lower(text: str) -> str:
    """The text in lower case with all characters in their places: one whose lower case is two of them stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
