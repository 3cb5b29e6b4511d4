"""Document entities: what a result of the paper could be about, with what is known of each throughout the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from kg.extraction.coreference import clusters
from kg.extraction.discourse.own_work import find_own_mentions
from kg.extraction.document import Document, MentionIndex
from kg.model.types import Label

_PLAINLY = 0.7  # how plainly a name must be introduced to be numbered among the paper's own


EntityIndex = NewType("EntityIndex", int)
"""The position of an entity in `DocumentEntities.in_order`."""


@dataclass(frozen=True, slots=True)
class DocumentEntity:
    """A coreference cluster of one paper; its mentions are in ascending order."""

    mentions: tuple[MentionIndex, ...]
    label: Label
    is_own: bool  # the paper introduces it
    features: tuple[str, ...]  # what holds of it throughout the paper


@dataclass(frozen=True, slots=True)
class DocumentEntities:
    """The entities of one paper, in order of first mention."""

    in_order: tuple[DocumentEntity, ...]
    entity_of: Mapping[MentionIndex, EntityIndex]  # the entity that each mention names


def collect_entities(document: Document) -> DocumentEntities:
    """The methods, models, datasets and metrics of a paper."""
    own = find_own_mentions(document)
    title_end = document.title_end
    last = document.sentences[-3][0] if len(document.sentences) > 2 else 0
    strongest = max(own.values(), default=0.0)
    introduced = 0
    entities: list[DocumentEntity] = []
    entity_of: dict[MentionIndex, EntityIndex] = {}
    for members in clusters.cluster_mentions(document):
        label = document.mentions[members[0]].label
        if label == "TASK":
            continue
        ownness = max((own.get(i, 0.0) for i in members), default=0.0)
        surface = document.mentions[members[0]].text
        features = [
            f"own={ownness}",
            f"label={label} own={ownness}",
            f"count={min(len(members), 6)}",
            "lower case" if surface == surface.lower() else "named",
        ]
        if ownness > 0 and ownness == strongest:
            features.append("most own")
        if ownness > _PLAINLY:
            features.append(f"introduced {label} {min(introduced, 2)}")
            introduced += 1
        if any(document.mentions[m].start >= last for m in members):
            features.append(f"near the end own={ownness > 0}")
        if document.mentions[members[0]].end <= title_end:
            features += ["in title", f"in title own={ownness > 0}"]
        if any(c.isdigit() for c in surface):
            features.append(f"numbered {label}")
        entity_of |= dict.fromkeys(members, EntityIndex(len(entities)))
        entities.append(DocumentEntity(members, label, ownness > 0, tuple(features)))
    return DocumentEntities(tuple(entities), entity_of)
