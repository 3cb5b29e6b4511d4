"""The records of reading and of extraction, in the order in which they flow.

    SourceEntry -> Paper -> Extraction (Mention, Claim, results, comparisons) -> Knowledge (Entity, PaperFacts)

Reported numbers are in `kg.model.results`, comparisons in `kg.model.comparison_record`, the knowledge that resolution
makes of them in `kg.model.knowledge`.

Every record is frozen and holds plain values only, so that it can cross processes and be compared.
All offsets are character (code point) offsets into a paper's raw text: title, two line feeds, abstract.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal, NewType

from kg.model.comparison_record import Comparison
from kg.model.results import Result
from kg.model.types import Label, RelationType

DatasetRole = Literal["introduced", "eval", "train", "mention"]


# ---- reading ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One entry of one input, as that input gives it."""

    source: str  # file name without folders; "stdin" for standard input
    line: int  # 1-based line of the title (or of the JSON object, the CSV row)
    layout: Literal["card", "flat", "record"]
    title: str
    abstract: str
    given_id: str | None = None
    arxiv_id: str | None = None
    authors: tuple[str, ...] | int | None = None  # names where known, else their count
    organization: str | None = None
    organization_slug: str | None = None
    published: str | None = None  # ISO date
    published_inferred: bool = False  # the year was not on the page
    comments: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something in an input that could not be read."""

    file: str
    line: int  # 1-based; 0 where the whole file is meant
    reason: str  # one sentence that says what is wrong and what to do
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class InputFile:
    """One input that was read to its end."""

    name: str  # without folders
    sha256: str  # of the bytes as they are stored, compressed if they are
    format: str  # a name from `kg.read.formats.FORMATS`, or "unknown"
    entries: int
    rejected: int
    removed: tuple[str, ...] = ()  # digests, sorted, of entries that it had and that have been taken out since
    place: str = field(default="", compare=False)  # a hash of where it was read; empty where it came through a pipe


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, merged from all entries that speak of it."""

    id: str
    title: str
    abstract: str
    authors: tuple[str, ...] | int | None = None
    organization: str | None = None
    organization_slug: str | None = None
    published: str | None = None
    published_inferred: bool = False
    comments: int | None = None
    url: str = ""  # never empty once merged: a title search where no source gives a link
    arxiv_id: str | None = None
    sources: tuple[str, ...] = ()  # sorted file names

    @property
    def text(self) -> str:
        """The raw text that all offsets refer to."""
        return f"{self.title}\n\n{self.abstract}"


# ---- extraction: what one paper's text says, a pure function of that text --------------------------

MentionStart = NewType("MentionStart", int)
"""The offset at which a mention begins. Mentions of one text never overlap, so it identifies one of them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text that names something."""

    start: int
    end: int
    label: Label
    text: str
    score: float
    origin: str  # the component that found it: "ner", "abbreviation", "repeat", ...

    @property
    def reference(self) -> MentionStart:
        """The reference by which abbreviations, claims and results refer to this mention."""
        return MentionStart(self.start)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A mention of a short form and one of the long form that defines it."""

    short: MentionStart
    long: MentionStart


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation of the paper to what one of its mentions names."""

    type: RelationType
    mention: MentionStart
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # the rule that found it


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that one component of the extraction found and another left out."""

    start: int
    end: int
    text: str
    what: str  # a mention's label, the type of a relation, "result" or "comparison"
    score: float
    origin: str  # the component that found it
    reason: str  # for people


@dataclass(frozen=True, slots=True)
class Extraction:
    """All records extracted from one paper's text.

    Raises:
        ValueError: the mentions are not sorted by where they start, or two of them overlap.
    """

    mentions: tuple[Mention, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    claims: tuple[Claim, ...] = ()
    results: tuple[Result[MentionStart], ...] = ()
    comparisons: tuple[Comparison[MentionStart], ...] = ()
    code: tuple[str, ...] = ()  # links to code repositories and project pages, in order of appearance
    dropped: tuple[Dropped, ...] = ()  # by place
    field_score: float = 1.0  # how likely it is that the text is about machine learning, 0 to 1

    def __post_init__(self) -> None:
        for mention, following in pairwise(self.mentions):
            if following.start < mention.end:
                raise ValueError(
                    f"Mentions of one text must be sorted and apart; {following.text!r} at {following.start} begins "
                    f"before {mention.text!r} ends at {mention.end}."
                )

    def mention_at(self, start: MentionStart) -> Mention:
        """The mention that begins at an offset.

        Raises:
            KeyError: none begins there.
        """
        return find_mention(self.mentions, start)

    def drop_mentions(self, starts: Collection[MentionStart]) -> Extraction:
        """The extraction without some mentions and the abbreviations, claims and comparisons that refer to them.

        A result stays, without the participants that a dropped mention named.
        """
        if not starts:
            return self
        return replace(
            self,
            mentions=tuple(mention for mention in self.mentions if mention.start not in starts),
            abbreviations=tuple(
                pair for pair in self.abbreviations if pair.short not in starts and pair.long not in starts
            ),
            claims=tuple(claim for claim in self.claims if claim.mention not in starts),
            results=tuple(
                result.map_references(lambda start: None if start in starts else start) for result in self.results
            ),
            comparisons=tuple(
                comparison
                for comparison in self.comparisons
                if comparison.subject not in starts and comparison.object not in starts
            ),
        )


OFF_FIELD = 0.1  # 0.5% of 1,534 annotated papers of the field score less; the model has learned from none of them


def is_off_field(field_score: float) -> bool:
    """Whether a text with this `field_score` is hardly about machine learning: only its surest names are kept."""
    return field_score < OFF_FIELD


def find_mention(mentions: Sequence[Mention], start: MentionStart) -> Mention:
    """The mention that begins at an offset, of a sorted sequence.

    Raises:
        KeyError: none begins there.
    """
    position = bisect_left(mentions, start, key=_get_start)
    if position == len(mentions) or mentions[position].start != start:
        raise KeyError(start)
    return mentions[position]


def _get_start(mention: Mention) -> MentionStart:
    return mention.reference
