"""The matrix of papers and the concepts that they name, and the information content of each concept.

Inverse document frequency (Sparck Jones, 1972), smoothed as in Robertson and Sparck Jones (1976):
`-log2((df + 0.5) / (N + 1))` bits for a concept that `df` of `N` papers name; this is also its information content
(Resnik, 1995). Its weight in the corpus multiplies that with the damped number of its papers, `log2(1 + df)`
(sublinear tf-idf, Salton and Buckley, 1988). The product is greatest near `sqrt(N)` papers: names that every paper
uses say as little about what papers share as names that one paper uses (Luhn, 1958).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.model.derived import SharedConcept
from kg.model.knowledge import Knowledge

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Incidence:
    """The papers by entities matrix: `matrix[p, e]` is 1.0 where paper `p` names entity `e`, else 0."""

    papers: tuple[str, ...]  # ids, in the order of the knowledge
    entities: tuple[str, ...]  # ids, in the order of the knowledge
    matrix: sparse.csr_array  # (papers, entities)

    @cached_property
    def document_frequencies(self) -> Ints:
        """How many papers name each entity. Shape: `(entities,)`."""
        return np.bincount(self.matrix.indices, minlength=len(self.entities)).astype(np.int64)

    @cached_property
    def information(self) -> Floats:
        """The inverse document frequency of each entity, in bits. Shape: `(entities,)`."""
        return compute_inverse_document_frequency(self.document_frequencies, len(self.papers))

    @property
    def corpus_weights(self) -> Floats:
        """The weight of each entity in the corpus. Shape: `(entities,)`."""
        return compute_corpus_weight(self.document_frequencies, len(self.papers))

    @cached_property
    def columns(self) -> sparse.csc_array:
        """The same matrix by entity: `columns.indices` has the papers that name each."""
        return sparse.csc_array(self.matrix)

    @cached_property
    def sizes(self) -> Floats:
        """How many entities each paper names. Shape: `(papers,)`."""
        return np.asarray(self.matrix.sum(axis=1)).ravel()

    def papers_of(self, entity: int) -> Ints:
        """The numbers of the papers that name an entity, ascending."""
        column = slice(self.columns.indptr[entity], self.columns.indptr[entity + 1])
        return np.asarray(self.columns.indices[column], dtype=np.int64)

    def entities_of(self, paper: int) -> Ints:
        """The numbers of the entities that a paper names, ascending."""
        row = slice(self.matrix.indptr[paper], self.matrix.indptr[paper + 1])
        return np.asarray(self.matrix.indices[row], dtype=np.int64)


def build_incidence(knowledge: Knowledge) -> Incidence:
    """The incidence matrix of all papers and entities; repeated mentions count once."""
    number = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    rows = [sorted({number[mention.entity] for mention in facts.mentions}) for facts in knowledge.papers]
    indptr = np.cumsum([0, *map(len, rows)])
    indices = np.array([column for row in rows for column in row], dtype=np.int64)
    return join_incidence(tuple(facts.paper.id for facts in knowledge.papers), tuple(number), indptr, indices)


def join_incidence(papers: tuple[str, ...], entities: tuple[str, ...], indptr: Ints, indices: Ints) -> Incidence:
    """The incidence matrix in which paper `p` names the entities `indices[indptr[p] : indptr[p + 1]]`, ascending."""
    matrix = sparse.csr_array((np.ones(len(indices)), indices, indptr), shape=(len(papers), len(entities)))
    return Incidence(papers, entities, matrix)


def compute_inverse_document_frequency(document_frequencies: Ints, papers: int) -> Floats:
    """The inverse document frequency of a concept among `papers` papers, in bits, at least 0 (formula above)."""
    return np.maximum(0.0, -np.log2((document_frequencies + 0.5) / (papers + 1)))


def compute_corpus_weight(document_frequencies: Ints, papers: int) -> Floats:
    """Sublinear tf-idf of a concept over the whole corpus (formula above)."""
    information = compute_inverse_document_frequency(document_frequencies, papers)
    return np.asarray(np.log2(1.0 + document_frequencies) * information)


def rank_shared_concepts(incidence: Incidence, *, min_papers: int = 2) -> tuple[SharedConcept, ...]:
    """The entities that at least `min_papers` papers name, those of the greatest weight first."""
    frequencies, information, weights = incidence.document_frequencies, incidence.information, incidence.corpus_weights
    shared = [
        SharedConcept(entity, int(frequencies[i]), round(float(information[i]), 4), round(float(weights[i]), 4))
        for i, entity in enumerate(incidence.entities)
        if frequencies[i] >= min_papers
    ]
    return tuple(sorted(shared, key=lambda concept: (-concept.weight, concept.entity)))
