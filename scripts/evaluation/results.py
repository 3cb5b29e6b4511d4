"""How well kg.extraction.results finds annotated results, given the annotated mentions or those of the extractor.

Prints precision, recall and F1 of value, result (value and metric) and tuple (value, kind, metric, dataset and
subject), then how often each part is right where the value is, then the precision of claims above each of some scores.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from kg.evaluation import number_key
from kg.extraction import load
from kg.extraction.results import find_results, read_numbers
from kg.model.records import MentionStart
from kg.model.results import Result
from scripts.arguments import add_gold_file
from scripts.evaluation.common import add_part, format_table, select
from scripts.training.match_results import count_results, match_claims
from scripts.training.papers import GoldPaper, add_encoder_output, predict, read

_FLOORS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def parts(claimed: Sequence[tuple[GoldPaper, Sequence[Result[MentionStart]]]]) -> dict[str, float]:
    """How often kind, metric, dataset and subject are right among claims whose value is."""
    total, right = 0, {"kind": 0, "metric": 0, "dataset": 0, "subject": 0}
    for gold, claims in claimed:
        left = list(gold.results)
        for claim in claims:
            result = next((r for r in left if number_key(r.value) == number_key(claim.value)), None)
            if result is None:
                continue
            left.remove(result)
            total += 1
            right["kind"] += claim.kind == result.kind
            for role, mention in (("metric", claim.metric), ("dataset", claim.dataset), ("subject", claim.subject)):
                right[role] += (None if mention is None else gold.name_at(mention)) == getattr(result, role)
    return {name: count / max(1, total) for name, count in right.items()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="dev.jsonl")
    add_part(parser, default="all")
    parser.add_argument("--predicted", action="store_true", help="with the mentions that the extractor finds")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N papers with a mistake")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    papers = select(read(arguments.gold), arguments.part, lambda paper: paper.held_out)
    extractor = load()
    chosen = predict(papers, extractor) if arguments.predicted else add_encoder_output(papers, extractor)
    claimed = [(p, list(find_results(p.document, read_numbers(p.document)))) for p in chosen]
    print(format_table(len(papers), count_results(claimed)))
    print("right where the value is: " + ", ".join(f"{name} {share:.3f}" for name, share in parts(claimed).items()))
    hits = {
        level: [hit for p, claims in claimed for hit in match_claims(p, claims, level)]
        for level in ("value", "result", "tuple")
    }
    scores = [claim.score for _, claims in claimed for claim in claims]
    for floor in _FLOORS:
        above = [i for i, score in enumerate(scores) if score >= floor]
        shares = ", ".join(
            f"{level} {sum(rows[i] for i in above) / max(1, len(above)):.3f}" for level, rows in hits.items()
        )
        print(f"score >= {floor}: {len(above)} claims, precision: {shares}")
    for p, claims in [(p, c) for p, c in claimed if not all(match_claims(p, c, "tuple")) or len(c) != len(p.results)][
        : arguments.errors
    ]:
        show(p, claims)
    return 0


def show(gold: GoldPaper, claims: Sequence[Result[MentionStart]]) -> None:
    """Print what was found and what was wanted in one paper."""
    print(f"\n{gold.id}")
    for claim in claims:
        print("  ", gold.document.text[claim.sentence_start : claim.sentence_end].strip())
        named = [
            None if m is None else gold.document.mention_at(m).text
            for m in (claim.metric, claim.dataset, claim.subject)
        ]
        print("   found ", claim.value_text, claim.kind, claim.direction, claim.holder, *named, claim.score)
    for r in gold.results:
        print("   wanted", r.value, r.kind, r.metric, r.dataset, r.subject)
