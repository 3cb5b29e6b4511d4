"""Datasets that are known as benchmarks before any paper is read; `docs/data.md` says where the table comes from."""

from __future__ import annotations

from functools import cache
from importlib import resources

from kg.text.normalise import normalise


@cache
def known() -> frozenset[str]:
    """The merge keys of their names; read once a process."""
    text = resources.files("kg.vocabulary").joinpath("benchmarks.tsv").read_text(encoding="utf-8")
    return frozenset(normalise(line.split("\t")[0]) for line in text.splitlines()[1:])


def leads(phrase: str) -> int:
    """Where the benchmark's name ends that a phrase begins with ("ImageNet classification"); 0 where none does.

    What is left must be words in lower case, and the name written as names are: "MATH reasoning", not "math reasoning".
    """
    words = phrase.split(" ")
    for count in range(len(words) - 1, 0, -1):
        name = " ".join(words[:count])
        if words[count].islower() and sum(c.isupper() or c.isdigit() for c in name) > 1 and normalise(name) in known():
            return len(name)
    return 0
