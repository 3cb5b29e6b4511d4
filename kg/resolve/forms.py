"""Step 1, forms: a node for every mention, and counts of each node's spellings, labels and papers."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from kg.model.records import Extraction, Mention, Paper
from kg.model.types import Label, choose_label
from kg.resolve.resolution_graph import Node
from kg.text.normalise import surface_form

# What a mention counts towards the usual spelling: headings and sentence beginnings capitalise.
_IN_TITLE = 0.1
_SENTENCE_START = 0.3
_ELSEWHERE = 1.0
_SENTENCE_BREAK = re.compile(r"(?:^|[.!?:]\s+|\n\s*)$")

_CLEAR_SHARE = 0.8  # of the evidence for a spelling's label: "MATH" is told from "math" only where both are so clear


@dataclass(slots=True)
class Form:
    """Counts about one node in the corpus.

    A corpus has more names than papers, and most of them are mentioned once. So counts are kept as tuples of keys and
    values by turns, which take less than half the memory of dictionaries.
    """

    papers: array[int] = field(default_factory=partial(array, "I"))  # positions of the papers that mention it
    is_proposed: bool = False  # some paper introduces it
    _spellings: tuple[str | float, ...] = ()
    _surfaces: tuple[str | int, ...] = ()
    _labels: tuple[Label | float, ...] = ()

    def count(self, mention: Mention, paper: int, *, weight: float, proposed: bool = False) -> None:
        """Count one mention by the paper at a position; all mentions of a paper come one after the other.

        Args:
            weight: what it counts towards the usual spelling.
            proposed: whether the paper introduces what it mentions.
        """
        surface, display = mention.text, surface_form(mention.text).display
        self._spellings = _add(self._spellings, surface if display == surface else display, weight)
        self._surfaces = _add(self._surfaces, surface, 1)
        self._labels = _add(self._labels, mention.label, mention.score)
        self.is_proposed |= proposed
        if not self.papers or self.papers[-1] != paper:
            self.papers.append(paper)

    @property
    def spellings(self) -> dict[str, float]:
        """Display text -> weight."""
        return _to_dict(self._spellings)

    @property
    def surfaces(self) -> dict[str, int]:
        """Raw text -> mentions."""
        return _to_dict(self._surfaces)

    @property
    def labels(self) -> dict[Label, float]:
        """Label -> summed scores of mentions."""
        return _to_dict(self._labels)

    @property
    def label(self) -> Label:
        """The label with most evidence."""
        return choose_label(self.labels)

    @property
    def mentions(self) -> int:
        """How often the corpus mentions it."""
        return sum(self.surfaces.values())

    @property
    def main_spelling(self) -> str:
        """The spelling with most weight."""
        spellings = self.spellings
        return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _add(counts: tuple[Any, ...], key: str, value: float) -> tuple[Any, ...]:
    """Counts with `value` more for the key."""
    for place in range(0, len(counts), 2):
        if counts[place] == key:
            return (*counts[: place + 1], counts[place + 1] + value, *counts[place + 2 :])
    return (*counts, key, value)


def _to_dict(counts: tuple[Any, ...]) -> dict[Any, Any]:
    return dict(zip(counts[::2], counts[1::2], strict=True))


def find_nodes(extractions: Sequence[Extraction]) -> list[list[Node]]:
    """The node of every mention, paper by paper, before short forms have senses.

    A name in capitals gets a node of its own where the same key in lower case is clearly a thing of another type:
    "MATH" the dataset beside "math" the task.
    """
    capitals: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    words: dict[str, dict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for mention in (mention for extraction in extractions for mention in extraction.mentions):
        if " " not in mention.text:
            votes = words if mention.text.islower() else capitals if is_in_capitals(mention.text) else None
            if votes is not None:
                votes[surface_form(mention.text).key][mention.label] += mention.score
    split = {
        key
        for key in capitals.keys() & words.keys()
        if choose_label(capitals[key]) != choose_label(words[key])
        and _is_clear(capitals[key])
        and _is_clear(words[key])
    }
    node_of: dict[str, Node] = {}
    rows: list[list[Node]] = []
    for extraction in extractions:
        row: list[Node] = []
        for mention in extraction.mentions:
            node = node_of.get(mention.text)
            if node is None:
                key = surface_form(mention.text).key
                node = node_of[mention.text] = Node(key, capitals=key in split and is_in_capitals(mention.text))
            row.append(node)
        rows.append(row)
    return rows


def is_in_capitals(surface: str) -> bool:
    """Whether a surface is written in capitals and has three characters or more."""
    return surface.isupper() and len(surface) > 2


def _is_clear(votes: Mapping[Label, float]) -> bool:
    return max(votes.values()) >= _CLEAR_SHARE * sum(votes.values())


def count_forms(
    papers: Sequence[Paper], extractions: Sequence[Extraction], nodes: Sequence[Sequence[Node]]
) -> dict[Node, Form]:
    """The counts about each node; `nodes` gives the node of every mention, paper by paper."""
    forms: dict[Node, Form] = {}
    for position, (paper, extraction, row) in enumerate(zip(papers, extractions, nodes, strict=True)):
        _count_paper(forms, position, paper, extraction, zip(extraction.mentions, row, strict=True))
    return forms


def count_split_forms(
    forms: Mapping[Node, Form],
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    nodes: Sequence[Sequence[Node]],
    split: Collection[Node],
) -> dict[Node, Form]:
    """The counts about each node after the mentions of some nodes have been divided among the nodes of senses.

    Args:
        forms: the counts before.
        nodes: the node of every mention after it, paper by paper.
        split: the nodes that were divided.
    """
    counted = {node: form for node, form in forms.items() if node not in split}
    for position in sorted({paper for node in split if node in forms for paper in forms[node].papers}):
        extraction = extractions[position]
        pairs = zip(extraction.mentions, nodes[position], strict=True)
        divided = ((mention, node) for mention, node in pairs if node._replace(sense="") in split)
        _count_paper(counted, position, papers[position], extraction, divided)
    return counted


def _count_paper(
    forms: dict[Node, Form], position: int, paper: Paper, extraction: Extraction, named: Iterable[tuple[Mention, Node]]
) -> None:
    """Add some mentions of one paper, given with their nodes, to the counts."""
    text, title_end = paper.text, len(paper.title)
    proposed = {claim.mention for claim in extraction.claims if claim.type == "proposes"}
    for mention, node in named:
        form = forms.get(node)
        if form is None:
            form = forms[node] = Form()
        weight = _weigh(text, mention.start, title_end)
        form.count(mention, position, weight=weight, proposed=mention.reference in proposed)


def _weigh(text: str, start: int, title_end: int) -> float:
    if start < title_end:
        return _IN_TITLE
    return _SENTENCE_START if _SENTENCE_BREAK.search(text[max(0, start - 4) : start]) else _ELSEWHERE


def list_first_papers(ids: Sequence[str], positions: Iterable[int]) -> tuple[str, ...]:
    """The ids of the first five papers at these positions, sorted."""
    return tuple(sorted(ids[position] for position in sorted(positions)[:5]))
