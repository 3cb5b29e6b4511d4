"""Communities of concepts that papers name together: the corpus's themes. Derived, never extracted.

The Louvain algorithm (Blondel et al., 2008) on the links of `kg.analyse.concepts.togetherness`, the best of several
orders of visiting by modularity. Not Leiden: scikit-network's refinement draws from the C library's `rand`, which its
`random_state` does not seed, so that two calls on one graph differ. A link counts the more, the more papers it stands
for: one paper that names two things is no theme. Metrics and what many papers name stay out of it ("training cost",
"large language model", and with them the words by which a listing was searched for): they belong to every theme, and
pull together what has nothing else in common. They join the theme that they meet most.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sknetwork.clustering import Louvain, get_modularity

from kg.analyse.concepts import Floats, Incidence, Ints, importance, incidence, information, togetherness
from kg.model.derived import Community
from kg.model.knowledge import Entity, Knowledge

_LEAST_CONCEPTS = 4  # fewer are no theme
_ORDERS = 8  # of visiting the nodes, at most
_LINKS_VISITED = 1_000_000  # over all orders: large graphs get fewer
_NAMED_BY = 3  # concepts in a name
_TOO_COMMON = 0.06  # a concept that more of the papers name says what was searched for, not what a theme is about
_OFTENER = 4  # than the usual shared concept, it must also be named: small corpora repeat themselves
_RESOLUTION = 1.2  # of the modularity: about a dozen themes in 468 papers
_NAMING_TYPES = ("METHOD", "TASK", "MODEL")  # datasets name a theme only where nothing else does
_PROPER_NAME = 0.5  # how much "T5" tells of a theme, next to "low-rank adaptation": a name says little to an outsider
_SMALL = 25  # papers; below, every share is large and none is too common


def communities(knowledge: Knowledge, *, resolution: float = _RESOLUTION) -> tuple[Community, ...]:
    """Communities of the entities that two papers or more name; higher `resolution` gives more and smaller ones."""
    table = incidence(knowledge)
    frequencies = table.frequencies
    shared = np.flatnonzero(frequencies >= 2)
    if len(shared) < _LEAST_CONCEPTS:
        return ()
    counts, told = togetherness(table, shared)
    limit = _limit(frequencies[shared], len(table.papers))
    outside = np.array([knowledge.entities[i].type == "METRIC" or frequencies[i] > limit for i in shared])
    labels = _labels(sparse.csr_array(told.multiply(counts)), outside, resolution)
    weight = importance(frequencies, len(table.papers))
    members = _members(shared, labels, weight)
    papers = _papers(table, shared, labels, len(members))
    order = sorted(range(len(members)), key=lambda c: (-len(papers[c]), members[c][0]))
    taken: set[str] = set()
    found = []
    for number, c in enumerate(order):
        scores = _telling(table, members[c], papers[c])
        name = _name([knowledge.entities[i] for i in members[c]], scores, limit, taken)
        concepts = tuple(table.entities[i] for i in members[c])
        found.append(Community(number, name, concepts, tuple(sorted(table.papers[p] for p in papers[c]))))
    return tuple(found)


def focus(table: Incidence, found: Sequence[Community]) -> Floats:
    """How much each concept belongs to one theme: the share of its links' weight that stays in its community, 0 to 1.

    Low for what every theme names ("accuracy", "large language model"); compare the within-module share that the
    participation coefficient (Guimera and Amaral, 2005) sums over modules. 0 for a concept of no community.
    """
    home = {entity: community.number for community in found for entity in community.concepts}
    shared = np.flatnonzero(table.frequencies >= 2)
    labels = np.array([home.get(table.entities[i], -1) for i in shared], dtype=np.int64)
    share = np.zeros(len(table.entities))
    if len(found):
        _, told = togetherness(table, shared)
        pull = _sum_by_label(told, labels, len(found))
        own = np.where(labels >= 0, pull[np.arange(len(labels)), np.maximum(labels, 0)], 0.0)
        total = pull.sum(axis=1)
        share[shared] = own / np.where(total > 0, total, 1.0)
    return share


def _limit(shared: Ints, papers: int) -> float:
    """How many of the papers may name a concept that still tells a theme, given how many name each shared one."""
    return max(_TOO_COMMON * papers, _OFTENER * float(np.median(shared))) if papers >= _SMALL else float("inf")


def _labels(told: sparse.csr_array, outside: np.ndarray, resolution: float) -> Ints:
    """A community number per concept, -1 for none: of at least `_LEAST_CONCEPTS`; those `outside` by their links."""
    labels = np.full(len(outside), -1, dtype=np.int64)
    others = np.flatnonzero(~outside)
    inner = sparse.csr_matrix(told[others][:, others])
    if inner.nnz == 0:
        return labels
    labels[others] = _partition(inner, resolution)
    sizes = np.bincount(labels[others])
    kept = np.flatnonzero(sizes >= _LEAST_CONCEPTS)
    renumbered = np.full(len(sizes), -1, dtype=np.int64)
    renumbered[kept] = np.arange(len(kept))
    labels[others] = renumbered[labels[others]]
    if len(kept):
        pull = _sum_by_label(told, labels, len(kept))
        joining = np.flatnonzero(outside & (pull.max(axis=1) > 0))
        labels[joining] = pull[joining].argmax(axis=1)
    return labels


def _partition(adjacency: sparse.csr_matrix, resolution: float) -> Ints:
    """The partition of the greatest modularity that Louvain finds over several orders of the nodes."""
    count = adjacency.shape[0]
    best, greatest = np.zeros(count, dtype=np.int64), -np.inf
    for seed in range(max(1, min(_ORDERS, _LINKS_VISITED // adjacency.nnz))):
        order = np.random.default_rng(seed).permutation(count) if seed else np.arange(count)
        labels = np.zeros(count, dtype=np.int64)
        labels[order] = Louvain(resolution=resolution, random_state=0).fit_predict(adjacency[order][:, order])
        modularity = round(get_modularity(adjacency, labels, resolution=resolution), 9)
        if modularity > greatest:
            best, greatest = labels, modularity
    return best


def _sum_by_label(told: sparse.csr_array, labels: Ints, count: int) -> Floats:
    """The weight of each concept's links into each community (concepts by communities)."""
    known = np.flatnonzero(labels >= 0)
    member = sparse.csr_array((np.ones(len(known)), (known, labels[known])), shape=(len(labels), count))
    return np.round(np.asarray((told @ member).todense()), 9)


def _telling(table: Incidence, concepts: Ints, papers: list[int]) -> list[float]:
    """How well each concept tells a community apart: its papers there, times its bits, times the share of its
    papers that lie there (after class-based tf-idf; Grootendorst, 2022)."""
    everywhere = table.frequencies[concepts]
    here = np.asarray(table.matrix[papers][:, concepts].sum(axis=0)).ravel()
    scores = here * (here / everywhere) * information(everywhere, len(table.papers))
    return [round(float(score), 9) for score in scores]


def _members(shared: Ints, labels: Ints, weight: Floats) -> list[Ints]:
    """The concepts of each community, the weightiest first."""
    count = int(labels.max()) + 1
    groups = [shared[labels == c] for c in range(count)]
    return [group[np.lexsort((group, -np.round(weight[group], 9)))] for group in groups]


def _papers(table: Incidence, shared: Ints, labels: Ints, count: int) -> list[list[int]]:
    """The papers of each community: a paper goes where most bits of what it names lie."""
    known = labels >= 0
    bits = information(table.frequencies[shared[known]], len(table.papers))
    votes = sparse.csr_array((bits, (shared[known], labels[known])), shape=(len(table.entities), count))
    scores = np.round(np.asarray((table.matrix @ votes).todense()), 9)
    groups: list[list[int]] = [[] for _ in range(count)]
    if count:
        for paper in np.flatnonzero(scores.max(axis=1) > 0):
            groups[int(scores[paper].argmax())].append(int(paper))
    return groups


def _name(concepts: list[Entity], scores: list[float], limit: float, taken: set[str]) -> str:
    """The concepts that tell the community apart, best first; adds what it takes to `taken`.

    Skips concepts that more than `limit` papers name and those that only vary one already in the name ("language
    model" after "vision-language model").
    """
    told = [score * (_PROPER_NAME if _is_proper(e.name) else 1.0) for score, e in zip(scores, concepts, strict=True)]
    best = [entity for _, entity in sorted(zip(told, concepts, strict=True), key=lambda se: (-se[0], se[1].id))]
    best = [entity for entity in best if entity.paper_count <= limit] or best
    telling = [entity for entity in best if entity.type in _NAMING_TYPES] or best
    parts: list[str] = []
    for entity in [*telling, *best]:
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
