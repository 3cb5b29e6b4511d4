"""B-cubed of resolution alone, given the annotated mentions and the abbreviation pairs that the rules find.

--errors prints the names that cost most.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kg.evaluation.precision_recall import compute_b_cubed
from kg.extraction.coreference.abbreviations import find_pairs
from kg.model.records import Abbreviation, Extraction, MentionStart, Paper
from kg.resolve import resolve
from scripts.arguments import add_gold_file
from scripts.training.papers import GoldPaper, read


def to_extraction(gold: GoldPaper) -> tuple[Paper, Extraction]:
    """A gold paper as extraction would give it."""
    document = gold.document
    at = {(mention.start, mention.end): mention.reference for mention in document.mentions}
    by_text: dict[str, MentionStart] = {}
    for mention in document.mentions:
        by_text.setdefault(mention.text, mention.reference)
    pairs = []
    for pair in find_pairs(document.text, document.sentences):
        short, long = (at.get(span, by_text.get(document.text[slice(*span)])) for span in (pair.short, pair.long))
        if short is not None and long is not None and short != long:
            pairs.append(Abbreviation(short, long))
    title, _, abstract = document.text.partition("\n\n")
    return Paper(gold.id, title, abstract), Extraction(mentions=document.mentions, abbreviations=tuple(pairs))


def rank_costs(pairs: Sequence[tuple[str, str]], verb: str) -> Iterator[str]:
    """A line for each first member of the pairs that goes with several second ones, the most costly first."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for key, other in pairs:
        table[key][other] += 1
    lost = {key: c.total() - sum(n * n for n in c.values()) / c.total() for key, c in table.items()}
    for key in sorted(lost, key=lambda k: (-lost[k], k)):
        yield f"{lost[key]:7.1f}  {key} {verb} {dict(table[key].most_common(6))}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_file(parser, default="dev.jsonl")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N names that cost most")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    gold = list(read(arguments.gold))
    names = {paper.id: paper.names for paper in gold}
    corpus = [to_extraction(paper) for paper in gold]
    knowledge = resolve([paper for paper, _ in corpus], [found for _, found in corpus])
    pairs = [
        (mention.entity, name)
        for facts in knowledge.papers
        for mention, name in zip(facts.mentions, names[facts.paper.id], strict=True)
    ]
    figures = compute_b_cubed(pairs)
    print(f"link  P {figures.p:.4f}  R {figures.r:.4f}  F1 {figures.f1:.4f}  {len(pairs)} mentions")
    print(
        f"{len(knowledge.entities)} entities, {len(knowledge.conflicts)} conflicts, "
        f"{len(knowledge.entity_relations)} relations between entities"
    )
    for line in [*rank_costs(pairs, "holds")][: arguments.errors]:
        print(line)
    for line in [*rank_costs([(name, entity) for entity, name in pairs], "is split over")][: arguments.errors]:
        print(line)
    return 0
