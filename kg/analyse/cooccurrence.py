"""Co-occurrence of concepts in papers: counts, weights, and the links that stand out.

A paper that names `k` concepts adds `1 / (k - 1)` to the weight of each pair of them (Newman, 2001: a collaboration of
many says little about any two), and the sum is multiplied with the information of both concepts
(`kg.analyse.incidence`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from kg.analyse.incidence import Floats, Incidence, Ints
from kg.model.derived import ConceptLink

_DIGITS = 9  # of a weight that are compared: sums of the same numbers in another order are equal


class Cooccurrence(NamedTuple):
    """How often and with which weight papers name concepts together: symmetric matrices with a diagonal of zeros."""

    concepts: Ints  # entity numbers of the rows and columns, ascending
    counts: sparse.csr_array  # papers that name both, (concepts, concepts)
    weights: sparse.csr_array  # co-occurrence weights, (concepts, concepts)


def count_cooccurrence(incidence: Incidence, concepts: Sequence[int] | Ints) -> Cooccurrence:
    """The co-occurrence of these concepts with each other; the weights depend on which are asked for."""
    chosen = np.asarray(sorted(concepts), dtype=np.int64)
    named = sparse.csr_array(incidence.matrix[:, chosen])
    sizes = np.asarray(named.sum(axis=1)).ravel()
    counts = sparse.csr_array(named.T @ named)
    weights = sparse.csr_array(named.T @ named.multiply(_weigh_pairs(sizes)[:, np.newaxis]))
    information = incidence.information[chosen]
    weights.data *= np.repeat(information, np.diff(weights.indptr))  # in place: this is most of what memory holds
    weights.data *= information[weights.indices]
    for matrix in (counts, weights):
        matrix.setdiag(0.0)
        matrix.eliminate_zeros()
        matrix.sort_indices()
    return Cooccurrence(chosen, counts, weights)


def count_cooccurrence_with(incidence: Incidence, ends: Sequence[int]) -> tuple[Ints, Floats]:
    """For each entity, how many papers name it together with `ends`, and with which weight. Shapes: `(entities,)`.

    These are rows of `count_cooccurrence` over all entities, summed over the few `ends`, which have 0 themselves.
    """
    per_pair = _weigh_pairs(incidence.sizes)
    information = incidence.information
    counts, weights = np.zeros(len(incidence.entities), dtype=np.int64), np.zeros(len(incidence.entities))
    for end in ends:
        papers = incidence.papers_of(end)
        rows = sparse.csr_array(incidence.matrix[papers])
        counts += np.asarray(rows.sum(axis=0)).ravel().astype(np.int64)
        weights += np.asarray(per_pair[papers] @ rows).ravel() * information[end] * information
    counts[list(ends)], weights[list(ends)] = 0, 0.0
    return counts, np.round(weights, _DIGITS)


def _weigh_pairs(sizes: Floats) -> Floats:
    """The weight that a paper adds to each pair of its concepts, by the number of its concepts."""
    return 1.0 / np.maximum(sizes - 1, 1.0)


def link_concepts(incidence: Incidence, cooccurrence: Cooccurrence, *, min_papers: int = 1) -> tuple[ConceptLink, ...]:
    """Links between concepts that `min_papers` papers or more name together, by (source, target)."""
    names = [incidence.entities[i] for i in cooccurrence.concepts]
    upper = sparse.triu(cooccurrence.counts, k=1, format="coo")
    weights = np.asarray(cooccurrence.weights[upper.row, upper.col]).ravel() if upper.nnz else np.zeros(0)
    links = []
    for row, column, papers, weight in zip(upper.row, upper.col, upper.data, weights, strict=True):
        if papers >= min_papers and weight > 0:
            source, target = sorted((names[row], names[column]))
            links.append(ConceptLink(source, target, int(papers), round(float(weight), 6)))
    return tuple(sorted(links, key=lambda link: (link.source, link.target)))


def keep_backbone(links: Sequence[ConceptLink], *, alpha: float) -> tuple[ConceptLink, ...]:
    """The links that stand out at one of their ends at least, and the strongest link of every concept.

    The disparity filter (Serrano, Boguna and Vespignani, 2009): at a node with `k` links, one with the share `p` of
    their weight is kept where `(1 - p) ** (k - 1) < alpha`.
    """
    total: dict[str, float] = {}
    degree: dict[str, int] = {}
    strongest: dict[str, ConceptLink] = {}
    for link in links:
        for end in (link.source, link.target):
            total[end] = total.get(end, 0.0) + link.weight
            degree[end] = degree.get(end, 0) + 1
            if end not in strongest or link.weight > strongest[end].weight:
                strongest[end] = link
    return tuple(
        link
        for link in links
        if any(
            strongest[end] == link or (1 - link.weight / total[end]) ** (degree[end] - 1) < alpha
            for end in (link.source, link.target)
        )
    )
