"""A picture of two entities side by side: what papers name with the one, with the other, and with both."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from kg.analyse.analysis import Analysis
from kg.analyse.cooccurrence import count_cooccurrence, link_concepts
from kg.analyse.incidence import Floats, Incidence
from kg.model.derived import Community, ConceptMap
from kg.model.errors import UsageError
from kg.pictures.scene import lay_out_scene
from kg.pictures.selection import Selection, find_naming_papers, to_map_links

TOP = 60
_SHARE_OF_BOTH = 0.5  # of the concepts shown, at most, are those that both have
_WEIGHT_OF_ENDS = 1.6  # of each of the two, next to the greatest weight of the others


def make_comparison(analysis: Analysis, first: str, second: str, *, top: int | None = None) -> ConceptMap:
    """A picture of two entities (ids): the concepts that papers name together with both, and those with only one.

    Raises:
        UsageError: they are the same.
    """
    if first == second:
        raise UsageError("Both names are of one entity; compare it with another.")
    knowledge, incidence = analysis.knowledge, analysis.incidence
    number = {entity: i for i, entity in enumerate(incidence.entities)}
    ends = [number[first], number[second]]
    names = [knowledge.entities[i].name for i in ends]
    strengths = _measure_strengths(incidence, ends)
    with_both = np.minimum(strengths[0], strengths[1])
    groups = _choose_groups(strengths, with_both, top or TOP)
    chosen = [*ends, *(i for group in groups for i in group)]
    naming = find_naming_papers(incidence, chosen)
    compared_with = {incidence.entities[i] for group in groups for i in group}
    links = [
        link
        for link in link_concepts(incidence, count_cooccurrence(incidence, chosen))
        if len({link.source, link.target} & {first, second}) == 1 and {link.source, link.target} & compared_with
    ]
    together = naming[first] & naming[second]
    only, shared, other = (tuple(incidence.entities[i] for i in group) for group in groups)
    communities = (
        Community(0, f"only with {names[0]}", (first, *only), tuple(sorted(naming[first] - together))),
        Community(1, "with both", shared, tuple(sorted(together))),
        Community(2, f"only with {names[1]}", (second, *other), tuple(sorted(naming[second] - together))),
    )
    shared_total = int(np.count_nonzero(np.round(with_both, 6)))
    alone = len(only) + len(other)
    caption = (
        f"{names[0]} is named by {_format_papers(len(naming[first]))}, "
        f"{names[1]} by {_format_papers(len(naming[second]))}, both by {_format_papers(len(together))}. "
        f"{shared_total:,} concepts are named with each of them; "
        f"{len(shared):,} of these are shown, and the {alone:,} that go most with one of the two alone. "
        "A line joins concepts that papers name together."
    )
    return lay_out_scene(
        Selection(tuple(sorted(chosen)), to_map_links(links, naming)),
        analysis.find_entities(chosen),
        {},
        tuple(community for community in communities if community.concepts),
        _weigh(incidence, strengths, ends),
        title=f"{names[0]} and {names[1]}",
        caption=caption,
        focus=None,
        side_by_side=True,
    )


def _measure_strengths(incidence: Incidence, ends: list[int]) -> Floats:
    """How strongly papers name each entity together with either end: co-occurrence weight times papers.

    Shape: `(2, entities)`; 0 for the ends themselves.
    """
    _, counts, weights = count_cooccurrence(incidence, np.arange(len(incidence.entities), dtype=np.int64))
    strengths = np.round(sparse.csr_array(weights.multiply(counts))[ends].toarray(), 6)
    strengths[:, ends] = 0.0
    return np.asarray(strengths)


def _choose_groups(strengths: Floats, with_both: Floats, top: int) -> tuple[list[int], list[int], list[int]]:
    """The entity numbers of the left (with the first only), middle (with both) and right group, the strongest first."""

    def rank(values: Floats, most: int) -> list[int]:
        order = np.lexsort((np.arange(len(values)), -values))
        return [int(i) for i in order[:most] if values[i] > 0]

    middle = rank(with_both, max(1, int(top * _SHARE_OF_BOTH)))
    most = max(1, (top - len(middle)) // 2)
    left, right = (rank(np.where(with_both > 0, 0.0, strengths[end]), most) for end in (0, 1))
    return left, middle, right


def _weigh(incidence: Incidence, strengths: Floats, ends: list[int]) -> Floats:
    weights = incidence.corpus_weights * (strengths.max(axis=0) > 0)
    weights[ends] = _WEIGHT_OF_ENDS * max(1.0, float(weights.max(initial=0.0)))
    return np.asarray(weights)


def _format_papers(count: int) -> str:
    return f"{count:,} paper" if count == 1 else f"{count:,} papers"
