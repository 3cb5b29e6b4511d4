"""The other arm of a comparison: what is said of the things that a number's subject is compared with."""

from __future__ import annotations

import re

_RIVALS = re.compile(
    r"\b(?:compar(?:ed|ing)\s(?:to|with|against)|in\s(?:comparison|contrast)\s(?:to|with)|relative\sto|than|versus|vs\.?"
    r"|against|(?:surpass|outperform|exceed|beat)(?:ing|e?s|ed)?)\s(?:[\w-]+\s){0,4}?"
    r"(?:models?|methods?|baselines?|ones|counterparts?|approach(?:es)?|systems?|LLMs|those|networks?|algorithms?)\s"
    r"(?:(?:that|which)\s(?:are|were|is|was|have\sbeen|has\sbeen)\s)?$",
    re.IGNORECASE,
)
_HOW_MADE = re.compile(r"(?:pre-?|fine-?)?(?:trained|tuned|learned|distilled|optimi[sz]ed|adapted)\b", re.IGNORECASE)
_REACH = 90  # characters before a span in which the comparison is looked for


def describes_rivals(text: str, start: int, end: int) -> bool:
    """Tell whether a span says how the rivals of a comparison were made: "than models **trained on labels alone**".

    On claims-train.jsonl 2 of 3,570 annotated conditions are such a span, both of numbers that the rivals reach.
    """
    return (
        _HOW_MADE.match(text, start, end) is not None
        and _RIVALS.search(text, max(0, start - _REACH), start) is not None
    )
