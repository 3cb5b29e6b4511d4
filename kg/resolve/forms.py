"""Step 1, forms: a node for every mention, and counts of each node's spellings, labels and papers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model.records import Extraction, Paper
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
    """Counts about one node in the corpus. Only `count_forms` adds to them."""

    spellings: dict[str, float] = field(default_factory=lambda: defaultdict(float))  # display text -> weight
    surfaces: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # raw text -> mentions
    labels: dict[Label, float] = field(default_factory=lambda: defaultdict(float))  # summed scores of mentions
    papers: dict[int, int] = field(default_factory=lambda: defaultdict(int))  # position of paper -> mentions
    is_proposed: bool = False  # some paper introduces it

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
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))


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
        text = paper.text
        proposed = {claim.mention for claim in extraction.claims if claim.type == "proposes"}
        for mention, node in zip(extraction.mentions, row, strict=True):
            form = forms.get(node)
            if form is None:
                form = forms[node] = Form()
            form.spellings[surface_form(mention.text).display] += _weigh(text, mention.start, len(paper.title))
            form.surfaces[mention.text] += 1
            form.labels[mention.label] += mention.score
            form.papers[position] += 1
            form.is_proposed |= mention.reference in proposed
    return forms


def _weigh(text: str, start: int, title_end: int) -> float:
    if start < title_end:
        return _IN_TITLE
    return _SENTENCE_START if _SENTENCE_BREAK.search(text[max(0, start - 4) : start]) else _ELSEWHERE


def list_first_papers(papers: Sequence[Paper], positions: Iterable[int]) -> tuple[str, ...]:
    """The ids of the first five papers at these positions, sorted."""
    return tuple(sorted(papers[position].id for position in sorted(positions)[:5]))
