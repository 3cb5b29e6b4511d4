"""How well whole claims are read: comparator, direction, bound, conditions, holder, task, and comparisons.

    python scripts/evaluate_claims.py --gold GOLD/train.jsonl [--part held-out|rest|all] [--given-mentions]

The annotations are `tests/data/gold/claims.jsonl` (`docs/claims-guide.md`). A part of a claim counts only where the
number itself was found; a comparison counts where its subject is what the paper proposes, because a relation's subject
is the paper. A third of the papers is held out, by the hash of their identifiers: nothing is chosen on it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gold import GoldPaper, fold, read
from match_results import number
from predicted import predicted

from kg.extraction import load, results
from kg.extraction.relations import proposals, relations
from kg.model.results import ResultClaim
from kg.text.display import display

CLAIMS = Path(__file__).parent.parent / "tests" / "data" / "gold" / "claims.jsonl"
PARTS = 3
ABSENT = {"bound": "exact", "holder": "own"}  # what stands where nothing is said


def is_held_out(identifier: str) -> bool:
    """A third of the papers."""
    return fold(f"claims {identifier}", PARTS) == 0


class Counts:
    """How often a part is right, and of those that are said and wanted, how many agree."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.total: Counter[str] = Counter()
        self.hit: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()

    def add(self, part: str, said: Any, wanted: Any) -> None:
        """One part of one claim; what is absent neither counts as said nor as wanted."""
        absent = ABSENT.get(part)
        self.total[part] += 1
        self.right[part] += said == wanted
        self.said[part] += said != absent
        self.wanted[part] += wanted != absent
        self.hit[part] += said == wanted != absent

    def add_sets(self, part: str, said: set[Any], wanted: set[Any]) -> None:
        """Several at once."""
        self.total[part] += 1
        self.right[part] += said == wanted
        self.said[part] += len(said)
        self.wanted[part] += len(wanted)
        self.hit[part] += len(said & wanted)

    def rows(self) -> Iterable[tuple[str, float, float, float, float, int, int]]:
        """Part, accuracy, precision, recall, F1, wanted, said."""
        for part in self.total:
            hit, said, wanted = self.hit[part], self.said[part], self.wanted[part]
            f1 = 2 * hit / max(1, said + wanted)
            yield part, self.right[part] / self.total[part], hit / max(1, said), hit / max(1, wanted), f1, wanted, said


def compare(paper: GoldPaper, annotated: Mapping[str, Any], counts: Counts, errors: list[str]) -> None:
    """Add what is found in one paper to the counts."""
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
    said = {
        (paper.names[claim.mention], claim.type, claim.negated)
        for claim in relations.find(document, found, proposed=proposed)
        if claim.type in ("outperforms", "comparesWith")
    }
    wanted = {
        (row["object"].casefold(), row["relation"], row["denied"])
        for row in annotated["comparisons"]
        if row["subject"].casefold() in paper.proposes
    }
    counts.add_sets("comparison", said, wanted)
    counts.add_sets("compared", {one[0] for one in said}, {one[0] for one in wanted})
    errors += [f"{paper.id} comparison said {one}" for one in sorted(said - wanted)]
    errors += [f"{paper.id} comparison missed {one}" for one in sorted(wanted - said)]


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
    for part, (said, wanted) in parts.items():
        counts.add(part, said, wanted)
        if said != wanted:
            errors.append(f"{paper.id} {claim.value} {part}: said {said!r}, wanted {wanted!r} | {sentence}")
    said_conditions = {text[slice(*span)].casefold() for span in claim.conditions}
    wanted_conditions = {display(span).text.casefold() for span in row["conditions"]}
    counts.add_sets("condition", said_conditions, wanted_conditions)
    loose = {w for w in wanted_conditions if any(_overlap(w, s) for s in said_conditions)}
    counts.hit["condition, roughly"] += len(loose)
    counts.wanted["condition, roughly"] += len(wanted_conditions)
    counts.said["condition, roughly"] += len(said_conditions)
    counts.total["condition, roughly"] += 1
    if said_conditions != wanted_conditions:
        errors.append(
            f"{paper.id} {claim.value} conditions: said {sorted(said_conditions)}, "
            f"wanted {sorted(wanted_conditions)} | {sentence}"
        )


def _overlap(one: str, other: str) -> bool:
    """Whether one holds at least half of the words of the other."""
    a, b = set(one.split()), set(other.split())
    return 2 * len(a & b) >= max(1, min(len(a), len(b)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=Path("tests/data/gold/train.jsonl"))
    parser.add_argument("--part", choices=("held-out", "rest", "all"), default="rest")
    parser.add_argument("--given-mentions", action="store_true", help="with the annotated mentions, not found ones")
    parser.add_argument("--errors", action="store_true", help="print every difference")
    args = parser.parse_args()
    with CLAIMS.open(encoding="utf-8") as lines:
        annotated = {row["id"]: row for row in map(json.loads, lines)}
    papers = [
        paper
        for paper in read(args.gold)
        if paper.id in annotated and (args.part == "all" or is_held_out(paper.id) == (args.part == "held-out"))
    ]
    counts, errors = Counts(), list[str]()
    for paper in papers if args.given_mentions else predicted(papers, load()):
        compare(paper, annotated[paper.id], counts, errors)
    for line in errors if args.errors else ():
        print(line)
    print(f"{len(papers)} papers\n{'':20}{'right':>8}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}{'said':>7}")
    for part, right, precision, recall, f1, wanted, said in counts.rows():
        print(f"{part:20}{right:8.3f}{precision:8.3f}{recall:8.3f}{f1:8.3f}{wanted:7}{said:7}")


if __name__ == "__main__":
    main()
