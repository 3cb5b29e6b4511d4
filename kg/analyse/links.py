"""What is computed from the facts and published beside them, marked as derived: links of concepts, and themes."""

from __future__ import annotations

import numpy as np

from kg.analyse.communities import communities
from kg.analyse.concepts import backbone, concept_links, incidence
from kg.model.derived import Derived
from kg.model.knowledge import Knowledge

_LEAST_SHARED = 2  # papers: once may be chance
_ALPHA = 0.1  # of the disparity filter: about a tenth of the links of a busy concept


def derived(knowledge: Knowledge) -> Derived:
    """The backbone of links between concepts that two papers or more name together, and their communities."""
    table = incidence(knowledge)
    shared = np.flatnonzero(table.frequencies >= _LEAST_SHARED)
    links = concept_links(table, shared, min_shared=_LEAST_SHARED)
    return Derived(backbone(links, alpha=_ALPHA), communities(knowledge))
