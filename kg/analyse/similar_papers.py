"""Papers that share concepts: cosine similarity of their concept vectors."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from kg.analyse.incidence import build_incidence
from kg.model.derived import PaperLink
from kg.model.knowledge import Knowledge

_PAPERS_PER_BLOCK = 256  # whose similarities are computed at once: bounds the memory of the product
_LEAST_BITS = 1.0  # papers that share no more information than this are not linked


def link_papers(
    knowledge: Knowledge, *, of: str | None = None, per_paper: int = 10, concepts: int = 5
) -> tuple[PaperLink, ...]:
    """The `per_paper` most similar papers of each paper, or of the one `of`, by (source, target).

    The weight is the cosine of the papers' vectors of concepts, weighted by information (`kg.analyse.incidence`). Each
    link names up to `concepts` of the shared ones, those with the most information first.
    """
    incidence = build_incidence(knowledge)
    information = incidence.information
    weighted = sparse.csr_array(incidence.matrix.multiply(information[np.newaxis, :]))
    norm = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = sparse.csr_array(weighted.multiply((1.0 / np.where(norm > 0, norm, 1.0))[:, np.newaxis]))
    similarity: dict[tuple[int, int], float] = {}
    transposed = sparse.csc_array(unit.T)
    asked = [i for i, paper in enumerate(incidence.papers) if of is None or paper == of]
    for first in range(0, len(asked), _PAPERS_PER_BLOCK):
        block = sparse.csr_array(unit[asked[first : first + _PAPERS_PER_BLOCK]] @ transposed)
        for row, paper in enumerate(asked[first : first + _PAPERS_PER_BLOCK]):
            columns = slice(block.indptr[row], block.indptr[row + 1])
            others, cosines = block.indices[columns], block.data[columns]
            nearest = np.lexsort((others, -np.round(cosines, 9)))
            for i in [i for i in nearest if others[i] != paper][:per_paper]:
                other = int(others[i])
                similarity[min(paper, other), max(paper, other)] = float(cosines[i])
    links = []
    for (a, b), cosine in sorted(similarity.items()):
        shared = np.intersect1d(incidence.entities_of(a), incidence.entities_of(b))
        if information[shared].sum() > _LEAST_BITS:
            ranked = shared[np.lexsort((shared, -information[shared]))][:concepts]
            names = tuple(incidence.entities[i] for i in ranked)
            links.append(PaperLink(incidence.papers[a], incidence.papers[b], round(cosine, 4), names, len(shared)))
    return tuple(links)
