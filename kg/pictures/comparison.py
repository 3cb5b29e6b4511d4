"""A picture of two entities side by side: what papers name with the one, with the other, and with both."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from kg.analyse.concepts import Floats, Incidence, concept_links, importance, incidence, togetherness
from kg.model.derived import Community, ConceptMap
from kg.model.errors import UsageError
from kg.model.knowledge import Knowledge
from kg.pictures.scene import drawn
from kg.pictures.selection import Selection, lines, naming_papers

TOP = 60
_SHARE_OF_BOTH = 0.5  # of the concepts shown, at most, are those that both have

_ENDS = 1.6  # how much the two weigh next to the weightiest of the others


def compared(knowledge: Knowledge, first: str, second: str, *, top: int | None = None) -> ConceptMap:
    """What two entities (ids) share, and what only one has: concepts that papers name together with them.

    Raises:
        UsageError: they are the same.
    """
    if first == second:
        raise UsageError("Both names are of one entity; compare it with another.")
    table = incidence(knowledge)
    number = {entity: i for i, entity in enumerate(table.entities)}
    ends = [number[first], number[second]]
    names = [knowledge.entities[i].name for i in ends]
    strengths = _strengths(table, ends)
    both = np.minimum(strengths[0], strengths[1])
    groups = _groups(strengths, both, top or TOP)
    chosen = [*ends, *(i for group in groups for i in group)]
    naming = naming_papers(knowledge, {table.entities[i] for i in chosen})
    kept = {table.entities[i] for group in groups for i in group}
    every = [
        link
        for link in concept_links(table, chosen)
        if len({link.source, link.target} & {first, second}) == 1 and {link.source, link.target} & kept
    ]
    links = lines(every, naming)
    together = naming[first] & naming[second]
    only, shared, other = (tuple(table.entities[i] for i in group) for group in groups)
    halves = (
        Community(0, f"only with {names[0]}", (first, *only), tuple(sorted(naming[first] - together))),
        Community(1, "with both", shared, tuple(sorted(together))),
        Community(2, f"only with {names[1]}", (second, *other), tuple(sorted(naming[second] - together))),
    )
    wide = int(np.count_nonzero(np.round(both, 6)))
    alone = len(only) + len(other)
    caption = (
        f"{names[0]} is named by {_papers(len(naming[first]))}, {names[1]} by {_papers(len(naming[second]))}, both by "
        f"{_papers(len(together))}. {wide:,} concepts are named with each of them; {len(shared):,} of these are shown, "
        f"and the {alone:,} that tell most of one alone. A line joins concepts that papers name together."
    )
    return drawn(
        knowledge,
        Selection(tuple(sorted(chosen)), links),
        tuple(half for half in halves if half.concepts),
        _sizes(table, strengths, ends),
        title=f"{names[0]} and {names[1]}",
        caption=caption,
        focus=None,
        side_by_side=True,
    )


def _strengths(table: Incidence, ends: list[int]) -> Floats:
    """How tellingly papers name each entity together with either end (2 x entities); 0 for the ends themselves."""
    counts, told = togetherness(table, np.arange(len(table.entities), dtype=np.int64))
    strengths = np.round(sparse.csr_array(told.multiply(counts))[ends].toarray(), 6)
    strengths[:, ends] = 0.0
    return np.asarray(strengths)


def _groups(strengths: Floats, both: Floats, top: int) -> tuple[list[int], list[int], list[int]]:
    """What only the first has, what both have, what only the second has; each the strongest first."""

    def ranked(values: Floats, most: int) -> list[int]:
        order = np.lexsort((np.arange(len(values)), -values))
        return [int(i) for i in order[:most] if values[i] > 0]

    middle = ranked(both, max(1, int(top * _SHARE_OF_BOTH)))
    each = max(1, (top - len(middle)) // 2)
    sides = [ranked(np.where(both > 0, 0.0, strengths[side]), each) for side in (0, 1)]
    return sides[0], middle, sides[1]


def _sizes(table: Incidence, strengths: Floats, ends: list[int]) -> Floats:
    weight = importance(table.frequencies, len(table.papers)) * (strengths.max(axis=0) > 0)
    weight[ends] = _ENDS * max(1.0, float(weight.max(initial=0.0)))
    return np.asarray(weight)


def _papers(count: int) -> str:
    return f"{count:,} paper" if count == 1 else f"{count:,} papers"
