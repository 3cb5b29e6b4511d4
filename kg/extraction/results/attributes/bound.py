"""Bound: whether a number is exact, a maximum, a minimum or approximate, by the words before it or before its list.

The words right beside a number ("up to") are read with it, in `kg.extraction.results.quantity`; this module reads the
rest of the sentence, which may change that.
"""

from __future__ import annotations

import re

from kg.extraction.results.quantity import Quantity
from kg.model.results import Bound

# What may stand between two numbers of one list: a few words and "and", a comma or a slash, not a new "by" or verb.
_LISTED = re.compile(r"[^;:,]{0,60}?(?:,\s?(?:and\s)?|\sand\s|\s?/\s?)(?:an?\s)?$")
_ANEW = re.compile(
    r"\b(?:by|with|while|from|to|(?:achiev|improv|reduc|increas|decreas)(?:e[sd]?|ing)|(?:reach|outperform)(?:e?s|ed|ing)?|is|are|only|just)\b",
    re.IGNORECASE,
)
_MEAN = re.compile(
    r"\S{0,8}\s(?:on\saverage|(?:in|on)\s(?:the\s)?(?:[\w-]+\s)?(?:mean|average|median)\b|mean\b|average\b|median\b)"
)
_NONE_ABOVE = re.compile(
    r"\b(?:no|none|never|not|neither|nor|cannot|n't)\b[^.;,]{0,40}\b(?:exceed\w*|surpass\w*|above|over|beyond|more\sthan|higher\sthan)"
    r"\s(?:an?\s)?$",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:over|above|beyond|exceed\w*|surpass\w*|than)\sthe\s$", re.IGNORECASE)
_RISES_OVER = re.compile(r"\b(?:over|more\sthan|above)\s")
_REACH = 60


def read_bound(text: str, quantity: Quantity, previous: Quantity | None, previous_bound: Bound) -> Bound:
    """The bound of a number, given the reported number before it in its sentence and that one's bound."""
    before = text[max(0, quantity.start - _REACH) : quantity.start]
    if _NONE_ABOVE.search(before):
        return "up to"  # "no model exceeds 75%"
    if quantity.bound == "at least" and _COMPARED.search(before):
        return "exact"  # "above the 25% baseline": the article makes it a known number
    if quantity.bound == "exact" and quantity.low is not None and _RISES_OVER.search(quantity.value):
        return "at least"  # "6x to over 300x"
    if (
        quantity.bound == "exact"
        and previous is not None
        and previous_bound == "up to"
        and previous.unit == quantity.unit
    ):
        between = text[previous.text_end : quantity.start]
        if _LISTED.fullmatch(between) and not _ANEW.search(between) and not _MEAN.match(text, quantity.text_end):
            return "up to"  # "up to 4% and 9%": a mean is no maximum
    return quantity.bound
