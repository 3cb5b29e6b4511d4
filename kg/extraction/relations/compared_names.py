"""The names of a paper for comparisons: the entity of each mention, and the entities that the paper introduces."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.extraction.coreference.clusters import cluster_mentions
from kg.extraction.discourse.no_rivals import is_kin
from kg.extraction.document import Document, MentionIndex
from kg.model.records import MentionStart
from kg.model.types import ACHIEVERS


@dataclass(frozen=True)
class Names:
    """The entity of each mention of a paper, and the methods and models that the paper introduces."""

    document: Document
    entity_of: Mapping[MentionIndex, int]  # number of the coreference cluster
    members: Sequence[Sequence[MentionIndex]]
    own: tuple[int, ...]  # the methods and models that are proposed, in order of first mention

    @classmethod
    def of(cls, document: Document, proposed: Collection[MentionStart]) -> Names:
        """The names of a document; `proposed` holds mentions of entities that the paper introduces."""
        members = cluster_mentions(document)
        own = tuple(
            number
            for number, entity in enumerate(members)
            if any(document.mentions[i].start in proposed for i in entity)
            and any(document.mentions[i].label in ACHIEVERS for i in entity)
        )
        return cls(document, {i: number for number, entity in enumerate(members) for i in entity}, members, own)

    def is_own(self, mention: MentionIndex) -> bool:
        """Whether a mention names a method or model that the paper introduces."""
        return self.entity_of[mention] in self.own

    def is_kin(self, mention: MentionIndex) -> bool:
        """Whether a name is kin of the paper's own: not introduced itself, but built on a name that is."""
        if mention not in self._kin:
            own = (self.document.mentions[i].text for number in self.own for i in self.members[number])
            self._kin[mention] = not self.is_own(mention) and is_kin(self.document.mentions[mention].text, own)
        return self._kin[mention]

    @cached_property
    def _kin(self) -> dict[MentionIndex, bool]:
        """A cache of the results of `is_kin`, which is asked about a name once for every other name."""
        return {}

    @cached_property
    def compared(self) -> list[list[float]]:
        """The encoder's probability of each of `heads.COMPARED` for each mention; nothing if it has read no mention."""
        output = self.document.encoder_output
        if output is None:
            return []
        spans = [(mention.start, mention.end) for mention in self.document.mentions]
        probabilities: list[list[float]] = np.exp(output.compared_log_probabilities(spans)).tolist()
        return probabilities

    def list_subjects(self, sentence: tuple[int, int], cue: tuple[int, int], other: MentionIndex) -> list[MentionIndex]:
        """Candidates for what is compared with `other` at a cue, one mention for each entity.

        In this order: names of the sentence before the cue, the nearest first; those after it; and what the paper
        introduces.
        """
        document = self.document
        named = document.mentions_in(*sentence, *ACHIEVERS)
        before = [i for i in named if document.mentions[i].end <= cue[0]][::-1]
        after = [i for i in named if document.mentions[i].start >= cue[1]]
        chosen = {self.entity_of[other]: other}
        for i in (*before, *after, *(self.members[number][0] for number in self.own)):
            chosen.setdefault(self.entity_of[i], i)
        return [i for i in chosen.values() if i != other]
