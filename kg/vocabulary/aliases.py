"""What is known before any paper is read: shipped tables of short forms and aliases, `kg.vocabulary.benchmarks` and
`kg.vocabulary.metrics`.

`docs/data.md` says where each table comes from.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from kg.model.types import Label
from kg.text.normalise import is_short_form, normalise
from kg.vocabulary import benchmarks, metrics


@dataclass(frozen=True, slots=True)
class KnownMeaning:
    """A long form that papers at large define for a short form."""

    long: str
    papers: int
    share: float  # of the papers that define the short form
    short: str  # as those papers write it


@dataclass(frozen=True, slots=True)
class KnownName:
    """An entity that is well known under several names."""

    name: str
    key: str  # merge key of the name
    label: Label
    long: str  # its long form where the name is a short form, else the name


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables, by merge key."""

    meanings: Mapping[str, tuple[KnownMeaning, ...]]  # of a short form, most papers first
    names: Mapping[str, KnownName]  # of a name or alias
    higher_is_better: Mapping[str, bool]  # of a metric's name
    benchmarks: frozenset[str]
    words: frozenset[str]  # ordinary words of long forms, in lower case


def _rows(file: str) -> Iterator[list[str]]:
    text = resources.files("kg.vocabulary").joinpath(file).read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        yield line.split("\t")


@cache
def load() -> Tables:
    """The shipped tables; read once a process."""
    meanings: dict[str, list[KnownMeaning]] = defaultdict(list)
    words: set[str] = set()
    for short, long, papers, share, _ in _rows("acronyms.tsv"):
        meanings[normalise(short)].append(KnownMeaning(long, int(papers), float(share), short))
        words.update(word for word in re.split(r"[ -]", long) if word.islower())
    names: dict[str, KnownName] = {}
    for label, name, aliases, _ in _rows("aliases.tsv"):
        spellings = (name, *filter(None, aliases.split("; ")))
        long = next((s for s in spellings[1:] if " " in s), name) if is_short_form(name) else name
        known = KnownName(name, normalise(name), cast(Label, label), long)
        for spelling in spellings:
            names.setdefault(normalise(spelling), known)
    better: dict[str, bool] = {}
    for key, higher in metrics.known().items():
        better[names[key].key if key in names else key] = higher
    known_benchmarks = benchmarks.known()
    return Tables(
        meanings={short: tuple(longs) for short, longs in meanings.items()},
        names=names,
        higher_is_better=better,
        benchmarks=known_benchmarks | {names[key].key for key in known_benchmarks if key in names},
        words=frozenset(words),
    )
