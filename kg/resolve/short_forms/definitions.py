"""The long forms that papers define for short forms."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.records import Extraction
from kg.resolve.resolution_graph import Node
from kg.resolve.word_forms import find_numbers, to_singular
from kg.text.normalise import SurfaceForm, is_short_form, surface_form

_INITIALS = 3  # letters that a short form needs to be told by initials alone; two stand for too many things


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions of the corpus."""

    longs: Mapping[Node, Mapping[Node, set[int]]]  # short form -> long form -> positions of papers that define it so
    spelled: Mapping[Node, SurfaceForm]  # of a short or long form, its usual spelling in definitions


def collect_definitions(extractions: Sequence[Extraction], nodes: Sequence[Sequence[Node]]) -> Definitions:
    """The definitions that papers give; of two for one short form in one paper, the first by long form counts.

    A paper that uses "RMT" and writes of "reinforcement mid-training", and of nothing else with these initials, defines
    it as well, whatever papers at large mean by "RMT". `nodes` gives the node of every mention, paper by paper.
    """
    longs: dict[Node, dict[Node, set[int]]] = defaultdict(lambda: defaultdict(set))
    spelled: dict[Node, Counter[str]] = defaultdict(Counter)
    for paper, (extraction, row) in enumerate(zip(extractions, nodes, strict=True)):
        node_at = {mention.start: node for mention, node in zip(extraction.mentions, row, strict=True)}
        defined: set[Node] = set()
        for pair in sorted(extraction.abbreviations, key=lambda pair: (pair.long, pair.short)):
            short, long = node_at[pair.short], node_at[pair.long]
            if not _may_define(short.key, long.key):
                continue
            spelled[short][surface_form(extraction.mention_at(pair.short).text).display] += 1
            spelled[long][surface_form(extraction.mention_at(pair.long).text).display] += 1
            if short not in defined:
                defined.add(short)
                longs[short][long].add(paper)
        for short, long in _find_implied(extraction, row):
            if short not in defined:
                defined.add(short)
                longs[short][long].add(paper)
                for mention, node in zip(extraction.mentions, row, strict=True):
                    if node in (short, long):
                        spelled[node][surface_form(mention.text).display] += 1
    usual = {node: min(counts, key=lambda s: (-counts[s], s)) for node, counts in spelled.items()}
    return Definitions(longs, {node: surface_form(spelling) for node, spelling in usual.items()})


def _may_define(short: str, long: str) -> bool:
    """Whether the keys can be those of a short form and its long form; "Llama-2 (Llama-3)" is no definition."""
    numbers = find_numbers(short), find_numbers(long)
    return len(short) < len(long) and not (all(numbers) and numbers[0] != numbers[1])


def _find_implied(extraction: Extraction, row: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Short forms of a paper, each with the only name of the paper whose words begin with its letters."""
    shorts: dict[Node, str] = {}
    by_initials: dict[str, set[Node]] = defaultdict(set)
    for mention, node in zip(extraction.mentions, row, strict=True):
        name = surface_form(mention.text).display
        if is_short_form(name) and to_singular(name).isupper() and len(to_singular(name)) >= _INITIALS:
            shorts[node] = to_singular(name).casefold()
        elif words := [word for word in re.split(r"[\s-]+", name) if word]:
            by_initials["".join(word[0] for word in words).casefold()].add(node)
    for node in sorted(shorts):
        longs = sorted(by_initials[shorts[node]])
        if len(longs) == 1:
            yield node, longs[0]
