"""The figures over a set of papers: the table, how well scores are calibrated, and the mistakes in mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kg.evaluation.alignment import LabelledSpan, collect_spans, count_paper, pair_entities, pair_papers
from kg.evaluation.annotation import Annotation
from kg.evaluation.precision_recall import Figures, compute_b_cubed
from kg.evaluation.whole_claims import count_claims
from kg.model.types import Label

_BINS = 10
_PLACES = 4


class Mistake(NamedTuple):
    """A mention that gold or prediction has and the other lacks."""

    kind: Literal["missed", "spurious"]
    label: Label
    text: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far the scores of mentions are from the share of such mentions that are right."""

    ece: float  # expected calibration error
    bins: int
    mentions: int  # that carry a score


def evaluate(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> dict[str, Figures]:
    """The figures by the names of the table's rows, in its order.

    `predicted` is by the paper's id; for a paper that it lacks, nothing was predicted.

    mention    exact span and label; then the same for each label, under its name after two blanks
    span       exact span, any label
    overlap    same label, spans that overlap; each gold span is matched once
    proposes   the entities that the paper introduces
    role       dataset roles, over gold datasets
    value      reported numbers, by value alone
    result     value and metric
    tuple      value, kind, metric, dataset and subject
    link       B-cubed of entities against gold names, over predicted mentions of exact span

    Before `link`, where the gold has whole claims, the rows of `kg.evaluation.whole_claims.count_claims`.
    """
    empty = Annotation("", "")
    sums = count_paper(empty, empty)
    pairs: list[tuple[str, str]] = []
    for paper, prediction in pair_papers(gold, predicted):
        for name, count in count_paper(prediction, paper).items():
            sums[name] = sums[name].plus(count)
        pairs += pair_entities(prediction, paper)
    left_out = count_claims(empty, empty, lambda *_: False) if not sums["whole"].gold else {}
    figures = {name: count.figures() for name, count in sums.items() if name not in left_out}
    return figures | {"link": compute_b_cubed(pairs)}


def measure_calibration(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Calibration | None:
    """The expected calibration error of the mentions' scores, in bins of equal width; None where none has a score.

    Naeini, Cooper and Hauskrecht 2015: over the bins, the difference between the mean score and the share of mentions
    that are right in span and label, weighted by the bins' sizes.
    """
    differences, total = [0.0] * _BINS, 0
    for paper, prediction in pair_papers(gold, predicted):
        right = collect_spans(paper.mentions)
        scores = {LabelledSpan(m.start, m.end, m.label): m.score for m in prediction.mentions if m.score is not None}
        for mention, score in scores.items():
            differences[min(int(score * _BINS), _BINS - 1)] += score - (mention in right)
            total += 1
    return Calibration(round(sum(map(abs, differences)) / total, _PLACES), _BINS, total) if total else None


def find_mistakes(gold: Iterable[Annotation], predicted: Mapping[str, Annotation]) -> Iterator[Mistake]:
    """The gold mentions that were not predicted, then the predicted ones that are not gold; paper by paper."""
    for paper, prediction in pair_papers(gold, predicted):
        predicted_spans, gold_spans = collect_spans(prediction.mentions), collect_spans(paper.mentions)
        for start, end, label in sorted(gold_spans - predicted_spans):
            yield Mistake("missed", label, paper.text[start:end])
        for start, end, label in sorted(predicted_spans - gold_spans):
            yield Mistake("spurious", label, paper.text[start:end])
