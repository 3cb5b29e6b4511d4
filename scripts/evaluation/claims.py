"""How well whole claims are read: comparator, direction, bound, conditions, holder, task, and comparisons.

The annotations are tests/data/gold/claims.jsonl (docs/claims-guide.md). A part of a claim counts only where the number
itself was found; a comparison counts where its subject is what the paper proposes, because a relation's subject is the
paper. A third of the papers is held out, by the hash of their identifiers: nothing is chosen on it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from typing import Any

from kg.evaluation.figures import Count
from kg.extraction import load, results
from kg.extraction.relations import proposals, relations
from kg.model.results import ResultClaim
from kg.text.display import display
from scripts.arguments import add_gold_file, file
from scripts.evaluation.common import add_part, select, table
from scripts.training.gold import GoldPaper, fold, read
from scripts.training.match_results import number
from scripts.training.predicted import predict

CLAIMS = "tests/data/gold/claims.jsonl"
PARTS = 3
ABSENT = {"bound": "exact", "holder": "own"}  # the value where the text states none; None for other parts


def is_held_out(paper: GoldPaper) -> bool:
    """Whether the paper is in the third that nothing is chosen on."""
    return fold(f"claims {paper.id}", PARTS) == 0


class Counts:
    """For each part of a claim how often it is right, and how many values are predicted, annotated, and both."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.counts: dict[str, Count] = {}

    def add(self, part: str, predicted: str | None, wanted: str | None) -> None:
        """One part of one claim; an absent value counts neither as predicted nor as annotated."""
        absent = ABSENT.get(part)
        self._add(
            part, predicted == wanted, Count(predicted == wanted != absent, predicted != absent, wanted != absent)
        )

    def add_sets(self, part: str, predicted: Set[object], wanted: Set[object], *, hit: int | None = None) -> None:
        """A part with several values; `hit` is how many agree, if equality does not decide that."""
        agreed = len(predicted & wanted) if hit is None else hit
        self._add(part, predicted == wanted, Count(agreed, len(predicted), len(wanted)))

    def _add(self, part: str, right: bool, count: Count) -> None:
        self.total[part] += 1
        self.right[part] += right
        self.counts[part] = self.counts.get(part, Count(0, 0, 0)).plus(count)

    def accuracy(self) -> dict[str, float]:
        """The share of claims, or of papers for comparisons, of which the part is right, by part."""
        return {part: self.right[part] / total for part, total in self.total.items()}


def compare(paper: GoldPaper, annotated: Mapping[str, Any], counts: Counts, errors: list[str]) -> None:
    """Add what is found in one paper to the counts, and a line for each difference to the errors."""
    document = paper.document
    found = sorted(results.find(document), key=lambda claim: claim.start)
    proposed = {claim.mention for claim in proposals.find(document)}
    left: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in annotated["claims"]:
        left[number(display(row["value"]).text)].append(row)
    for claim in found:
        rows = left[number(claim.value)]
        if rows:
            _compare_claim(paper, claim, rows.pop(0), counts, errors)
    predicted = {
        (paper.names[claim.mention], claim.type, claim.negated)
        for claim in relations.find(document, found, proposed=proposed)
        if claim.type in ("outperforms", "comparesWith")
    }
    wanted = {
        (row["object"].casefold(), row["relation"], row["denied"])
        for row in annotated["comparisons"]
        if row["subject"].casefold() in paper.proposes
    }
    counts.add_sets("comparison", predicted, wanted)
    counts.add_sets("compared", {name for name, *_ in predicted}, {name for name, *_ in wanted})
    errors += [f"{paper.id} comparison predicted {row}" for row in sorted(predicted - wanted)]
    errors += [f"{paper.id} comparison missed {row}" for row in sorted(wanted - predicted)]


def _compare_claim(
    paper: GoldPaper, claim: ResultClaim, row: Mapping[str, Any], counts: Counts, errors: list[str]
) -> None:
    def name(mention: int | None) -> str | None:
        return None if mention is None else paper.names[mention]

    parts = {
        "comparator": (name(claim.comparator), row["comparator"] and row["comparator"].casefold()),
        "direction": (claim.direction, row["direction"]),
        "bound": (claim.bound, row["bound"]),
        "holder": (claim.holder, row["holder"]),
        "task": (name(claim.task), row["task"] and row["task"].casefold()),
    }
    text = paper.document.text
    sentence = text[claim.sentence_start : claim.sentence_end].strip()
    for part, (predicted, wanted) in parts.items():
        counts.add(part, predicted, wanted)
        if predicted != wanted:
            errors.append(f"{paper.id} {claim.value} {part}: predicted {predicted!r}, wanted {wanted!r} | {sentence}")
    found = {text[slice(*span)].casefold() for span in claim.conditions}
    annotated = {display(span).text.casefold() for span in row["conditions"]}
    counts.add_sets("condition", found, annotated)
    alike = sum(any(_overlap(condition, other) for other in found) for condition in annotated)
    counts.add_sets("condition, roughly", found, annotated, hit=alike)
    if found != annotated:
        errors.append(
            f"{paper.id} {claim.value} conditions: predicted {sorted(found)}, wanted {sorted(annotated)} | {sentence}"
        )


def _overlap(one: str, other: str) -> bool:
    """Whether they share at least half of the words of the shorter one."""
    a, b = set(one.split()), set(other.split())
    return 2 * len(a & b) >= max(1, min(len(a), len(b)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="train.jsonl")
    parser.add_argument("--claims", type=file, default=CLAIMS, metavar="FILE", help="(default: %(default)s)")
    add_part(parser, default="rest")
    parser.add_argument("--given-mentions", action="store_true", help="with the annotated mentions, not found ones")
    parser.add_argument("--errors", action="store_true", help="print every difference")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    with arguments.claims.open(encoding="utf-8") as lines:
        annotated = {row["id"]: row for row in map(json.loads, lines)}
    of_claims = (paper for paper in read(arguments.gold) if paper.id in annotated)
    papers = select(of_claims, arguments.part, is_held_out)
    counts, errors = Counts(), list[str]()
    for paper in papers if arguments.given_mentions else predict(papers, load()):
        compare(paper, annotated[paper.id], counts, errors)
    for line in errors if arguments.errors else ():
        print(line)
    print(table(len(papers), counts.counts, counts.accuracy()))
    return 0
