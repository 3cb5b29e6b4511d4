"""The surface forms of a corpus: every mention with its merge key, and what is counted of each key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.records import Extraction, Paper
from kg.model.types import LABELS, Label
from kg.text.display import display
from kg.text.normalise import normalise

# How much a spelling counts towards the usual one: headings and sentence beginnings capitalise.
_IN_TITLE = 0.1
_SENTENCE_START = 0.3
_OPENS = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")

NAME_MARK = "\x1fname"  # after the key of a spelling in capitals where the same key is a word of another type too

_SPLIT_SHARE = 0.8  # of the mentions of a spelling that carry its main label


@dataclass(slots=True)
class Form:
    """What the corpus says about one key. Only `forms` adds to it."""

    spellings: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # display text -> weight
    surfaces: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # raw text -> mentions
    labels: dict[Label, float] = field(default_factory=lambda: defaultdict(float))  # summed scores
    papers: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # position of paper -> mentions

    @property
    def label(self) -> Label:
        """The label with most evidence."""
        return main_label(self.labels)


def main_label(votes: Mapping[Label, float]) -> Label:
    """The label with most evidence; ties by the fixed order of labels."""
    return max(LABELS, key=lambda label: (round(votes.get(label, 0.0), 6), -LABELS.index(label)))


def shown(surface: str) -> str:
    """A surface as a reader sees it, on one line."""
    return " ".join(display(surface).text.split())


def keys_of(extractions: Sequence[Extraction]) -> list[list[str]]:
    """The key of every mention, by paper; "MATH" gets its own where "math" is another thing."""
    keys = [[key_of(mention.text) for mention in extraction.mentions] for extraction in extractions]
    names: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    words: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for extraction, row in zip(extractions, keys, strict=True):
        for mention, key in zip(extraction.mentions, row, strict=True):
            if " " not in mention.text:
                side = words if mention.text.islower() else names if all_capitals(mention.text) else None
                if side is not None:
                    side[key][mention.label] += mention.score
    apart = {
        key
        for key in names.keys() & words.keys()
        if main_label(names[key]) != main_label(words[key]) and _clear(names[key]) and _clear(words[key])
    }
    for extraction, row in zip(extractions, keys, strict=True):
        for i, mention in enumerate(extraction.mentions):
            if row[i] in apart and all_capitals(mention.text):
                row[i] += NAME_MARK
    return keys


def key_of(surface: str) -> str:
    """The merge key of a surface; the surface itself where nothing but signs is left of it."""
    return normalise(surface) or surface.casefold()


def all_capitals(surface: str) -> bool:
    """Whether a surface is a name in capitals, of three letters or more."""
    return surface.isupper() and len(surface) > 2


def _clear(votes: Mapping[Label, float]) -> bool:
    return max(votes.values()) >= _SPLIT_SHARE * sum(votes.values())


def forms(
    papers: Sequence[Paper], extractions: Sequence[Extraction], nodes: Sequence[Sequence[str]]
) -> dict[str, Form]:
    """What is counted of each node, where `nodes` gives one for every mention."""
    found: dict[str, Form] = {}
    for position, (paper, extraction, row) in enumerate(zip(papers, extractions, nodes, strict=True)):
        text = paper.text
        for mention, node in zip(extraction.mentions, row, strict=True):
            form = found.get(node)
            if form is None:
                form = found[node] = Form()
            form.spellings[shown(mention.text)] += _weight(text, mention.start, len(paper.title))
            form.surfaces[mention.text] += 1
            form.labels[mention.label] += mention.score
            form.papers[position] += 1
    return found


def _weight(text: str, start: int, title_end: int) -> float:
    if start < title_end:
        return _IN_TITLE
    return _SENTENCE_START if _OPENS.search(text[max(0, start - 4) : start]) else 1.0


def paper_ids(papers: Sequence[Paper], positions: Iterator[int] | Sequence[int]) -> tuple[str, ...]:
    """Up to five ids of the papers at these positions, sorted."""
    return tuple(sorted(papers[position].id for position in sorted(positions)[:5]))
