"""Which concepts papers share, how telling each is, and what that links: derived figures, never extracted facts.

How telling a concept is: its information content (Sparck Jones, 1972; Resnik, 1995), smoothed as in Robertson and
Sparck Jones (1976): `-log2((df + 0.5) / (N + 1))` bits for a concept that `df` of `N` papers name. A concept's weight
in the corpus multiplies that with the damped number of its papers, `log2(1 + df)` (sublinear tf-idf, Salton and
Buckley, 1988). The product peaks near `sqrt(N)` papers: names that everybody uses tell as little as names that one
paper uses (Luhn, 1958).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.model.derived import ConceptLink, PaperLink, SharedConcept
from kg.model.knowledge import Knowledge

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PAPERS_PER_BLOCK = 256  # whose links are computed at once: bounds the memory of the product
_DIGITS = 9  # of a strength that are compared: sums of one set in another order are equal
_LEAST_BITS = 1.0  # papers that share no more than this are not linked


@dataclass(frozen=True, slots=True)
class Incidence:
    """Who names what: `matrix[p, e]` is 1.0 where paper `p` names entity `e`."""

    papers: tuple[str, ...]  # ids, in the order of the knowledge
    entities: tuple[str, ...]
    matrix: sparse.csr_array

    @property
    def frequencies(self) -> Ints:
        """Papers per entity."""
        return np.bincount(self.matrix.indices, minlength=len(self.entities)).astype(np.int64)


def incidence(knowledge: Knowledge) -> Incidence:
    """The papers by entities matrix, entities in the order of the knowledge."""
    number = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    columns = [sorted({number[m.entity] for m in facts.mentions}) for facts in knowledge.papers]
    indptr = np.cumsum([0, *map(len, columns)])
    indices = np.array([c for row in columns for c in row], dtype=np.int64)
    matrix = sparse.csr_array(
        (np.ones(len(indices)), indices, indptr), shape=(len(knowledge.papers), len(knowledge.entities))
    )
    return Incidence(tuple(f.paper.id for f in knowledge.papers), tuple(number), matrix)


def information(frequencies: Ints, papers: int) -> Floats:
    """Bits that naming a concept tells of a paper; see the module."""
    return np.maximum(0.0, -np.log2((frequencies + 0.5) / (papers + 1)))


def importance(frequencies: Ints, papers: int) -> Floats:
    """A concept's weight in the corpus; see the module."""
    return np.asarray(np.log2(1.0 + frequencies) * information(frequencies, papers))


def shared_concepts(knowledge: Knowledge, *, min_papers: int = 2) -> tuple[SharedConcept, ...]:
    """Entities that at least `min_papers` papers name, the weightiest first."""
    table = incidence(knowledge)
    frequencies = table.frequencies
    bits = information(frequencies, len(table.papers))
    weight = importance(frequencies, len(table.papers))
    shared = [
        SharedConcept(entity, int(frequencies[i]), round(float(bits[i]), 4), round(float(weight[i]), 4))
        for i, entity in enumerate(table.entities)
        if frequencies[i] >= min_papers
    ]
    return tuple(sorted(shared, key=lambda c: (-c.weight, c.entity)))


def togetherness(table: Incidence, entities: Ints) -> tuple[sparse.csr_array, sparse.csr_array]:
    """How often and how tellingly papers name these entities together, as two symmetric matrices with zero diagonal.

    The first counts papers. In the second a paper that names `k` of the entities adds `1 / (k - 1)` to each pair
    (Newman, 2001: one who knows everybody says little of who knows whom), and each pair is multiplied with the
    information of both its ends.
    """
    named = sparse.csr_array(table.matrix[:, entities])
    size = np.asarray(named.sum(axis=1)).ravel()
    counts = sparse.csr_array(named.T @ named)
    told = sparse.csr_array(named.T @ named.multiply((1.0 / np.maximum(size - 1, 1.0))[:, np.newaxis]))
    bits = information(table.frequencies[entities], len(table.papers))
    told = sparse.csr_array(told.multiply(bits[:, np.newaxis]).multiply(bits[np.newaxis, :]))
    for matrix in (counts, told):
        matrix.setdiag(0.0)
        matrix.eliminate_zeros()
        matrix.sort_indices()
    return counts, told


def togetherness_of(table: Incidence, ends: Sequence[int]) -> tuple[Ints, Floats]:
    """For each entity, how many papers name it together with one of `ends`, and how tellingly: of a few, the rows of
    `togetherness` over all entities, summed. The ends themselves have 0."""
    size = np.asarray(table.matrix.sum(axis=1)).ravel()
    shared = 1.0 / np.maximum(size - 1, 1.0)
    bits = information(table.frequencies, len(table.papers))
    counts, told = np.zeros(len(table.entities), dtype=np.int64), np.zeros(len(table.entities))
    columns = sparse.csc_array(table.matrix)
    for end in ends:
        naming = columns.indices[columns.indptr[end] : columns.indptr[end + 1]]
        rows = sparse.csr_array(table.matrix[naming])
        counts += np.asarray(rows.sum(axis=0)).ravel().astype(np.int64)
        told += np.asarray(shared[naming] @ rows).ravel() * bits[end] * bits
    counts[list(ends)], told[list(ends)] = 0, 0.0
    return counts, np.round(told, _DIGITS)


def concept_links(table: Incidence, entities: Sequence[int] | Ints, *, min_shared: int = 1) -> tuple[ConceptLink, ...]:
    """Links between the concepts numbered `entities` that `min_shared` papers or more name, by (source, target).

    The weight is that of `togetherness` over these concepts.
    """
    chosen = np.asarray(sorted(entities), dtype=np.int64)
    counts, told = togetherness(table, chosen)
    names = [table.entities[i] for i in chosen]
    links = []
    upper = sparse.triu(counts, k=1, format="coo")
    weights = np.asarray(told[upper.row, upper.col]).ravel() if upper.nnz else np.zeros(0)
    for row, column, count, weight in zip(upper.row, upper.col, upper.data, weights, strict=True):
        if count >= min_shared and weight > 0:
            source, target = sorted((names[row], names[column]))
            links.append(ConceptLink(source, target, int(count), round(float(weight), 6)))
    return tuple(sorted(links, key=lambda link: (link.source, link.target)))


def backbone(links: Sequence[ConceptLink], *, alpha: float) -> tuple[ConceptLink, ...]:
    """The links that matter to at least one of their ends, and every concept's own best link.

    The disparity filter (Serrano, Boguna and Vespignani, 2009): of a node with `k` links, one with the share `p` of its
    weight is kept where `(1 - p) ** (k - 1) < alpha`.
    """
    total: dict[str, float] = {}
    degree: dict[str, int] = {}
    best: dict[str, ConceptLink] = {}
    for link in links:
        for end in (link.source, link.target):
            total[end] = total.get(end, 0.0) + link.weight
            degree[end] = degree.get(end, 0) + 1
            if end not in best or link.weight > best[end].weight:
                best[end] = link
    return tuple(
        link
        for link in links
        if any(
            best[end] == link or (1 - link.weight / total[end]) ** (degree[end] - 1) < alpha
            for end in (link.source, link.target)
        )
    )


def paper_links(
    knowledge: Knowledge, *, of: str | None = None, per_paper: int = 10, concepts: int = 5
) -> tuple[PaperLink, ...]:
    """Papers that share telling concepts: the `per_paper` nearest of each paper, or `of` one, by (source, target).

    The weight is the cosine of the papers' concept vectors, weighted by information content; `concepts` says how many
    of the shared ones, the most telling first, each link names.
    """
    table = incidence(knowledge)
    bits = information(table.frequencies, len(table.papers))
    weighted = sparse.csr_array(table.matrix.multiply(bits[np.newaxis, :]))
    norm = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = sparse.csr_array(weighted.multiply((1.0 / np.where(norm > 0, norm, 1.0))[:, np.newaxis]))
    found: dict[tuple[int, int], float] = {}
    transposed = sparse.csc_array(unit.T)
    asked = [i for i, paper in enumerate(table.papers) if of is None or paper == of]
    for first in range(0, len(asked), _PAPERS_PER_BLOCK):
        block = sparse.csr_array(unit[asked[first : first + _PAPERS_PER_BLOCK]] @ transposed)
        for row, here in enumerate(asked[first : first + _PAPERS_PER_BLOCK]):
            cells = slice(block.indptr[row], block.indptr[row + 1])
            others, cosines = block.indices[cells], block.data[cells]
            nearest = np.lexsort((others, -np.round(cosines, 9)))
            for i in [i for i in nearest if others[i] != here][:per_paper]:
                there = int(others[i])
                found[min(here, there), max(here, there)] = float(cosines[i])
    links = []
    for (a, b), cosine in sorted(found.items()):
        shared = np.intersect1d(_row(table.matrix, a), _row(table.matrix, b))
        if bits[shared].sum() > _LEAST_BITS:
            telling = shared[np.lexsort((shared, -bits[shared]))][:concepts]
            names = tuple(table.entities[i] for i in telling)
            links.append(PaperLink(table.papers[a], table.papers[b], round(cosine, 4), names, len(shared)))
    return tuple(links)


def _row(matrix: sparse.csr_array, row: int) -> Ints:
    return np.asarray(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]], dtype=np.int64)
