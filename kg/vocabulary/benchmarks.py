"""Datasets that are known as benchmarks before any paper is read; `docs/data.md` says where the table comes from."""

from __future__ import annotations

from functools import cache

from kg.text.normalise import normalise
from kg.vocabulary.tsv import read_table


@cache
def load_benchmarks() -> frozenset[str]:
    """The merge keys of their names; read once a process."""
    return frozenset(normalise(name) for (name,) in read_table("benchmarks.tsv", "name"))


def find_leading_benchmark(phrase: str) -> int:
    """The end of the benchmark's name with which a phrase begins ("ImageNet classification"); 0 if there is none.

    The rest of the phrase must be words in lower case, and the name be written as a name: "MATH reasoning", not "math
    reasoning".
    """
    words = phrase.split(" ")
    for count in range(len(words) - 1, 0, -1):
        name = " ".join(words[:count])
        is_name = sum(char.isupper() or char.isdigit() for char in name) > 1
        if words[count].islower() and is_name and normalise(name) in load_benchmarks():
            return len(name)
    return 0
