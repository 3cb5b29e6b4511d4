"""How good extraction is on annotated papers: `kg.evaluate`, `kg eval`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.documents import Document, check_score, check_workers
from kg.evaluation import (
    Annotation,
    Calibration,
    Figures,
    Linking,
    Mistake,
    find_mistakes,
    measure_calibration,
    parse_prediction,
    read_gold,
    read_predictions,
    score_linking,
)
from kg.evaluation import evaluate as compute_figures
from kg.export.paper_lists import make_extract_row
from kg.model.errors import InputError, UsageError
from kg.model.records import Paper
from kg.system.terminal import replace_controls

if TYPE_CHECKING:
    from kg.model.knowledge import Knowledge

_KINDS = ("missed", "spurious")


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation(Mapping[str, Figures]):
    """Precision, recall and F1 by the names of the rows: `evaluation["mention"].f1`. It prints as a table.

    The rows are mention (span and label; beneath it each label, its name after two blanks, which need not be written
    to look one up: `evaluation["METHOD"]`), span, overlap, proposes,
    role, value, result, tuple and link, and those of whole claims where the gold has them; the guide describes them.
    """

    figures: Mapping[str, Figures]
    linking: Linking  # MUC, B-cubed, CEAF-e and CoNLL F1 over all mentions; `link` of the figures is over right ones
    calibration: Calibration | None  # of the mentions' scores; None where none has one
    mistakes: tuple[Mistake, ...]  # mentions that were missed or should not have been found, paper by paper
    papers: int  # in the gold
    predictions: int
    papers_without_prediction: int  # they count as empty
    predictions_without_paper: int  # they are left out

    def __getitem__(self, row: str) -> Figures:
        for name in (row, f"  {row}"):
            if name in self.figures:
                return self.figures[name]
        raise KeyError(f"There is no row {row!r}; there are {', '.join(name.strip() for name in self.figures)}.")

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def frequent_mistakes(self, number: int) -> list[tuple[Mistake, int]]:
        """Up to `number` mistakes of each kind with how often each was made: the most frequent first, then the first
        met."""
        counted = Counter(self.mistakes).most_common()
        return [pair for kind in _KINDS for pair in [c for c in counted if c[0].kind == kind][:number]]

    def to_dict(self, *, mistakes: int = 0, links: bool = False) -> dict[str, Any]:
        """The object that `kg eval --json` prints.

        Args:
            mistakes: the most frequent mistakes of each kind, as `--errors` lists them.
            links: the figures of `linking` as well, as `--links` gives them.
        """
        row: dict[str, Any] = {name: asdict(figures) for name, figures in self.figures.items()}
        if links:
            linking = {name: asdict(figures) for name, figures in self.linking.rows().items()}
            row["linking"] = linking | {"conll_f1": self.linking.conll_f1}
        if self.calibration is not None:
            row["calibration"] = asdict(self.calibration)
        if mistakes:
            counted = self.frequent_mistakes(mistakes)
            row["errors"] = [{**mistake._asdict(), "count": count} for mistake, count in counted]
        return row

    def table(self, *, mistakes: int = 0, links: bool = False) -> str:
        """The text that `kg eval` prints, with `mistakes` mistakes of each kind and, with `links`, the linking rows."""
        lines = [f"{'':13}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}"]
        lines += [
            f"{name:13}{row.p:8.3f}{row.r:8.3f}{row.f1:8.3f}{row.gold:7}{row.predicted:7}"
            for name, row in {**self.figures, **(self.linking.rows() if links else {})}.items()
        ]
        if links:
            lines.append(f"{'conll':13}{self.linking.conll_f1:24.3f}")
        if (error := self.calibration) is not None:
            lines.append(
                f"scores of {error.mentions} mentions: expected calibration error {error.ece:.3f} ({error.bins} bins)"
            )
        lines += [
            f"{mistake.kind:9}{count:4} {mistake.label:8} {replace_controls(mistake.text)}"
            for mistake, count in self.frequent_mistakes(mistakes)
        ]
        return "\n".join(lines)

    def __repr__(self) -> str:
        return self.table()


def evaluate(
    gold: str | Path,
    predicted: str | Path | Iterable[Document] | None = None,
    *,
    min_score: float = 0.0,
    workers: int = 1,
    progress: Callable[[str, int, int], None] | None = None,
) -> Evaluation:
    """Score the shipped pipeline, or predictions that it made before, on annotated papers, as `kg eval` does.

    Args:
        gold: a file of annotated papers, JSON Lines.
        predicted: what `kg extract` wrote, as a file, or what `kg.extract` gave; by default the gold's texts are
            extracted.
        min_score: leave out what has a lower score, 0 to 1; only where texts are extracted here.
        workers: processes that read texts; the result is the same for any number.
        progress: called with a stage, how much of it is done, and of how much (0 where that is not known).

    Raises:
        InputError: a file cannot be read or is not in its format, or the gold holds no paper.
        UsageError: a least score for predictions that are there already, or one that is no number from 0 to 1, or
            `workers` is less than 1.
    """
    check_score(min_score)
    check_workers(workers)
    if predicted is not None and min_score:
        raise UsageError("A least score does not go with predictions that are there; give it to the extraction.")
    papers = read_gold(Path(gold))
    if not papers:
        raise InputError(f"{gold}: The file holds no paper; give annotated papers, one JSON object a line.")
    if predicted is None:
        from kg.pipeline import extract_papers, no_progress

        report = progress or no_progress
        annotations = to_predictions(
            extract_papers(to_papers(papers), min_score=min_score, workers=workers, progress=report)
        )
    elif isinstance(predicted, str | Path):
        annotations = read_predictions(Path(predicted), papers)
    else:
        annotations = {document.paper.id: parse_prediction(document.to_dict()) for document in predicted}
    return compare(papers, annotations)


def compare(gold: Sequence[Annotation], predicted: Mapping[str, Annotation]) -> Evaluation:
    """Score predictions, by the identifiers of their papers, against annotated papers."""
    known = {paper.id for paper in gold}
    return Evaluation(
        figures=compute_figures(gold, predicted),
        linking=score_linking(gold, predicted),
        calibration=measure_calibration(gold, predicted),
        mistakes=tuple(find_mistakes(gold, predicted)),
        papers=len(known),
        predictions=len(predicted),
        papers_without_prediction=len(known - predicted.keys()),
        predictions_without_paper=len(predicted.keys() - known),
    )


def to_papers(gold: Iterable[Annotation]) -> list[Paper]:
    """The papers to extract from: their texts begin with the gold's own, so that offsets are into both."""
    parts = ((paper.id, paper.text.partition("\n\n")) for paper in gold)
    return [Paper(identifier, title, abstract) for identifier, (title, _, abstract) in parts]


def to_predictions(knowledge: Knowledge) -> dict[str, Annotation]:
    """The extracted annotation of each paper, by the paper's identifier, in the form that `kg extract` writes."""
    return {facts.paper.id: parse_prediction(make_extract_row(facts)) for facts in knowledge.papers}
