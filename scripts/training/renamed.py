"""Annotated papers with other names in place of some of theirs, so that a model learns sentences and not names.

Every mention of one spelling gets the same name, one that some paper uses for a thing of the same label and that is
written alike (Dai and Adel, 2020, An Analysis of Simple Data Augmentation for Named Entity Recognition: mention
replacement). A spelling that is part of another one of its paper stays, so that "Foo" and "Foo-7B" stay akin; so do
metrics, which their numbers and units belong to.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.extraction.document import Document
from kg.extraction.mentions.encoder.word_pieces import classify_shape
from kg.extraction.segmentation.sentence_boundaries import sentence_spans
from kg.model.records import Mention
from kg.model.types import Label
from scripts.training.papers import GoldPaper

_SHARE = 0.3  # of the spellings that may be renamed
_KEPT: tuple[Label, ...] = ("METRIC",)

Style = tuple[Label, str, bool]  # label, shape, whether of several words
Names = Mapping[Style, Sequence[str]]


def list_names(papers: Iterable[GoldPaper]) -> dict[Style, list[str]]:
    """All spellings of mentions by how they are written, sorted."""
    found: dict[Style, set[str]] = {}
    for paper in papers:
        for mention in paper.document.mentions:
            found.setdefault(_style(mention), set()).add(mention.text)
    return {style: sorted(names) for style, names in found.items()}


class Renamed(NamedTuple):
    """A paper with its annotation, and the same paper with what an extractor read in it."""

    annotated: GoldPaper
    read: GoldPaper


@dataclass(frozen=True, slots=True)
class Renaming:
    """What replaces which stretches of a text; stretches in order, none of which overlap."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    names: tuple[str, ...]

    def apply(self, text: str) -> str:
        """The text with the new names."""
        return "".join(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[str]:
        last = 0
        for start, end, name in zip(self.starts, self.ends, self.names, strict=True):
            yield text[last:start]
            yield name
            last = end
        yield text[last:]

    def move(self, at: int) -> int | None:
        """Where an offset is in the new text; None where it lies within what was replaced."""
        before = bisect_right(self.starts, at - 1)  # stretches that start left of it
        if before and at < self.ends[before - 1]:
            return None
        return at + sum(len(self.names[i]) - (self.ends[i] - self.starts[i]) for i in range(before))

    def rename(self, paper: GoldPaper) -> GoldPaper:
        """The paper, annotated or read by an extractor, in the new text; mentions that are cut through are left out."""
        text = self.apply(paper.document.text)
        mentions, names = [], []
        for mention, name in zip(paper.document.mentions, paper.names, strict=True):
            start, end = self.move(mention.start), self.move(mention.end)
            if start is not None and end is not None:
                mentions.append(replace(mention, start=start, end=end, text=text[start:end]))
                names.append(name)
        document = Document(text, sentence_spans(text), tuple(mentions))
        return replace(paper, document=document, names=tuple(names))


def draw_renaming(paper: GoldPaper, names: Names, chance: random.Random) -> Renaming:
    """A renaming of some of the names of an annotated paper."""
    spellings = {mention.text: mention for mention in paper.document.mentions}
    folded = [spelling.casefold() for spelling in spellings]
    chosen: dict[str, str] = {}
    for spelling, mention in spellings.items():
        alone = sum(spelling.casefold() in other or other in spelling.casefold() for other in folded) == 1
        if alone and mention.label not in _KEPT and chance.random() < _SHARE:
            chosen[spelling] = chance.choice(names[_style(mention)])
    replaced = [mention for mention in paper.document.mentions if mention.text in chosen]
    return Renaming(
        tuple(mention.start for mention in replaced),
        tuple(mention.end for mention in replaced),
        tuple(chosen[mention.text] for mention in replaced),
    )


def rename(paper: GoldPaper, read: GoldPaper, names: Names, chance: random.Random) -> Renamed | None:
    """An annotated paper, and what an extractor read in it, with some names replaced; conditions say the new names.

    None where nothing was replaced, or where a condition can no longer be found.
    """
    renaming = draw_renaming(paper, names, chance)
    if not renaming.names:
        return None
    text = paper.document.text
    renamed = renaming.rename(paper)
    stretches = zip(renaming.starts, renaming.ends, renaming.names, strict=True)
    new_names = {text[start:end]: name for start, end, name in stretches}
    longest_first = sorted(new_names, key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first))

    def put(phrase: str) -> str:
        return pattern.sub(lambda found: new_names[found[0]], phrase)

    results = tuple(replace(result, conditions=tuple(map(put, result.conditions))) for result in paper.results)
    for old, new in zip(paper.results, results, strict=True):
        for before, after in zip(old.conditions, new.conditions, strict=True):
            if before in text and after not in renamed.document.text:
                return None
    comparisons = tuple(replace(row, text=put(row.text)) for row in paper.comparisons)
    return Renamed(replace(renamed, results=results, comparisons=comparisons), renaming.rename(read))


def _style(mention: Mention) -> Style:
    return mention.label, classify_shape(mention.text), " " in mention.text
