"""Communities of concepts that papers name together: the corpus's themes. Derived, never extracted.

The Louvain algorithm (Blondel et al., 2008) on the links of `kg.analyse.cooccurrence`, the best of several orders of
visiting by modularity. Not Leiden: scikit-network's refinement draws from the C library's `rand`, which its
`random_state` does not seed, so that two calls on one graph differ. The weight of a link grows with its papers, because
two concepts that one paper names are no theme. Metrics, and concepts that many papers name, stay out of it ("training
cost", "large language model", and with them the words by which a listing was searched for): they belong to every theme,
and pull together what has nothing else in common. They join the theme to which their links have the greatest total
weight.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kg.analyse.cooccurrence import Cooccurrence
from kg.analyse.incidence import Floats, Incidence, Ints
from kg.model.derived import Community
from kg.model.knowledge import Entity

_LEAST_CONCEPTS = 4  # fewer are no theme
_ORDERS = 8  # of visiting the nodes, at most
_LINKS_VISITED = 1_000_000  # over all orders: large graphs get fewer
_NAMED_BY = 3  # concepts in a name
_TOO_COMMON = 0.06  # a concept that more of the papers name says what was searched for, not what a theme is about
_OFTENER = 4  # than the usual shared concept, it must also be named: small corpora repeat themselves
_RESOLUTION = 1.2  # of the modularity: about a dozen themes in 468 papers
_NAMING_TYPES = ("METHOD", "TASK", "MODEL")  # datasets name a theme only where nothing else does
_PROPER_NAME = 0.5  # how well "T5" names a theme, next to "low-rank adaptation": a name says little to an outsider
_SMALL = 25  # papers; with fewer, every share is large and no concept is too common


def find_communities(
    entities: Sequence[Entity], incidence: Incidence, cooccurrence: Cooccurrence
) -> tuple[Community, ...]:
    """The communities of the concepts that two papers or more name, the one of most papers first.

    Args:
        entities: the entities of the incidence matrix, in its order.
        cooccurrence: of the concepts that two papers or more name.
    """
    shared = cooccurrence.concepts
    if len(shared) < _LEAST_CONCEPTS:
        return ()
    frequencies = incidence.document_frequencies
    limit = _limit_papers(frequencies[shared], len(incidence.papers))
    is_outside = np.array([entities[i].type == "METRIC" or frequencies[i] > limit for i in shared])
    labels = _label_concepts(sparse.csr_array(cooccurrence.weights.multiply(cooccurrence.counts)), is_outside)
    members = _collect_members(shared, labels, incidence.corpus_weights)
    papers = _assign_papers(incidence, shared, labels, len(members))
    order = sorted(range(len(members)), key=lambda label: (-len(papers[label]), members[label][0]))
    taken: set[str] = set()
    communities = []
    for number, label in enumerate(order):
        scores = _score_as_names(incidence, members[label], papers[label])
        name = _choose_name([entities[i] for i in members[label]], scores, limit, taken)
        concepts = tuple(incidence.entities[i] for i in members[label])
        ids = tuple(sorted(incidence.papers[paper] for paper in papers[label]))
        communities.append(Community(number, name, concepts, ids))
    return tuple(communities)


def compute_share_within_community(
    incidence: Incidence, cooccurrence: Cooccurrence, communities: Sequence[Community]
) -> Floats:
    """The share of the weight of each concept's links that stays within its community, 0 to 1.

    Shape: `(entities,)`. Low for concepts that every theme names ("accuracy", "large language model"); compare the
    within-module share that the participation coefficient (Guimera and Amaral, 2005) sums over modules. 0 for a concept
    of no community.
    """
    number = {entity: community.number for community in communities for entity in community.concepts}
    shared = cooccurrence.concepts
    labels = np.array([number.get(incidence.entities[i], -1) for i in shared], dtype=np.int64)
    share = np.zeros(len(incidence.entities))
    if len(communities):
        into = _sum_weight_into_communities(cooccurrence.weights, labels, len(communities))
        within = np.where(labels >= 0, into[np.arange(len(labels)), np.maximum(labels, 0)], 0.0)
        total = into.sum(axis=1)
        share[shared] = within / np.where(total > 0, total, 1.0)
    return share


def _limit_papers(frequencies: Ints, papers: int) -> float:
    """The number of papers above which a concept is too common to say what a theme is about.

    `frequencies` are the document frequencies of the shared concepts, `papers` is the number of all papers.
    """
    if papers < _SMALL:
        return float("inf")
    return max(_TOO_COMMON * papers, _OFTENER * float(np.median(frequencies)))


def _label_concepts(adjacency: sparse.csr_array, is_outside: NDArray[np.bool_]) -> Ints:
    """A community number for each concept, -1 for none. Shape: `(concepts,)`.

    Concepts marked by `is_outside` take no part in the partition; each then joins the community to which its links have
    the greatest total weight.
    """
    labels = np.full(len(is_outside), -1, dtype=np.int64)
    inside = np.flatnonzero(~is_outside)
    inner = sparse.csr_matrix(adjacency[inside][:, inside])
    if inner.nnz == 0:
        return labels
    labels[inside] = _partition(inner)
    sizes = np.bincount(labels[inside])
    large = np.flatnonzero(sizes >= _LEAST_CONCEPTS)
    renumbered = np.full(len(sizes), -1, dtype=np.int64)
    renumbered[large] = np.arange(len(large))
    labels[inside] = renumbered[labels[inside]]
    if len(large):
        into = _sum_weight_into_communities(adjacency, labels, len(large))
        joining = np.flatnonzero(is_outside & (into.max(axis=1) > 0))
        labels[joining] = into[joining].argmax(axis=1)
    return labels


def _partition(adjacency: sparse.csr_matrix) -> Ints:
    """The partition of the greatest modularity that Louvain finds over several orders of the nodes."""
    from sknetwork.clustering import Louvain, get_modularity  # a third of a second

    count = adjacency.shape[0]
    best, greatest = np.zeros(count, dtype=np.int64), -np.inf
    for seed in range(max(1, min(_ORDERS, _LINKS_VISITED // adjacency.nnz))):
        order = np.random.default_rng(seed).permutation(count) if seed else np.arange(count)
        labels = np.zeros(count, dtype=np.int64)
        labels[order] = Louvain(resolution=_RESOLUTION, random_state=0).fit_predict(adjacency[order][:, order])
        modularity = round(get_modularity(adjacency, labels, resolution=_RESOLUTION), 9)
        if modularity > greatest:
            best, greatest = labels, modularity
    return best


def _sum_weight_into_communities(weights: sparse.csr_array, labels: Ints, count: int) -> Floats:
    """The weight of each concept's links into each community. Shape: `(concepts, communities)`."""
    labelled = np.flatnonzero(labels >= 0)
    membership = sparse.csr_array((np.ones(len(labelled)), (labelled, labels[labelled])), shape=(len(labels), count))
    return np.round(np.asarray((weights @ membership).todense()), 9)


def _score_as_names(incidence: Incidence, concepts: Ints, papers: list[int]) -> list[float]:
    """A score of each concept of a community as its name, after class-based tf-idf (Grootendorst, 2022).

    It is the number of the concept's papers there, times its information, times the share of its papers that lie there.
    """
    everywhere = incidence.document_frequencies[concepts]
    within = np.asarray(incidence.matrix[papers][:, concepts].sum(axis=0)).ravel()
    scores = within * (within / everywhere) * incidence.information[concepts]
    return [round(float(score), 9) for score in scores]


def _collect_members(shared: Ints, labels: Ints, weights: Floats) -> list[Ints]:
    """The entity numbers of each community, those of the greatest weight first."""
    groups = [shared[labels == label] for label in range(int(labels.max()) + 1)]
    return [group[np.lexsort((group, -np.round(weights[group], 9)))] for group in groups]


def _assign_papers(incidence: Incidence, shared: Ints, labels: Ints, count: int) -> list[list[int]]:
    """The papers of each community: a paper goes where most of the information in what it names lies."""
    labelled = labels >= 0
    votes = sparse.csr_array(
        (incidence.information[shared[labelled]], (shared[labelled], labels[labelled])),
        shape=(len(incidence.entities), count),
    )
    scores = np.round(np.asarray((incidence.matrix @ votes).todense()), 9)
    groups: list[list[int]] = [[] for _ in range(count)]
    if count:
        for paper in np.flatnonzero(scores.max(axis=1) > 0):
            groups[int(scores[paper].argmax())].append(int(paper))
    return groups


def _choose_name(concepts: list[Entity], scores: list[float], limit: float, taken: set[str]) -> str:
    """The concepts that name the community best, the best first; they are added to `taken`.

    Left out are concepts that more than `limit` papers name, and those that only vary one already in the name
    ("language model" after "vision-language model").
    """
    scored = zip(scores, concepts, strict=True)
    damped = [(score * (_PROPER_NAME if _is_proper(e.name) else 1.0), e) for score, e in scored]
    best = [entity for _, entity in sorted(damped, key=lambda pair: (-pair[0], pair[1].id))]
    best = [entity for entity in best if entity.paper_count <= limit] or best
    preferred = [entity for entity in best if entity.type in _NAMING_TYPES] or best
    parts: list[str] = []
    for entity in [*preferred, *best]:
        if len(parts) == _NAMED_BY:
            break
        if entity.name not in taken and not any(_varies(entity.name, part) for part in parts):
            parts.append(entity.name)
            taken.add(entity.name)
    return " · ".join(parts)


def _is_proper(name: str) -> bool:
    """Whether a name is that of one thing ("T5", "CLIP") and no description: no word of it is in small letters."""
    return not any(word.islower() and word.isalpha() for word in name.replace("-", " ").split())


def _varies(name: str, other: str) -> bool:
    """Whether one name holds more than half of the other's words."""
    words, others = (frozenset(text.casefold().replace("-", " ").split()) for text in (name, other))
    return 2 * len(words & others) >= min(len(words), len(others))
