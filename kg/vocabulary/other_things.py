"""Names of languages, sites and meetings, which follow prepositions just as names of datasets do."""

from __future__ import annotations

from functools import cache

from kg.vocabulary.tsv import read_table


@cache
def load_other_things() -> frozenset[str]:
    """The names as they are written; read once a process."""
    return frozenset(name for name, _ in read_table("other_things.tsv", "name", "kind"))
