"""Measures resolution alone: gold mentions and abbreviation pairs found by rule go in, B-cubed comes out.

usage: evaluate_links.py GOLD.jsonl [--errors N] [--copies N]

--errors prints the names that cost most; --copies times the
resolution of that many copies of the corpus.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from gold import GoldPaper, read

from kg.extraction.coreference.abbreviations import find
from kg.model.records import Abbreviation, Extraction, MentionStart, Paper
from kg.resolve import resolve


def extraction(gold: GoldPaper) -> tuple[Paper, Extraction]:
    """A gold paper as extraction would give it."""
    document = gold.document
    at = {(mention.start, mention.end): mention.reference for mention in document.mentions}
    by_text: dict[str, MentionStart] = {}
    for mention in document.mentions:
        by_text.setdefault(mention.text, mention.reference)
    pairs = []
    for pair in find(document.text, document.sentences):
        short, long = (at.get(span, by_text.get(document.text[slice(*span)])) for span in (pair.short, pair.long))
        if short is not None and long is not None and short != long:
            pairs.append(Abbreviation(short, long))
    title, _, abstract = document.text.partition("\n\n")
    return Paper(gold.id, title, abstract), Extraction(mentions=document.mentions, abbreviations=tuple(pairs))


def bcubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (entity, gold name) pairs, one a mention."""
    both, entities, names = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(n * n / entities[a] for (a, _), n in both.items()) / len(pairs)
    recall = sum(n * n / names[b] for (_, b), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def costs(pairs: Sequence[tuple[str, str]], verb: str) -> Iterator[str]:
    """What is mixed up with several others, the most costly first."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in pairs:
        table[one][other] += 1
    lost = {key: sum(c.values()) - sum(n * n for n in c.values()) / sum(c.values()) for key, c in table.items()}
    for key in sorted(lost, key=lambda k: (-lost[k], k)):
        yield f"{lost[key]:7.1f}  {key} {verb} {dict(table[key].most_common(6))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--copies", type=int, default=1, metavar="N")
    args = parser.parse_args()
    gold = list(read(args.gold))
    names = {paper.id: paper.names for paper in gold}
    corpus = [extraction(paper) for paper in gold]
    knowledge = resolve([paper for paper, _ in corpus], [found for _, found in corpus])
    pairs = [
        (mention.entity, name)
        for facts in knowledge.papers
        for mention, name in zip(facts.mentions, names[facts.paper.id], strict=True)
    ]
    precision, recall, f1 = bcubed(pairs)
    print(f"link  P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  {len(pairs)} mentions")
    made = (knowledge.entities, knowledge.conflicts, knowledge.entity_relations)
    print("{} entities, {} conflicts, {} relations between entities".format(*map(len, made)))
    for line in [*costs(pairs, "holds")][: args.errors]:
        print(line)
    for line in [*costs([(name, entity) for entity, name in pairs], "is split over")][: args.errors]:
        print(line)
    many = [(replace(paper, id=f"{paper.id}-{n}"), found) for n in range(args.copies) for paper, found in corpus]
    began = time.perf_counter()
    resolve([paper for paper, _ in many], [found for _, found in many])
    print(f"{len(many)} papers resolved in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
