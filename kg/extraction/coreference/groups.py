"""Mentions of one paper that name one thing, told from the paper's own text alone.

Resolution decides identity over the corpus; the rules here need it within a paper, before that, so that a thing with a
long and a short name is weighed once, with all the evidence for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.extraction.coreference import abbreviations
from kg.extraction.document import Document

_DROPPED = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"\s*[\"'”’~]?\s*[(\[]\s*(?:or |aka |termed |dubbed |called |i\.e\.,? )?[\"'“‘]?")


def key(surface: str) -> str:
    """What the spellings of one name have in common: letters and digits in one case, without a plural's "s"."""
    folded = _DROPPED.sub("", surface).casefold()
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


def stem(name: str) -> str:
    """What the names of one family share: "HP" of HP-Edit and HP-Scorer."""
    return re.split(r"[-\s]", name, maxsplit=1)[0].casefold()


@lru_cache(maxsize=2)  # three rules ask about one paper in turn
def group(document: Document) -> tuple[tuple[int, ...], ...]:
    """Positions of the mentions of each thing, things in order of first mention, positions in order.

    Two mentions are of one thing when their names are spelled alike, when the text defines one as the short form of the
    other, or when one follows the other in brackets ("Mixture of Scales (BinaryMoS)").
    """
    mentions, text = document.mentions, document.text
    keys = [key(mention.text) or mention.text for mention in mentions]
    parent = {name: name for name in keys}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    def join(one: str, other: str) -> None:
        first, second = root(one), root(other)
        parent[max(first, second)] = min(first, second)

    for pair in abbreviations.find(text, document.sentences):
        short, long = (key(text[slice(*span)]) for span in pair)
        if short in parent and long in parent:
            join(short, long)
    for i in range(len(mentions) - 1):
        before, after = mentions[i], mentions[i + 1]
        if before.label != after.label or before.label not in ("METHOD", "MODEL", "DATASET", "METRIC"):
            continue
        gap = text[before.end : after.start]
        if (
            len(gap) < 12
            and _BETWEEN.fullmatch(gap)
            and text[after.end : after.end + 2].lstrip("\"'”’")[:1] in (")", "]", ",", ";")
            and " " not in after.text
            and _looks_named(after.text)
        ):
            join(keys[i], keys[i + 1])
    members: dict[str, list[int]] = {}
    for i, name in enumerate(keys):
        members.setdefault(root(name), []).append(i)
    return tuple(map(tuple, members.values()))


def _looks_named(word: str) -> bool:
    return any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word)


def names(document: Document, members: Sequence[int]) -> list[str]:
    """The distinct spellings in a group, in order of first mention."""
    return list(dict.fromkeys(document.mentions[i].text for i in members))
