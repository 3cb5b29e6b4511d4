"""The figures computed from the facts of a corpus; each is computed when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from kg.analyse.communities import compute_share_within_community, find_communities
from kg.analyse.cooccurrence import Cooccurrence, count_cooccurrence, keep_backbone, link_concepts
from kg.analyse.incidence import Floats, Incidence, build_incidence
from kg.model.derived import Community, ConceptLink, Derived
from kg.model.knowledge import Entity, Knowledge, PaperFacts
from kg.model.types import EntityFilter

_LEAST_PAPERS = 2  # that name a concept, or two together: once may be chance
_ALPHA = 0.1  # of the disparity filter: about a tenth of the links of a busy concept
_BY_SHARE, _LEAST_SHARE = 0.25, 0.05  # how much weight a concept loses for belonging to every theme


class Analysis:
    """The figures of one corpus, none of which a text states. Pass it on, so that no figure is computed twice."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @cached_property
    def incidence(self) -> Incidence:
        """The matrix of papers and the entities that they name."""
        return build_incidence(self.knowledge)

    @cached_property
    def cooccurrence(self) -> Cooccurrence:
        """Counts and weights of concepts that papers name together; concepts named by only one paper are left out."""
        shared = np.flatnonzero(self.incidence.document_frequencies >= _LEAST_PAPERS)
        return count_cooccurrence(self.incidence, shared)

    @cached_property
    def links(self) -> tuple[ConceptLink, ...]:
        """The backbone of the links between concepts that two papers or more name together, by (source, target)."""
        links = link_concepts(self.incidence, self.cooccurrence, min_papers=_LEAST_PAPERS)
        return keep_backbone(links, alpha=_ALPHA)

    @cached_property
    def communities(self) -> tuple[Community, ...]:
        """The themes of the corpus, by number."""
        return find_communities(self.knowledge.entities, self.incidence, self.cooccurrence)

    @cached_property
    def theme_weights(self) -> Floats:
        """The weight of each entity in the corpus, lowered where every theme names it. Shape: `(entities,)`."""
        share = compute_share_within_community(self.incidence, self.cooccurrence, self.communities)
        return np.asarray(self.incidence.corpus_weights * np.maximum(share, _LEAST_SHARE) ** _BY_SHARE)

    @cached_property
    def filters(self) -> tuple[tuple[EntityFilter, ...], ...]:
        """The types that users choose each entity by, its own type last."""
        return tuple(entity.filters for entity in self.knowledge.entities)

    def find_entities(self, numbers: Iterable[int]) -> dict[int, Entity]:
        """The entities of these numbers."""
        return {number: self.knowledge.entities[number] for number in numbers}

    def find_papers(self, ids: Iterable[str]) -> list[PaperFacts]:
        """The papers of these identifiers, in their order in the knowledge."""
        wanted = frozenset(ids)
        return [facts for facts in self.knowledge.papers if facts.paper.id in wanted] if wanted else []

    @property
    def derived(self) -> Derived:
        """The links and communities, which exports hold beside the facts, marked as derived."""
        return Derived(self.links, self.communities)

    def release_cooccurrence(self) -> None:
        """Let go of the co-occurrences, of which nothing as large remains, once all is computed that needs them."""
        if "cooccurrence" in self.__dict__:
            _ = self.links, self.communities, self.theme_weights
            del self.__dict__["cooccurrence"]
