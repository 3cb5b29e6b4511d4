"""The names of a paper as comparisons see them: which entity each is of, and what the paper introduces."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.extraction.coreference.clusters import cluster_mentions
from kg.extraction.discourse.no_rivals import is_kin
from kg.extraction.document import Document, MentionIndex
from kg.model.records import MentionStart
from kg.model.types import ACHIEVERS


@dataclass(frozen=True)
class Names:
    """Which entity each mention of a paper names, and which of them the paper introduces."""

    document: Document
    entity_of: Mapping[MentionIndex, int]  # number of the coreference cluster
    members: Sequence[Sequence[MentionIndex]]
    own: tuple[int, ...]  # the methods and models that are proposed, in order of first mention

    @classmethod
    def of(cls, document: Document, proposed: Collection[MentionStart]) -> Names:
        """The names of a paper, of which `proposed` are mentions of what it introduces."""
        members = cluster_mentions(document)
        own = tuple(
            number
            for number, entity in enumerate(members)
            if any(document.mentions[i].start in proposed for i in entity)
            and any(document.mentions[i].label in ACHIEVERS for i in entity)
        )
        return cls(document, {i: number for number, entity in enumerate(members) for i in entity}, members, own)

    def is_own(self, mention: MentionIndex) -> bool:
        """Whether a mention names what the paper proposes."""
        return self.entity_of[mention] in self.own

    def is_kin(self, mention: MentionIndex) -> bool:
        """Whether a name that is not proposed is built on one that is."""
        if mention not in self._kin:
            own = (self.document.mentions[i].text for number in self.own for i in self.members[number])
            self._kin[mention] = not self.is_own(mention) and is_kin(self.document.mentions[mention].text, own)
        return self._kin[mention]

    @cached_property
    def _kin(self) -> dict[MentionIndex, bool]:
        """What `is_kin` has found out: it is asked of a name once for each other one."""
        return {}

    def list_subjects(self, sentence: tuple[int, int], cue: tuple[int, int], other: MentionIndex) -> list[MentionIndex]:
        """Who may be compared with `other` at a cue: what its sentence names, nearest before the cue first, then what
        comes after it, and what the paper proposes; a mention each."""
        document = self.document
        named = document.mentions_in(*sentence, *ACHIEVERS)
        before = [i for i in named if document.mentions[i].end <= cue[0]][::-1]
        after = [i for i in named if document.mentions[i].start >= cue[1]]
        chosen = {self.entity_of[other]: other}
        for i in (*before, *after, *(self.members[number][0] for number in self.own)):
            chosen.setdefault(self.entity_of[i], i)
        return [i for i in chosen.values() if i != other]
