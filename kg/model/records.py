"""The records of reading and of extraction, in the order in which they flow.

    SourceEntry -> Paper -> Extraction (Mention, Claim, results) -> Knowledge (Entity, PaperFacts)

Reported numbers are in `kg.model.results`, what resolution makes of all this in `kg.model.knowledge`.

Every record is frozen and holds plain values only, so that it can cross processes and be compared.
All offsets are character (code point) offsets into a paper's raw text: title, two line feeds, abstract.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kg.model.results import ResultClaim
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


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of the text that names something."""

    start: int
    end: int
    label: Label
    text: str
    score: float
    origin: str  # the component that found it: "ner", "abbreviation", "repeat", ...


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and the long form that defines it, as positions in `Extraction.mentions`."""

    short: int
    long: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation of the paper to what one of its mentions names."""

    type: RelationType
    mention: int  # position in `Extraction.mentions`
    sentence_start: int
    sentence_end: int
    score: float
    negated: bool = False  # the text denies it: "does not outperform"
    origin: str = ""  # the rule that found it


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that one component found and another dropped."""

    start: int
    end: int
    text: str
    what: str  # a mention's label, the type of a relation, or "result"
    score: float
    origin: str  # the component that found it
    reason: str  # for people


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one paper's text yields. Mentions are sorted by (start, end) and never overlap."""

    mentions: tuple[Mention, ...] = ()
    abbreviations: tuple[Abbreviation, ...] = ()
    claims: tuple[Claim, ...] = ()
    results: tuple[ResultClaim, ...] = ()
    code: tuple[str, ...] = ()  # links to code repositories and project pages, in order of appearance
    dropped: tuple[Dropped, ...] = ()  # by place
