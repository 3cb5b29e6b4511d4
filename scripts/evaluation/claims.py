"""How well whole claims are read: comparator, direction, bound, conditions, holder, task, and comparisons.

Papers without whole claims (docs/claims-guide.md) are left out. A part of a claim counts only where the number itself
was found; a comparison counts where its subject is what the paper proposes, because a relation's subject is the paper.
A third of the papers is held out, by the hash of their identifiers: nothing is chosen on it.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Set

from kg.evaluation import AnnotatedResult, number_key, read_gold
from kg.evaluation.precision_recall import Count
from kg.extraction import load, results
from kg.extraction.relations import proposals, relations
from kg.model.records import MentionStart
from kg.model.results import Result
from scripts.arguments import add_gold_file
from scripts.evaluation.common import add_part, format_table, select
from scripts.training.papers import GoldPaper, predict, to_paper

PARTS = 3
ABSENT = {"bound": "exact", "holder": "own"}  # the value where the text states none; None for other parts


def is_held_out(paper: GoldPaper) -> bool:
    """Whether the paper is in the third that nothing is chosen on."""
    return hashlib.sha256(f"claims {paper.id}".encode()).digest()[5] % PARTS == 0


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


def compare(paper: GoldPaper, counts: Counts, errors: list[str]) -> None:
    """Add what is found in one paper to the counts, and a line for each difference to the errors."""
    document = paper.document
    found = sorted(results.find_results(document), key=lambda claim: claim.start)
    proposed = {claim.mention for claim in proposals.find_proposals(document)}
    left: dict[str, list[AnnotatedResult]] = defaultdict(list)
    for result in paper.results:
        left[number_key(result.value)].append(result)
    for claim in found:
        if results_left := left[number_key(claim.value)]:
            _compare_claim(paper, claim, results_left.pop(0), counts, errors)
    predicted = {
        (paper.name_at(claim.mention), claim.type, claim.negated)
        for claim in relations.find_relations(document, found, proposed=proposed)
        if claim.type in ("outperforms", "comparesWith")
    }
    wanted = {(str(row.object), row.relation, row.denied) for row in paper.comparisons if row.subject in paper.proposes}
    counts.add_sets("comparison", predicted, wanted)
    counts.add_sets("compared", {name for name, *_ in predicted}, {name for name, *_ in wanted})
    errors += [f"{paper.id} comparison predicted {row}" for row in sorted(predicted - wanted)]
    errors += [f"{paper.id} comparison missed {row}" for row in sorted(wanted - predicted)]


def _compare_claim(
    paper: GoldPaper, claim: Result[MentionStart], result: AnnotatedResult, counts: Counts, errors: list[str]
) -> None:
    def name(mention: MentionStart | None) -> str | None:
        return None if mention is None else paper.name_at(mention)

    parts = {
        "comparator": (name(claim.comparator), result.comparator or None),
        "direction": (claim.direction, result.direction),
        "bound": (claim.bound, result.bound),
        "holder": (claim.holder, result.holder),
        "task": (name(claim.task), result.task),
    }
    text = paper.document.text
    sentence = text[claim.sentence_start : claim.sentence_end].strip()
    for part, (predicted, wanted) in parts.items():
        counts.add(part, predicted, wanted)
        if predicted != wanted:
            errors.append(f"{paper.id} {claim.value} {part}: predicted {predicted!r}, wanted {wanted!r} | {sentence}")
    found = {text[slice(*span)].casefold() for span in claim.conditions}
    annotated = {condition.casefold() for condition in result.conditions}
    counts.add_sets("condition", found, annotated)
    alike = sum(any(_share_words(condition, other) for other in found) for condition in annotated)
    counts.add_sets("condition, roughly", found, annotated, hit=alike)
    if found != annotated:
        errors.append(
            f"{paper.id} {claim.value} conditions: predicted {sorted(found)}, wanted {sorted(annotated)} | {sentence}"
        )


def _share_words(condition: str, other: str) -> bool:
    """Whether they share at least half of the words of the shorter one."""
    words, other_words = set(condition.split()), set(other.split())
    return 2 * len(words & other_words) >= max(1, min(len(words), len(other_words)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="train.jsonl")
    add_part(parser, default="rest")
    parser.add_argument("--given-mentions", action="store_true", help="with the annotated mentions, not found ones")
    parser.add_argument("--errors", action="store_true", help="print every difference")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    annotated = (to_paper(paper) for paper in read_gold(arguments.gold) if paper.has_whole_claims)
    papers = select(annotated, arguments.part, is_held_out)
    counts, errors = Counts(), list[str]()
    for paper in papers if arguments.given_mentions else predict(papers, load()):
        compare(paper, counts, errors)
    for line in errors if arguments.errors else ():
        print(line)
    print(format_table(len(papers), counts.counts, counts.accuracy()))
    return 0
