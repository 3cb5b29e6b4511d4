"""Learn which score keeps which precision, for every kind of record: kg/bounds/precision.json.

The shipped pipeline reads annotated papers that its encoder has not learned from, and its records are judged by the
annotation. Each kind is cut into bins of about equally many records; the precision at or above each bin's least score
gets a 95% interval by drawing papers anew. What is printed is measured by cross-validation over papers: the bound is
chosen on four fifths of them, and the precision counted on the fifth that is left.

The papers are dev, claims-dev and the held-out parts, and for relations that no gold annotates those of the judged
statements. The scores of results were fitted on these papers: they are judged by what --records gives, a JSON object a
line with paper, kind, score and right, or not at all. The kinds of a file replace those of the reading.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from kg.api.evaluating import to_papers
from kg.bounds.doubt import RECORD_KINDS
from kg.bounds.precision import Bin, find_least_score
from kg.evaluation.judged_statements import read_judged
from kg.pipeline import extract_without_threshold
from kg.system.files import replacing
from scripts.arguments import add_gold_folder, file, folder_with, positive
from scripts.training.judgements import Judgement, judge_extractions
from scripts.training.papers import list_judged, list_unseen

JUDGED = "tests/data/judged"
OUTPUT = "kg/bounds/precision.json"
LEAST_RECORDS = 25  # of a bin; a kind with fewer records than two bins is not cut
MOST_BINS = 40
FOLDS = 5
CALIBRATION_BINS = 10
DRAWS = 1000  # of papers, for an interval
PRECISIONS = (0.7, 0.8, 0.9, 0.95)
# Results are judged by --records alone; what a paper outperforms or is compared with has the bound of comparisons.
LEFT_OUT = frozenset({"result", "outperforms", "comparesWith"})
_PLACES: int = 4


def make_bins(judgements: Sequence[Judgement]) -> list[Bin]:
    """Bins by falling score; records of one score are in one bin, and precision is counted from the first bin on."""
    ranked = sorted(judgements, key=lambda row: (-_round_down(row.score), row.paper))
    if not ranked:
        return []
    size = max(LEAST_RECORDS, -(-len(ranked) // MOST_BINS))
    bin_of: list[int] = []
    filled, number = 0, 0
    for i, row in enumerate(ranked):
        if filled >= size and _round_down(row.score) != _round_down(ranked[i - 1].score):
            number, filled = number + 1, 0
        bin_of.append(number)
        filled += 1
    if filled < LEAST_RECORDS and number:
        bin_of = [min(place, number - 1) for place in bin_of]
    papers = {paper: i for i, paper in enumerate(sorted({row.paper for row in ranked}))}
    counts = np.zeros((2, len(papers), bin_of[-1] + 1))
    for row, place in zip(ranked, bin_of, strict=True):
        counts[:, papers[row.paper], place] += (1, row.right)
    lows, highs = _estimate_intervals(counts)
    totals = counts.sum(axis=1)
    above = totals.cumsum(axis=1)
    scores = [_round_down(ranked[len(bin_of) - 1 - bin_of[::-1].index(n)].score) for n in range(len(lows))]
    return [
        Bin(score, int(totals[0, n]), int(totals[1, n]), *_round(above[1, n] / above[0, n], lows[n], highs[n]))
        for n, score in enumerate(scores)
    ]


def _estimate_intervals(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ends of the 95% interval of the precision at or above each bin, by drawing papers with replacement.

    Args:
        counts: records and right records. *Shape:* `(2, papers, bins)`.
    """
    papers = counts.shape[1]
    draws = np.random.default_rng(0).multinomial(papers, np.full(papers, 1 / papers), size=DRAWS)
    records, right = (np.cumsum(draws @ counts[i], axis=1) for i in (0, 1))
    shares = np.divide(right, records, out=np.full(right.shape, np.nan), where=records > 0)
    low, high = np.nanquantile(shares, (0.025, 0.975), axis=0)
    return low, high


def cross_validate(judgements: Sequence[Judgement], precision: float) -> tuple[int, int]:
    """How many records are above a bound that was chosen on other papers, and how many of these are right."""
    above = right = 0
    for fold in range(FOLDS):
        least = find_least_score(make_bins([row for row in judgements if get_fold(row.paper) != fold]), precision)
        kept = [row for row in judgements if get_fold(row.paper) == fold and least is not None and row.score >= least]
        above += len(kept)
        right += sum(row.right for row in kept)
    return above, right


def measure_calibration(scores: Sequence[float], right: Sequence[bool]) -> float:
    """The expected calibration error over ten bins of equal mass: mean gap of score and share right, by bin's size.

    Nguyen and O'Connor 2015: bins of equal mass do not depend on where the scores lie.
    """
    order = np.argsort(scores, kind="stable")
    given, hits = np.asarray(scores)[order], np.asarray(right, dtype=float)[order]
    parts = np.array_split(np.arange(len(given)), min(CALIBRATION_BINS, len(given)))
    return float(sum(abs(given[part].mean() - hits[part].mean()) * len(part) for part in parts) / len(given))


def get_fold(paper: str) -> int:
    """The fold of a paper, by the hash of its identifier."""
    return hashlib.sha256(f"precision {paper}".encode()).digest()[0] % FOLDS


def read_judgements(path: Path) -> list[Judgement]:
    """The judgements of a file, one JSON object a line."""
    return [Judgement(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def write_judgements(judgements: Iterable[Judgement], path: Path) -> None:
    """Write judgements, one JSON object a line."""
    with replacing(path) as out:
        out.writelines(json.dumps(row._asdict()) + "\n" for row in judgements)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    parser.add_argument(
        "--judged",
        type=folder_with(),
        default=Path(JUDGED),
        metavar="FOLDER",
        help="of statements judged by hand (default: %(default)s)",
    )
    parser.add_argument(
        "--records", type=file, action="append", default=[], metavar="FILE", help="judgements made before; repeatable"
    )
    parser.add_argument("--only-records", action="store_true", help="read no papers, only the files of --records")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="write the judgements too, for --records")
    parser.add_argument("--output", type=Path, default=OUTPUT, metavar="FILE", help="(default: %(default)s)")
    parser.add_argument("--workers", type=positive, default=1, help="processes that read (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    rows: list[Judgement] = []
    if not arguments.only_records:
        statements = [row for path in sorted(arguments.judged.glob("*.jsonl")) for row in read_judged(path)]
        unseen = list_unseen(arguments.gold)
        others = list_judged(arguments.gold, statements, unseen)
        papers = [*unseen, *others]
        found = extract_without_threshold(to_papers(papers), workers=arguments.workers)
        read = dict(zip((paper.id for paper in papers), found, strict=True))
        rows = [row for row in judge_extractions(unseen, read, statements, others) if row.kind not in LEFT_OUT]
    for path in arguments.records:
        given = read_judgements(path)
        kinds = {row.kind for row in given}
        rows = [row for row in rows if row.kind not in kinds] + given
    if arguments.keep:
        write_judgements(rows, arguments.keep)
    of_kind = {kind: [row for row in rows if row.kind == kind] for kind in RECORD_KINDS}
    _write_bins({kind: make_bins(found) for kind, found in of_kind.items() if found}, arguments.output)
    print(f"{'':14}{'records':>8}{'right':>7}" + "".join(f"{f'at {p}':>18}" for p in PRECISIONS))
    for kind, judged in of_kind.items():
        if judged:
            share = sum(row.right for row in judged) / len(judged)
            cells = "".join(f"{_format_kept(*cross_validate(judged, p)):>18}" for p in PRECISIONS)
            print(f"{kind:14}{len(judged):8}{share:7.3f}{cells}")
    return 0


def _format_kept(kept: int, right: int) -> str:
    return f"{right / kept:.3f} of {kept}" if kept else "left out"


def _write_bins(bins: dict[str, list[Bin]], path: Path) -> None:
    """One bin a line, so that changes can be read."""
    kinds = []
    for kind, rows in bins.items():
        lines = ",\n".join(json.dumps(row) for row in rows)
        kinds.append(f'"{kind}": {{"bins": [\n{lines}\n]}}')
    with replacing(path) as out:
        out.write("{" + ",\n".join(kinds) + "}\n")


def _round_down(score: float) -> float:
    return math.floor(score * 1e4) / 1e4


def _round(*shares: float) -> list[float]:
    return [round(float(share), _PLACES) for share in shares]
