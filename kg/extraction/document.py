"""The document that rules read: the display text of a paper with its sentences and mentions.

All offsets in a `Document`, and in all that rules yield, are into the display text (`kg.text.display`); the assembly
maps them back to the raw text once, at the end.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NewType

from kg.model.records import Mention, MentionStart, find_mention
from kg.model.types import Label

if TYPE_CHECKING:
    from kg.extraction.mentions.encoder.output import EncoderOutput


MentionIndex = NewType("MentionIndex", int)
"""The position of a mention in `Document.mentions`, by which rules refer to it; claims and results do by its start."""


@dataclass(frozen=True, slots=True)
class Document:
    """One paper. Sentences cover the text in order, the title first; mentions are sorted and do not overlap.

    Without the encoder's output, as for annotated papers, rules use their linear models alone.
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...] = ()
    encoder_output: EncoderOutput | None = field(default=None, compare=False, repr=False)
    # Where the mentions begin and end: they are looked up many times a paper.
    _starts: list[int] = field(init=False, compare=False, repr=False)
    _ends: list[int] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [mention.start for mention in self.mentions])
        object.__setattr__(self, "_ends", [mention.end for mention in self.mentions])

    def __hash__(self) -> int:
        """A hash of the text, which a string computes once: caches ask for it many times a paper."""
        return hash(self.text)

    @property
    def title_end(self) -> int:
        """The offset at which the title ends; 0 for a text without two line feeds, which has no title."""
        return max(self.text.find("\n\n"), 0)

    def sentence_at(self, offset: int) -> tuple[int, int]:
        """The sentence that holds the character at `offset`."""
        return self.sentences[self.sentence_number(offset)]

    def sentence_number(self, offset: int) -> int:
        """The position in `sentences` of the sentence that holds the character at `offset`."""
        return max(0, bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1)

    def mention_at(self, start: MentionStart) -> Mention:
        """The mention that begins at an offset.

        Raises:
            KeyError: none begins there.
        """
        return find_mention(self.mentions, start)

    def mentions_in(self, start: int, end: int, *labels: Label) -> list[MentionIndex]:
        """The positions of the mentions that lie within `start:end`; only of these labels, if any are given."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end, first)
        inside = map(MentionIndex, range(first, last))
        return [i for i in inside if not labels or self.mentions[i].label in labels]
