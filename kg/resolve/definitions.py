"""What papers define short forms to mean."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.records import Extraction
from kg.resolve.forms import shown
from kg.resolve.words import numbers


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions of the corpus."""

    longs: Mapping[str, Mapping[str, set[int]]]  # short key -> long key -> papers
    of_paper: Mapping[tuple[str, int], str]  # (short key, paper) -> long key
    spelled: Mapping[str, str]  # key -> a spelling


def definitions(extractions: Sequence[Extraction], keys: Sequence[Sequence[str]]) -> Definitions:
    """Collects what the papers define; of two definitions in one paper the first counts."""
    longs: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    of_paper: dict[tuple[str, int], str] = {}
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for paper, (extraction, row) in enumerate(zip(extractions, keys, strict=True)):
        for pair in sorted(extraction.abbreviations, key=lambda pair: (pair.long, pair.short)):
            short, long = row[pair.short], row[pair.long]
            if len(short) >= len(long) or (numbers(short) and numbers(long) and numbers(short) != numbers(long)):
                continue  # "Llama-2 (Llama-3)" is no definition
            spelled[short][shown(extraction.mentions[pair.short].text)] += 1
            spelled[long][shown(extraction.mentions[pair.long].text)] += 1
            if (short, paper) not in of_paper:
                of_paper[short, paper] = long
                longs[short][long].add(paper)
    best = {key: min(counts, key=lambda s: (-counts[s], s)) for key, counts in spelled.items()}
    return Definitions(longs, of_paper, best)
