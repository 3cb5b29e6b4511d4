"""The annotated texts that the shipped models were not learned from, and every figure on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.api.evaluating import to_papers
from kg.evaluation import (
    Annotation,
    Calibration,
    Figures,
    Linking,
    evaluate,
    measure_calibration,
    parse_prediction,
    read_gold,
    score_linking,
)
from kg.export.paper_lists import make_extract_row
from kg.model.knowledge import Knowledge
from kg.pipeline import extract_papers
from scripts.evaluation.intervals import measure_half_widths
from scripts.training.papers import is_held_out

LEAST_SCORES = (0.5, 0.65, 0.8, 0.9)  # at which is told how many results are right


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Annotated papers of one kind."""

    name: str
    papers: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """All figures of the shipped pipeline on papers of one kind."""

    held_out: HeldOut
    figures: dict[str, Figures]  # by row of the table of `kg eval`
    half_widths: dict[str, float]  # of the 95% interval of F1, by row
    linking: Linking
    calibration: Calibration | None  # of the scores of mentions
    surest: dict[float, Figures]  # the row `tuple` over the results that have at least a score
    entities: tuple[int, ...]  # how many each paper names


def read_sets(folder: Path) -> list[HeldOut]:
    """The kinds of held-out text in a folder of gold files, by their source.

    Raises:
        InputError: see `kg.evaluation.read_gold`.
    """
    older, newer = (
        tuple(filter(is_held_out, read_gold(folder / f"{name}.jsonl"))) for name in ("train", "claims-train")
    )
    claims = (*read_gold(folder / "claims-dev.jsonl"), *newer)
    return [
        HeldOut("listings", read_gold(folder / "dev.jsonl")),
        HeldOut("Daily Papers", older),
        HeldOut("Daily Papers that report numbers", tuple(p for p in claims if p.source == "daily-papers")),
        HeldOut("arXiv that reports numbers", tuple(p for p in claims if p.source == "arxiv")),
    ]


def measure(held_out: HeldOut, *, workers: int = 1) -> Measured:
    """The figures of the shipped pipeline, which reads and resolves these papers by themselves."""
    knowledge = extract_papers(to_papers(held_out.papers), workers=workers)
    predicted = _predict(knowledge)
    figures = evaluate(held_out.papers, predicted)
    return Measured(
        held_out,
        figures,
        measure_half_widths(held_out.papers, predicted),
        score_linking(held_out.papers, predicted),
        measure_calibration(held_out.papers, predicted),
        {
            least: evaluate(held_out.papers, _predict(knowledge, least_result_score=least))["tuple"]
            for least in LEAST_SCORES
        },
        count_entities(knowledge),
    )


def count_entities(knowledge: Knowledge) -> tuple[int, ...]:
    """How many entities each paper names, by the papers' identifiers."""
    return tuple(len({mention.entity for mention in facts.mentions}) for facts in knowledge.papers)


def _predict(knowledge: Knowledge, *, least_result_score: float = 0.0) -> dict[str, Annotation]:
    return {
        facts.paper.id: parse_prediction(
            make_extract_row(replace(facts, results=tuple(r for r in facts.results if r.score >= least_result_score)))
        )
        for facts in knowledge.papers
    }


def count_known(titles: Sequence[str], gold: Sequence[Annotation]) -> int:
    """How many of some titles are those of annotated papers."""
    known = {paper.text.partition("\n\n")[0] for paper in gold}
    return sum(title in known for title in titles)
