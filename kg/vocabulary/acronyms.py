"""The long forms that papers at large define for short forms, counted over many abstracts (`docs/data.md`)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.text.normalise import normalise
from kg.vocabulary.tsv import read_table


@dataclass(frozen=True, slots=True)
class KnownSense:
    """A long form that papers at large define for a short form."""

    long: str
    papers: int
    share: float  # of the papers that define the short form
    short: str  # as those papers write it


@cache
def load_senses() -> Mapping[str, tuple[KnownSense, ...]]:
    """The senses of each short form, by its merge key, most papers first; read once a process."""
    senses: dict[str, list[KnownSense]] = defaultdict(list)
    for short, long, papers, share in read_table("acronyms.tsv", "short", "long", "papers", "share"):
        senses[normalise(short)].append(KnownSense(long, int(papers), float(share), short))
    return MappingProxyType({key: tuple(longs) for key, longs in senses.items()})


@cache
def load_ordinary_words() -> frozenset[str]:
    """The words that long forms write in lower case."""
    longs = (sense.long for senses in load_senses().values() for sense in senses)
    return frozenset(word for long in longs for word in re.split(r"[ -]", long) if word.islower())
