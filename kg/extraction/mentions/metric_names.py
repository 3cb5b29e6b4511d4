"""Standard metrics beside a number where the recogniser found none: "FID 1.19", "63.2 mIoU", "an accuracy of 91%"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.mentions.propagation import remove_overlaps
from kg.model.records import Mention
from kg.vocabulary.metrics import load_name_pattern

ORIGIN = "lexicon"
_SCORE = 0.8  # the precision of such mentions on the held-out part of the training papers

_NAMES = load_name_pattern()
AT_END = re.compile(rf"\s({_NAMES})$")  # at the end of a longer name: "ImageNet FID"
_NUMBER = r"[+~-]?\d[\d,]*(?:\.\d+)?\s?%?"
_BEFORE = re.compile(
    rf"(?<![\w-])({_NAMES})(?![\w-])"
    rf"(?=(?: scores?| values?)?(?: of| from| to| by|:| =|=)?\s?\(?(?:up to |about |only |over )?{_NUMBER})"
)
_AFTER = re.compile(rf"(?<![\w.-])(?<!\d,){_NUMBER} ({_NAMES})(?![\w-])")


# A cost names what it is the cost of: of 300 such names in annotated papers, one leaves the word before it out.
_COST = re.compile(
    r"(?:latency|costs?|time|memory(?: usage| footprint| consumption)?|throughput|speed|budgets?|overhead)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?<![\w-])(?:(?:training|inference|computational|compute|computation|memory|GPU|CPU|pre-?training|fine-?tuning|"
    r"post-training|pre-?fill(?:ing)?|decoding|encoding|generation|sampling|rendering|storage|wall-clock|activation|"
    r"communication|response|execution|annotation|energy|API|token|search|retrieval|serving|deployment|runtime)"
    r"[ -]){1,2}$",
    re.IGNORECASE,
)


def extend_costs(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted, with metrics of cost extended by the words before them: "memory" to "training memory".

    A mention within an extended one is left out.
    """
    extended: list[Mention] = []
    for mention in mentions:
        if mention.label == "METRIC" and _COST.fullmatch(mention.text):
            before = _OF.search(text, max(0, mention.start - 40), mention.start)
            if before:
                inside = len(extended)
                while inside and extended[inside - 1].start >= before.start():
                    inside -= 1
                if not inside or extended[inside - 1].end <= before.start():
                    del extended[inside:]
                    mention = replace(mention, start=before.start(), text=text[before.start() : mention.end])
        extended.append(mention)
    return extended


def add_standard_metrics(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions and the standard metrics beside a number that overlap none of them, sorted and without overlap."""
    ends = [mention.end for mention in mentions]
    added = [
        Mention(start, end, "METRIC", text[start:end], _SCORE, ORIGIN)
        for pattern in (_BEFORE, _AFTER)
        for start, end in (match.span(1) for match in pattern.finditer(text))
        if (nearest := bisect_right(ends, start)) == len(mentions) or end <= mentions[nearest].start
    ]
    return sorted([*mentions, *remove_overlaps(added)], key=lambda mention: mention.start)
