"""Linking end to end: predicted entities against gold ones over all mentions that either side has, as CoNLL counts it.

The row `link` of the table covers only mentions of right span; here missed and superfluous mentions lower the figures
too. A cluster is all mentions of one entity in all papers. Clusters of one mention count, except in MUC, which counts
links.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import networkx as nx
import numpy as np

from kg.evaluation.alignment import pair_papers
from kg.evaluation.annotation import AnnotatedMention, Annotation
from kg.evaluation.precision_recall import Figures, round_figures

_PLACES = 4


class _Place(NamedTuple):
    """A mention without its label: offsets into the text of one paper."""

    paper: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Linking:
    """How well entities are told apart and put together; `gold` and `predicted` count links, mentions or entities."""

    muc: Figures  # links, the least that join each entity's mentions (Vilain et al. 1995)
    b_cubed: Figures  # mentions (Bagga and Baldwin 1998)
    ceaf_e: Figures  # entities, one predicted to one gold (Luo 2005, with his measure phi 4)

    @property
    def conll_f1(self) -> float:
        """The mean of the three F1s (Pradhan et al. 2012)."""
        return round((self.muc.f1 + self.b_cubed.f1 + self.ceaf_e.f1) / 3, _PLACES)

    def rows(self) -> dict[str, Figures]:
        """The figures by the names of their rows."""
        return {"muc": self.muc, "b-cubed": self.b_cubed, "ceaf-e": self.ceaf_e}


class _Clusters:
    """The clusters of one side, and how many mentions each shares with each cluster of the other side."""

    def __init__(self, of: Mapping[_Place, str], other: Mapping[_Place, str]) -> None:
        self.sizes = Counter(of.values())
        self.shared: dict[str, Counter[str]] = defaultdict(Counter)
        for place, cluster in of.items():
            if place in other:
                self.shared[cluster][other[place]] += 1

    def count_links(self) -> tuple[int, int]:
        """How many links join the mentions of all clusters, and how many of them the other side has."""
        links = sum(size - 1 for size in self.sizes.values())
        return links, sum(counts.total() - len(counts) for counts in self.shared.values())

    def sum_b_cubed(self) -> float:
        """The sum over mentions of the share of the mention's cluster that the other side's cluster of it holds."""
        squares = {cluster: sum(n * n for n in counts.values()) for cluster, counts in self.shared.items()}
        return sum(square / self.sizes[cluster] for cluster, square in squares.items())


def score_linking(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Linking:
    """The figures over all papers; `predicted` is by the paper's id, and a paper that it lacks has no mention."""
    gold_names: dict[_Place, str] = {}
    entities: dict[_Place, str] = {}
    for paper, prediction in pair_papers(gold, predicted):
        gold_names |= {place: name.casefold() for place, name in _place(paper.id, paper.mentions).items()}
        entities |= _place(paper.id, prediction.mentions)
    found, wanted = _Clusters(entities, gold_names), _Clusters(gold_names, entities)
    (found_links, right_of_found), (gold_links, right_of_gold) = found.count_links(), wanted.count_links()
    similarity = _align(found, wanted)
    return Linking(
        _divide(right_of_found, right_of_gold, gold=gold_links, predicted=found_links),
        _divide(found.sum_b_cubed(), wanted.sum_b_cubed(), gold=len(gold_names), predicted=len(entities)),
        _divide(similarity, similarity, gold=len(wanted.sizes), predicted=len(found.sizes)),
    )


def _place(paper: str, mentions: Sequence[AnnotatedMention]) -> dict[_Place, str]:
    """The entity of each span; where a span has several labels, that of the first in the order of labels."""
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.label, mention.entity))
    return {_Place(paper, mention.start, mention.end): mention.entity for mention in reversed(ordered)}


def _align(found: _Clusters, wanted: _Clusters) -> float:
    """The greatest sum of similarities (2 * shared / sum of sizes) where each cluster is paired with at most one.

    Clusters that share no mention, directly or over others, cannot compete, so each connected part is solved by itself.
    """
    from scipy.optimize import linear_sum_assignment

    graph = nx.Graph(
        ((True, entity), (False, name)) for entity, counts in found.shared.items() for name in sorted(counts)
    )
    total = 0.0
    for part in nx.connected_components(graph):
        rows, columns = (sorted(name for side, name in part if side is found_side) for found_side in (True, False))
        similarities = np.array(
            [
                [2 * found.shared[row][column] / (found.sizes[row] + wanted.sizes[column]) for column in columns]
                for row in rows
            ]
        )
        total += float(similarities[linear_sum_assignment(similarities, maximize=True)].sum())
    return total


def _divide(right_of_predicted: float, right_of_gold: float, *, gold: int, predicted: int) -> Figures:
    precision = right_of_predicted / predicted if predicted else 0.0
    recall = right_of_gold / gold if gold else 0.0
    return round_figures(precision, recall, gold=gold, predicted=predicted)
