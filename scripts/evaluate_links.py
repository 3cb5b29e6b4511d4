"""Measures resolution alone: gold mentions and abbreviation pairs found by rule go in, B-cubed comes out.

usage: evaluate_links.py GOLD.jsonl [--errors N] [--time COPIES]

A gold mention's entity is its canonical name, casefolded. --errors prints the names that cost most, --time resolves
COPIES copies of the corpus (each copy's names made its own) and prints the seconds it takes.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.extract.abbreviations import find
from kg.records import Abbreviation, Extraction, Mention, Paper
from kg.resolve import resolve

URL = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface|hf)\.(?:com|co)/)\S+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n\n")


def gold_mentions(document: dict[str, Any]) -> list[tuple[int, int, str, str]]:
    """Every whole-token occurrence of the annotated strings, the longest where two overlap: (start, end, label, name)."""
    text = document["text"]
    urls = [match.span() for match in URL.finditer(text)]
    found = []
    for surface, label, name, *numbers in document["mentions"]:
        left = r"(?<!\w)" if re.match(r"\w", surface) else ""
        right = r"(?!\w)" if re.search(r"\w$", surface) else ""
        starts = [match.start() for match in re.finditer(left + re.escape(surface) + right, text)]
        starts = [starts[i] for i in numbers[0]] if numbers else starts
        found += [(s, s + len(surface), label, name) for s in starts if not any(a <= s < b for a, b in urls)]
    found.sort(key=lambda mention: (mention[0] - mention[1], mention[0]))
    taken: set[int] = set()
    kept = []
    for mention in found:
        place = range(mention[0], mention[1])
        if taken.isdisjoint(place):
            taken.update(place)
            kept.append(mention)
    return sorted(kept)


def extraction(document: dict[str, Any]) -> tuple[Paper, Extraction, list[str]]:
    """A gold paper as extraction would give it, and the gold name of every mention."""
    text = document["text"]
    title, _, abstract = text.partition("\n\n")
    gold = gold_mentions(document)
    mentions = tuple(Mention(s, e, label, text[s:e], 1.0, "gold") for s, e, label, _ in gold)  # type: ignore[arg-type]  # labels of the gold are labels
    at = {(s, e): i for i, (s, e, _, _) in enumerate(gold)}
    by_text: dict[str, int] = {}
    for i, (s, e, _, _) in enumerate(gold):
        by_text.setdefault(text[s:e], i)
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    pairs = []
    for pair in find(text, list(zip(cuts, cuts[1:], strict=False))):
        short, long = (at.get(span, by_text.get(text[slice(*span)])) for span in (pair.short, pair.long))
        if short is not None and long is not None and short != long:
            pairs.append(Abbreviation(short, long))
    paper = Paper(id=document["id"], title=title, abstract=abstract)
    return paper, Extraction(mentions=mentions, abbreviations=tuple(pairs)), [name.casefold() for *_, name in gold]


def bcubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (entity, gold name) pairs, one a mention."""
    both, entities, names = Counter(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    precision = sum(n * n / entities[a] for (a, _), n in both.items()) / len(pairs)
    recall = sum(n * n / names[b] for (_, b), n in both.items()) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def costs(pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The entities that hold several names and the names held by several entities, the most costly first."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    entities: dict[str, Counter[str]] = defaultdict(Counter)
    for made, name in pairs:
        names[made][name] += 1
        entities[name][made] += 1
    for kind, table in (("holds", names), ("is split over", entities)):
        lost = {key: sum(c.values()) - sum(n * n for n in c.values()) / sum(c.values()) for key, c in table.items()}
        for key in sorted(lost, key=lambda k: (-lost[k], k)):
            if lost[key]:
                yield f"{lost[key]:7.1f}  {key} {kind} {dict(table[key].most_common(6))}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N")
    parser.add_argument("--time", type=int, default=0, metavar="COPIES")
    args = parser.parse_args()
    lines = args.gold.read_text(encoding="utf-8").splitlines()
    read = [extraction(json.loads(line)) for line in lines if line.strip()]
    gold = {paper.id: names for paper, _, names in read}
    began = time.perf_counter()
    knowledge = resolve([paper for paper, _, _ in read], [found for _, found, _ in read])
    seconds = time.perf_counter() - began
    pairs = [
        (mention.entity, name)
        for facts in knowledge.papers
        for mention, name in zip(facts.mentions, gold[facts.paper.id], strict=True)
    ]
    precision, recall, f1 = bcubed(pairs)
    print(
        f"link  P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  mentions {len(pairs)}  entities {len(knowledge.entities)}"
    )
    print(
        f"{len(read)} papers in {seconds:.2f} s; {len(knowledge.conflicts)} conflicts; {len(knowledge.entity_relations)} relations"
    )
    half = list(costs(pairs))
    for kind in ("holds", "is split over"):
        for line in [line for line in half if f" {kind} " in line][: args.errors]:
            print(line)
    if args.time:
        many_papers = [
            Paper(f"{paper.id}-{n}", paper.title, paper.abstract) for n in range(args.time) for paper, _, _ in read
        ]
        began = time.perf_counter()
        resolve(many_papers, [found for _ in range(args.time) for _, found, _ in read])
        print(f"{len(many_papers)} papers in {time.perf_counter() - began:.2f} s")


if __name__ == "__main__":
    main()
