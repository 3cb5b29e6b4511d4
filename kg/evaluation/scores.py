"""The figures of a whole set of papers: the table, what a score promises, and the mistakes behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.evaluation.alignment import Labelled, counts, labelled, links
from kg.evaluation.annotation import Annotation
from kg.evaluation.claims import claim_counts
from kg.evaluation.figures import Figures, b_cubed
from kg.model.types import Label

_BINS = 10
_PLACES = 4


class Mistake(NamedTuple):
    """A mention that is on one side only."""

    kind: Literal["missed", "spurious"]
    label: Label
    text: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the scores of mentions are from how often such mentions are right."""

    ece: float  # expected calibration error
    bins: int
    mentions: int  # that carry a score


def evaluate(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> dict[str, Figures]:
    """The figures by the names of the table's rows, in its order. `predicted` is by paper; a missing one is empty.

    mention    exact span and label, then for each label: its name after two blanks
    span       exact span, any label
    overlap    same label, spans that overlap; each gold span matched once
    proposes   what the paper introduces
    role       dataset roles over gold datasets
    value      reported numbers, by value alone
    result     value with its metric
    tuple      value, kind, metric, dataset and subject all right
    link       B-cubed over mentions of exact span: is what gold gives one name one entity, and only that?

    Before `link`, where the gold has whole claims, the rows of `kg.evaluation.claims.claim_counts`.
    """
    sums = counts(Annotation("", ""), Annotation("", ""))
    pairs: list[tuple[str, str]] = []
    for paper, found in _pairs(gold, predicted):
        for name, count in counts(found, paper).items():
            sums[name] = sums[name].plus(count)
        pairs += links(found, paper)
    left_out = claim_counts(Annotation("", ""), Annotation("", ""), lambda *_: False) if not sums["whole"].gold else {}
    figures = {name: count.figures() for name, count in sums.items() if name not in left_out}
    return figures | {"link": b_cubed(pairs)}


def calibration(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Calibration | None:
    """The expected calibration error of the mentions' scores, in bins of equal width; None where none has a score.

    Naeini, Cooper and Hauskrecht 2015: over the bins, the difference between the mean score and the share of mentions
    that are right in span and label, weighted by the bins' sizes.
    """
    differences, total = [0.0] * _BINS, 0
    for paper, found in _pairs(gold, predicted):
        right = labelled(paper.mentions)
        scores = {Labelled(m.start, m.end, m.label): m.score for m in found.mentions if m.score is not None}
        for mention, score in scores.items():
            differences[min(int(score * _BINS), _BINS - 1)] += score - (mention in right)
            total += 1
    return Calibration(round(sum(map(abs, differences)) / total, _PLACES), _BINS, total) if total else None


def mistakes(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Iterator[Mistake]:
    """The mentions that were missed, and those that were found and should not have been; paper by paper."""
    for paper, found in _pairs(gold, predicted):
        told, wanted = labelled(found.mentions), labelled(paper.mentions)
        for start, end, label in sorted(wanted - told):
            yield Mistake("missed", label, paper.text[start:end])
        for start, end, label in sorted(told - wanted):
            yield Mistake("spurious", label, paper.text[start:end])


def _pairs(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Iterator[tuple[Annotation, Annotation]]:
    for paper in gold:
        yield paper, predicted.get(paper.id, Annotation(paper.id, paper.text))
