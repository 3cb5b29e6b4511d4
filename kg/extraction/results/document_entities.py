"""Document entities: the entities that a result of the paper may be about, with what the whole paper says of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NewType

from kg.extraction.coreference import clusters
from kg.extraction.discourse.own_work import find_own_mentions
from kg.extraction.document import Document, MentionIndex
from kg.model.types import Label

EntityIndex = NewType("EntityIndex", int)
"""The position of an entity in `DocumentEntities.in_order`."""


@dataclass(frozen=True, slots=True)
class DocumentEntity:
    """A coreference cluster of one paper; its mentions are in ascending order."""

    mentions: tuple[MentionIndex, ...]
    label: Label
    is_own: bool  # the paper introduces it


@dataclass(frozen=True, slots=True)
class DocumentEntities:
    """The entities of one paper, in order of first mention."""

    in_order: tuple[DocumentEntity, ...]
    entity_of: Mapping[MentionIndex, EntityIndex]  # the entity that each mention names


def collect_entities(document: Document) -> DocumentEntities:
    """The methods, models, datasets and metrics of a paper."""
    own = find_own_mentions(document)
    entities: list[DocumentEntity] = []
    entity_of: dict[MentionIndex, EntityIndex] = {}
    for members in clusters.cluster_mentions(document):
        label = document.mentions[members[0]].label
        if label != "TASK":
            entity_of |= dict.fromkeys(members, EntityIndex(len(entities)))
            entities.append(DocumentEntity(members, label, any(own.get(i, 0.0) > 0 for i in members)))
    return DocumentEntities(tuple(entities), entity_of)
