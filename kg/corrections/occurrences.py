"""Finds the occurrences of a name or a number in a text that are no part of a longer one."""

from __future__ import annotations

import re
from collections.abc import Iterator


def find_standalone_spans(text: str, written: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of `written` within `text[start:end]`, never as a part of a longer word or number.

    "GPT-4" does not occur in "GPT-4o" or "GPT-4.5", nor "95.2" in "195.2".
    """
    before = r"(?<!\w)(?<!\d[.,])" if written[0].isalnum() else ""
    after = r"(?!\w)(?![.,]\d)" if written[-1].isalnum() else ""
    pattern = re.compile(before + re.escape(written) + after)
    for match in pattern.finditer(text, start):  # the text before `start` and after `end` counts as the context
        if match.end() > end:
            return
        yield match.span()
