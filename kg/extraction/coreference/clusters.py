"""Coreference clusters: the mentions of one paper that name one entity, by that paper's text alone.

Resolution links mentions over the whole corpus. The rules of extraction need clusters within a paper before that, so
that an entity with a long and a short name is weighed once, with all evidence for it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kg.extraction.coreference.abbreviations import find_pairs
from kg.extraction.document import Document, MentionIndex

_FIRST_GAP = re.compile(r"[-\s]")
_DROPPED = re.compile(r"[\W_]+")
_BETWEEN = re.compile(r"\s*[\"'”’~]?\s*[(\[]\s*(?:or |aka |termed |dubbed |called |i\.e\.,? )?[\"'“‘]?")


@lru_cache(maxsize=2048)  # several rules ask about each name of one paper
def make_name_key(surface: str) -> str:
    """The letters and digits of a name in lower case, without a plural's "s": equal for spellings of one name."""
    folded = _DROPPED.sub("", surface).casefold()
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


def get_name_prefix(name: str) -> str:
    """The part of a name before its first hyphen or space, in lower case: "hp" of HP-Edit and HP-Scorer."""
    return _FIRST_GAP.split(name, maxsplit=1)[0].casefold()


@lru_cache(maxsize=2)  # three rules ask about one paper in turn
def cluster_mentions(document: Document) -> tuple[tuple[MentionIndex, ...], ...]:
    """The clusters in order of first mention, each as the ascending indices of its mentions.

    Two mentions are in one cluster when their names have one key, when the text defines one as the short form of the
    other, or when one follows the other in brackets ("Mixture of Scales (BinaryMoS)").
    """
    mentions, text = document.mentions, document.text
    keys = [make_name_key(mention.text) or mention.text for mention in mentions]
    parent = {name: name for name in keys}

    def root(name: str) -> str:
        while parent[name] != name:
            name = parent[name]
        return name

    def join(name: str, other: str) -> None:
        first, second = root(name), root(other)
        parent[max(first, second)] = min(first, second)

    for pair in find_pairs(text, document.sentences):
        short, long = (make_name_key(text[slice(*span)]) for span in pair)
        if short in parent and long in parent:
            join(short, long)
    for i in range(len(mentions) - 1):
        before, after = mentions[i], mentions[i + 1]
        if before.label != after.label or before.label == "TASK":
            continue
        gap = text[before.end : after.start]
        if (
            len(gap) < 12
            and _BETWEEN.fullmatch(gap)
            and text[after.end : after.end + 2].lstrip("\"'”’")[:1] in (")", "]", ",", ";")
            and " " not in after.text
            and _looks_like_name(after.text)
        ):
            join(keys[i], keys[i + 1])
    members: dict[str, list[MentionIndex]] = {}
    for i, name in enumerate(keys):
        members.setdefault(root(name), []).append(MentionIndex(i))
    return tuple(map(tuple, members.values()))


def _looks_like_name(word: str) -> bool:
    return any(c.isupper() for c in word[1:]) or any(c.isdigit() for c in word)


def list_spellings(document: Document, members: Sequence[MentionIndex]) -> list[str]:
    """The distinct spellings of a cluster, in order of first mention; `members` are its mentions."""
    return list(dict.fromkeys(document.mentions[i].text for i in members))
