"""The resolution graph: its nodes are names, its edges are the reasons why two names are one entity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args


class Node(NamedTuple):
    """A name of the corpus. Short forms with several senses have a node for each of them."""

    key: str  # merge key (`kg.text.normalise`)
    sense: str = ""  # sense key of a short form that the corpus uses in several senses, else empty
    capitals: bool = False  # a spelling in capitals whose key is a word of another type too: "MATH" beside "math"

    @property
    def lexicon_key(self) -> str:
        """The key to look the name up by in the lexicon; empty, which it does not have, where the key is ambiguous."""
        return "" if self.sense or self.capitals else self.key


Reason = Literal["correction", "abbreviation", "known alias", "wording", "typo"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""The reasons of links, from the strongest to the weakest."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge: two names that are one entity, and why."""

    source: Node
    target: Node
    reason: Reason
    detail: str  # a sentence for people
    papers: tuple[int, ...] = ()  # positions of the papers that show it; empty for all papers that have the source

    @property
    def rank(self) -> tuple[int, int, Node, Node]:
        """Sorts links: the strongest reason first, then the most papers."""
        return REASONS.index(self.reason), -len(self.papers), self.source, self.target
