"""Standard metrics beside a number: "FID 1.19", "63.2 mIoU", "an accuracy of 91%", where the recogniser saw none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.mentions.propagation import without_overlap
from kg.model.records import Mention
from kg.vocabulary.metrics import load_name_pattern

ORIGIN = "lexicon"
_SCORE = 0.8  # the share of such mentions that are right, on the held-out part of the training papers

_NAMES = load_name_pattern()
LAST = re.compile(rf"\s({_NAMES})$")  # at the end of a longer name: "ImageNet FID"
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


def whole(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted, with costs by their whole names; a word that such a name takes in is no mention itself."""
    made: list[Mention] = []
    for mention in mentions:
        if mention.label == "METRIC" and _COST.fullmatch(mention.text):
            before = _OF.search(text, max(0, mention.start - 40), mention.start)
            if before:
                inside = len(made)
                while inside and made[inside - 1].start >= before.start():
                    inside -= 1
                if not inside or made[inside - 1].end <= before.start():
                    del made[inside:]
                    mention = replace(mention, start=before.start(), text=text[before.start() : mention.end])
        made.append(mention)
    return made


def complete(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, sorted and without overlap, with the metrics beside a number that overlap none of them."""
    ends = [mention.end for mention in mentions]
    added = [
        Mention(start, end, "METRIC", text[start:end], _SCORE, ORIGIN)
        for pattern in (_BEFORE, _AFTER)
        for start, end in (match.span(1) for match in pattern.finditer(text))
        if (nearest := bisect_right(ends, start)) == len(mentions) or end <= mentions[nearest].start
    ]
    return sorted([*mentions, *without_overlap(added)], key=lambda mention: mention.start)
