"""How well `kg.extraction.results` finds annotated results, given the annotated mentions.

    python scripts/evaluate_results.py GOLD.jsonl [--disturbed] [--part all|held-out|rest] [--weights FILE] [--errors N]

Prints precision, recall and F1 of `value`, `result` (value and metric) and `tuple` (value, kind, metric, dataset and
subject), then how often each part is right where the value is, then what a score promises.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from disturb import disturbed
from gold import GoldPaper, read
from match_results import figures, matches, number

from kg.extraction.results.decide import find_with
from kg.extraction.results.model import load, shipped
from kg.model.results import ResultClaim

_FLOORS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def parts(claimed: Sequence[tuple[GoldPaper, Sequence[ResultClaim]]]) -> dict[str, float]:
    """How often kind, metric, dataset and subject are right among claims whose value is."""
    total, right = 0, {"kind": 0, "metric": 0, "dataset": 0, "subject": 0}
    for gold, claims in claimed:
        left = list(gold.results)
        for claim in claims:
            result = next((r for r in left if number(r.value) == number(claim.value)), None)
            if result is None:
                continue
            left.remove(result)
            total += 1
            right["kind"] += claim.kind == result.kind
            for role, mention in (("metric", claim.metric), ("dataset", claim.dataset), ("subject", claim.subject)):
                right[role] += (None if mention is None else gold.names[mention]) == getattr(result, role)
    return {name: count / max(1, total) for name, count in right.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--disturbed", action="store_true", help="leave out, cut and mislabel some mentions first")
    parser.add_argument("--part", choices=("all", "held-out", "rest"), default="all")
    parser.add_argument("--weights", type=Path, help="another weights file than the shipped one")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N papers with a mistake")
    args = parser.parse_args()
    papers = [p for p in read(args.gold) if args.part == "all" or p.held_out == (args.part == "held-out")]
    if args.disturbed:
        papers = [disturbed(p) for p in papers]
    model = load(args.weights.read_text(encoding="utf-8")) if args.weights else shipped()
    claimed = [(p, list(find_with(p.document, model))) for p in papers]
    print(f"{len(papers)} papers\n{'':10}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'pred':>7}")
    gold, given = sum(len(p.results) for p in papers), sum(len(claims) for _, claims in claimed)
    for name, row in figures(claimed).items():
        print(f"{name:10}{row[0]:8.3f}{row[1]:8.3f}{row[2]:8.3f}{gold:7}{given:7}")
    print("right where the value is: " + ", ".join(f"{name} {share:.3f}" for name, share in parts(claimed).items()))
    hits = {
        level: [hit for p, claims in claimed for hit in matches(p, claims, level)]
        for level in ("value", "result", "tuple")
    }
    scores = [claim.score for _, claims in claimed for claim in claims]
    for floor in _FLOORS:
        chosen = [i for i, score in enumerate(scores) if score >= floor]
        shares = ", ".join(
            f"{level} {sum(rows[i] for i in chosen) / max(1, len(chosen)):.3f}" for level, rows in hits.items()
        )
        print(f"score >= {floor}: {len(chosen)} claims, precision: {shares}")
    for p, claims in [(p, c) for p, c in claimed if not all(matches(p, c, "tuple")) or len(c) != len(p.results)][
        : args.errors
    ]:
        show(p, claims)


def show(gold: GoldPaper, claims: Sequence[ResultClaim]) -> None:
    """Print what was found and what was wanted in one paper."""
    print(f"\n{gold.id}")
    for claim in claims:
        print("  ", gold.document.text[claim.sentence_start : claim.sentence_end].strip())
        named = [
            None if m is None else gold.document.mentions[m].text for m in (claim.metric, claim.dataset, claim.subject)
        ]
        print("   found ", claim.value_text, claim.kind, claim.direction, claim.holder, *named, claim.score)
    for r in gold.results:
        print("   wanted", r.value, r.kind, r.metric, r.dataset, r.subject)


if __name__ == "__main__":
    main()
