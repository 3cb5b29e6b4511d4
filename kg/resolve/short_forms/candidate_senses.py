"""The senses of one short form that a paper may mean: by the long forms, the label and the other names that it has.

A name that many papers introduce has a sense for each of them, and each paper that uses the name is held against all.
So what depends on the label alone is found once a label, and a paper is compared with those senses alone with which it
shares a name (an inverted index: Manning, Raghavan and Schuetze, Introduction to Information Retrieval, chapter 1).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kg.model.types import Label
from kg.resolve.forms import Form
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.senses import Sense
from kg.resolve.word_forms import labels_agree

_CLOSER = 1.5  # times the next sense's overlap of contexts


class Fitting:
    """The senses that fit a label, the one of the greatest prior weight first."""

    def __init__(self, senses: Iterable[Sense]) -> None:
        self.ranked = sorted(senses, key=lambda sense: (-sense.weight, sense.key))
        self.by_key = {sense.key: sense for sense in self.ranked}
        self.papers = sum(len(sense.papers) for sense in self.ranked)  # that define the short form as one of them


class CandidateSenses:
    """All senses of one short form, which do not change any more."""

    def __init__(self, senses: Sequence[Sense]) -> None:
        self.every = Fitting(senses)
        self._senses = senses
        self._spelled: dict[Node, list[Sense]] = defaultdict(list)  # long form -> senses
        for sense in senses:
            for long in sense.long_nodes:
                self._spelled[long].append(sense)
        self._fitting: dict[Label, Fitting] = {}

    def find_spelled(self, context: frozenset[Node]) -> list[Sense]:
        """The senses of which a paper with these names writes a long form."""
        found = {sense.key: sense for node in context & self._spelled.keys() for sense in self._spelled[node]}
        return list(found.values())

    def fit(self, label: Label, spelled: Sequence[Sense]) -> Fitting:
        """Those of the spelled senses, or of all where none is spelled, that mentions of this label may name."""
        if spelled:
            return Fitting(_select(spelled, label))
        if label not in self._fitting:
            self._fitting[label] = Fitting(_select(self._senses, label))
        return self._fitting[label]

    def sum_shares_without(self, fitting: Fitting) -> float:
        """The share of the papers at large that mean any other sense."""
        return sum(sense.share for sense in self._senses if sense.key not in fitting.by_key)


def _select(senses: Iterable[Sense], label: Label) -> Iterable[Sense]:
    return (sense for sense in senses if sense.label is None or labels_agree(label, sense.label))


class ContextSimilarity:
    """Compares the context of a paper (all names in it) with the contexts of the papers that define each sense."""

    def __init__(
        self, senses: Sequence[Sense], contexts: Sequence[frozenset[Node]], forms: Mapping[Node, Form]
    ) -> None:
        self._forms = forms
        self._counts: dict[Node, list[tuple[str, int]]] = defaultdict(list)  # name -> senses, papers of each with it
        for sense in senses:
            counts = Counter(node for paper in sorted(sense.papers) for node in contexts[paper])
            for node, count in counts.items():
                self._counts[node].append((sense.key, count))
        self._papers = {sense.key: len(sense.papers) for sense in senses}

    def find_closest(self, context: frozenset[Node], fitting: Fitting) -> Sense | None:
        """The sense whose papers share clearly more with the context than those of any other sense do; else None.

        A score is the sum over shared nodes of their mean count in a defining paper, weighted by how rare the node is.
        """
        shared: dict[str, float] = {}
        for node in sorted(context & self._counts.keys()):  # sums of floats depend on the order
            rarity = math.log(2 + len(self._forms[node].papers))
            for key, count in self._counts[node]:
                shared[key] = shared.get(key, 0) + count / rarity
        scores = sorted(
            (-total / (self._papers[key] + 1), key) for key, total in shared.items() if key in fitting.by_key
        )
        if not scores:
            return None
        best, key = scores[0]
        is_clear = len(scores) == 1 or -best >= _CLOSER * -scores[1][0]
        return fitting.by_key[key] if is_clear else None
