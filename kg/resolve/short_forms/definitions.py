"""What papers define short forms to mean."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.records import Extraction
from kg.resolve.forms import shown
from kg.resolve.word_forms import numbers, singular_name
from kg.text.normalise import is_short_form


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions of the corpus."""

    longs: Mapping[str, Mapping[str, set[int]]]  # short key -> long key -> papers
    of_paper: Mapping[tuple[str, int], str]  # (short key, paper) -> long key
    spelled: Mapping[str, str]  # key -> a spelling


def definitions(extractions: Sequence[Extraction], keys: Sequence[Sequence[str]]) -> Definitions:
    """Collects what the papers define; of two definitions in one paper the first counts.

    A paper that uses "RMT" and writes of "reinforcement mid-training", and of nothing else with these initials, defines
    it as well, whatever papers at large mean by "RMT".
    """
    longs: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    of_paper: dict[tuple[str, int], str] = {}
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for paper, (extraction, row) in enumerate(zip(extractions, keys, strict=True)):
        key_at = {mention.start: key for mention, key in zip(extraction.mentions, row, strict=True)}
        for pair in sorted(extraction.abbreviations, key=lambda pair: (pair.long, pair.short)):
            short, long = key_at[pair.short], key_at[pair.long]
            if len(short) >= len(long) or (numbers(short) and numbers(long) and numbers(short) != numbers(long)):
                continue  # "Llama-2 (Llama-3)" is no definition
            spelled[short][shown(extraction.mention_at(pair.short).text)] += 1
            spelled[long][shown(extraction.mention_at(pair.long).text)] += 1
            if (short, paper) not in of_paper:
                of_paper[short, paper] = long
                longs[short][long].add(paper)
        for short, long in _implied(extraction, row):
            if (short, paper) not in of_paper:
                of_paper[short, paper] = long
                longs[short][long].add(paper)
                for mention, key in zip(extraction.mentions, row, strict=True):
                    if key in (short, long):
                        spelled[key][shown(mention.text)] += 1
    best = {key: min(counts, key=lambda s: (-counts[s], s)) for key, counts in spelled.items()}
    return Definitions(longs, of_paper, best)


_INITIALS = 3  # letters; two stand for too many things


def _implied(extraction: Extraction, row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Short forms and the only names of the paper whose words begin with their letters, as keys."""
    shorts: dict[str, str] = {}
    named: dict[str, set[str]] = defaultdict(set)
    for mention, key in zip(extraction.mentions, row, strict=True):
        name = shown(mention.text)
        if is_short_form(name) and singular_name(name).isupper() and len(singular_name(name)) >= _INITIALS:
            shorts[key] = singular_name(name).casefold()
        elif words := [word for word in re.split(r"[\s-]+", name) if word]:
            named["".join(word[0] for word in words).casefold()].add(key)
    for key in sorted(shorts):
        longs = sorted(named[shorts[key]])
        if len(longs) == 1:
            yield key, longs[0]
