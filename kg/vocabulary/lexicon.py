"""The lexicon: all shipped knowledge about names, by merge key, in the form in which resolution looks it up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.vocabulary.acronyms import KnownSense, load_ordinary_words, load_senses
from kg.vocabulary.aliases import KnownName, load_aliases
from kg.vocabulary.benchmarks import load_benchmarks
from kg.vocabulary.metrics import load_directions


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables. An entry for one name of an entity also holds for the entity's main name."""

    senses: Mapping[str, tuple[KnownSense, ...]]  # of a short form, most papers first
    names: Mapping[str, KnownName]  # of a name or alias
    higher_is_better: Mapping[str, bool]  # of a metric's name
    benchmarks: frozenset[str]
    words: frozenset[str]  # ordinary words, in lower case


@cache
def load_lexicon() -> Lexicon:
    """The shipped tables; read once a process."""
    names = load_aliases()
    benchmarks = load_benchmarks()
    return Lexicon(
        senses=load_senses(),
        names=names,
        higher_is_better={names[key].key if key in names else key: up for key, up in load_directions().items()},
        benchmarks=benchmarks | {names[key].key for key in benchmarks if key in names},
        words=load_ordinary_words(),
    )
