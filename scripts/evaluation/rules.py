"""The precision of each rule: of the matches that annotated papers or judged statements decide on, how many are right.

Mentions, and what the paper proposes, are given as they are annotated. The rules have been written with most of these
papers at hand: the figures tell which rule says more than another, not how good one is on papers that nobody has read.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.evaluation import AnnotatedResult, Annotation, read_gold
from kg.evaluation.judged_statements import read_judged
from kg.extraction.discourse.clause_boundaries import find_clause_start
from kg.model.types import ACHIEVERS
from kg.system.files import replacing
from kg.text.display import display
from scripts.arguments import GOLD, folder_with
from scripts.evaluation.intervals import wilson_interval
from scripts.evaluation.rule_firings import Firing, find_firings
from scripts.evaluation.rule_groups import GROUPS
from scripts.training.papers import GoldPaper, to_paper

FILES = ("train.jsonl", "dev.jsonl", "claims-train.jsonl", "claims-dev.jsonl")
JUDGED = "tests/data/judged"
MEASURED = Path("docs/rules/measured.json")
COMMAND = "python -m scripts.evaluation rules --write"

Verdicts = Mapping[tuple[str, str, int], bool]
"""Whether a judged statement is right, by paper, relation and the offset of its mention in the raw text."""

# Rules that tell whose number one is, in the order in which they are asked, and the holder that each says.
_HOLDERS = {"own results": "own", "others as subject": "baseline", "models of others": "baseline"}


@dataclass(frozen=True, slots=True)
class Measured:
    """How often a rule matched, how many of that the gold decides on, and how many of those are right."""

    fired: int
    judged: int
    right: int


def measure(papers: Iterable[Annotation], verdicts: Verdicts) -> dict[str, dict[str, Measured]]:
    """What each rule is worth, by group and name."""
    fired: Counter[tuple[str, str]] = Counter()
    judged: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for annotation in papers:
        for firing, verdict in judge_paper(annotation, verdicts):
            key = firing.group, firing.rule
            fired[key] += 1
            judged[key] += verdict is not None
            right[key] += verdict is True
    return {
        group: {
            rule.name: Measured(*(count[group, rule.name] for count in (fired, judged, right)))
            for rule in GROUPS[group].rules
        }
        for group in GROUPS
    }


def judge_paper(annotation: Annotation, verdicts: Verdicts) -> Iterator[tuple[Firing, bool | None]]:
    """Each match of a rule in a paper, and whether it is right; None where the gold does not say."""
    paper = to_paper(annotation)
    mentions = zip(paper.document.mentions, paper.names, strict=True)
    proposed = {mention.reference for mention, name in mentions if name in paper.proposes}
    displayed = display(annotation.text)
    for firing in find_firings(paper.document, proposed):
        if firing.claim in ("uses", "addresses", "measuredBy"):
            mention = paper.document.mentions[firing.mentions[0]]
            start, _ = displayed.to_raw(mention.start, mention.end)
            yield firing, verdicts.get((paper.id, firing.claim, start))
        else:
            yield firing, decide(firing, paper, has_comparisons=annotation.comparisons is not None)
    yield from _judge_holders(paper)


def decide(firing: Firing, paper: GoldPaper, *, has_comparisons: bool) -> bool | None:
    """Whether what a rule says of its mentions is annotated; None where the annotation does not tell.

    Raises:
        ValueError: the claim is unknown.
    """
    names = [paper.names[i] for i in firing.mentions]
    if not firing.claim:
        return None
    if firing.claim == "own":
        return all(name in paper.proposes for name in names)
    if firing.claim.startswith("label "):
        labels = {paper.document.mentions[i].label for i in firing.mentions}
        return labels == {firing.claim.removeprefix("label ")}
    role = paper.dataset_roles.get(names[0])
    if firing.claim in ("introduced", "not introduced"):
        introduced = role == "introduced" or names[0] in paper.proposes
        return introduced is (firing.claim == "introduced")
    if firing.claim in ("train", "eval", "not eval"):
        agrees = role == firing.claim.removeprefix("not ")
        return None if role is None else agrees is not firing.claim.startswith("not ")
    return _decide_by_comparisons(firing, paper, names) if has_comparisons else None


def _decide_by_comparisons(firing: Firing, paper: GoldPaper, names: Sequence[str]) -> bool | None:
    """Whether the comparisons that are annotated in its sentence bear out what a rule says."""
    sentence = paper.document.text[slice(*firing.sentence)]
    rows_of = [
        [row for row in paper.comparisons if row.text in sentence and name in (row.subject, row.object)]
        for name in names
    ]
    rows = rows_of[0]
    denied = firing.claim.startswith("not ") and firing.claim != "not compared"
    same = [row for row in rows if row.denied is denied]
    match firing.claim.removeprefix("not ") if denied else firing.claim:
        case "both":
            return all(rows_of) if any(rows_of) else None
        case "only the second":
            return not rows if any(rows_of) else None
        case "by the paper":
            return any(row.subject in paper.proposes for row in rows) if rows else None
        case "by others":
            return not any(row.subject in paper.proposes for row in rows) if rows else None
        case "better":
            return any(row.relation == "outperforms" and row.object == names[0] for row in same)
        case "worse":
            return any(row.relation == "outperforms" and row.subject == names[0] for row in same)
        case "level" | "open":
            return any(row.relation == "comparesWith" for row in same)
        case "compared":
            return bool(rows)
        case "base" | "not compared":
            return not rows
        case _:
            raise ValueError(f"Unexpected claim: {firing.claim!r}")


def _judge_holders(paper: GoldPaper) -> Iterator[tuple[Firing, bool | None]]:
    """The levels whose value stands once in the text, each with the first rule that tells whose it is.

    The models of others are asked about only where the paper proposes no method or model, as the extraction does.
    """
    text = paper.document.text
    labels = {m.label for m, name in zip(paper.document.mentions, paper.names, strict=True) if name in paper.proposes}
    asked = [name for name in _HOLDERS if name != "models of others" or labels.isdisjoint(ACHIEVERS)]
    rules = {rule.name: rule for rule in GROUPS["attribution"].rules}
    for result in paper.results:
        place = _find_value(text, result)
        if place is None or result.kind != "absolute" or result.holder is None:
            continue
        start = find_clause_start(text, paper.document.sentence_at(place)[0], place)
        found_rule = next((name for name in asked if rules[name].pattern.search(text[start:place])), None)
        if found_rule is not None:
            yield Firing("attribution", found_rule), result.holder == _HOLDERS[found_rule]


def _find_value(text: str, result: AnnotatedResult) -> int | None:
    """Where a number stands that stands once."""
    places = [found.start() for found in re.finditer(rf"(?<![\w.]){re.escape(result.value)}(?![\w.]*\d)", text)]
    return places[0] if len(places) == 1 else None


def format_table(measured: Mapping[str, Mapping[str, Measured]]) -> str:
    """A line for each rule: how often it matched, how many were judged, how many right, and their share."""
    lines = [f"{'':16} {'':26}{'fired':>7}{'judged':>8}{'right':>7}  precision"]
    for group, rules in measured.items():
        for name, row in rules.items():
            lines.append(f"{group:16} {name:26}{row.fired:7}{row.judged:8}{row.right:7}  {format_precision(row)}")
    return "\n".join(lines)


def format_precision(row: Measured) -> str:
    """The share that is right with its 95% interval, as "0.93 (0.88 to 0.96)"; "–" where nothing was judged."""
    if not row.judged:
        return "–"
    low, high = wilson_interval(row.right, row.judged)
    return f"{row.right / row.judged:.2f} ({low:.2f} to {high:.2f})"


def read_measured(path: Path) -> dict[str, dict[str, Measured]]:
    """What `write_measured` wrote."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {group: {name: Measured(**row) for name, row in rules.items()} for group, rules in raw["rules"].items()}


def write_measured(measured: Mapping[str, Mapping[str, Measured]], papers: int, path: Path) -> None:
    """Write the figures with the command that makes them."""
    rules = {group: {name: asdict(row) for name, row in rules.items()} for group, rules in measured.items()}
    with replacing(path) as out:
        json.dump({"command": COMMAND, "papers": papers, "rules": rules}, out, indent=1)
        out.write("\n")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument(
        "--gold", type=folder_with(*FILES), default=Path(GOLD), metavar="FOLDER", help="(default: %(default)s)"
    )
    parser.add_argument(
        "--judged", type=folder_with(), default=Path(JUDGED), metavar="FOLDER", help="(default: %(default)s)"
    )
    parser.add_argument("--write", action="store_true", help=f"write the figures into {MEASURED}")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    papers = [paper for name in FILES for paper in read_gold(arguments.gold / name)]
    judged = [row for path in sorted(arguments.judged.glob("*.jsonl")) for row in read_judged(path)]
    measured = measure(papers, {(row.paper, row.relation, row.start): row.right for row in judged})
    print(f"{len(papers)} papers\n{format_table(measured)}")
    if arguments.write:
        write_measured(measured, len(papers), MEASURED)
    return 0
