"""The records that flow through the pipeline, in the order in which they flow.

    SourceEntry -> Paper -> Extraction (Mention, Claim, ResultClaim) -> Knowledge (Entity, PaperFacts)

Every record is frozen and holds plain values only, so that it can cross processes and be compared.
All offsets are character (code point) offsets into a paper's raw text: title, two line feeds, abstract.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from kg.model.types import TYPE_OF, EntityFilter, EntityRelationType, Label, RelationType

DatasetRole = Literal["introduced", "eval", "train", "mention"]
ResultKind = Literal["absolute", "delta", "ratio"]
Direction = Literal["increase", "decrease"]
Bound = Literal["exact", "up to", "at least", "about"]
Holder = Literal["own", "baseline", "human"]

RESULT_KINDS: tuple[ResultKind, ...] = get_args(ResultKind)
DIRECTIONS: tuple[Direction, ...] = get_args(Direction)
BOUNDS: tuple[Bound, ...] = get_args(Bound)
HOLDERS: tuple[Holder, ...] = get_args(Holder)


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
class ResultClaim:
    """A number that the text reports as an outcome. Participants are positions in `Extraction.mentions`."""

    start: int  # of the number
    end: int
    value: str  # a plain decimal: "1.19", "-2.5", "0.00032", "13-25" for a range; as written where it is none: "1/3"
    value_text: str  # verbatim with its unit and spread: "54.6\\%", "+2.5 points"
    low: str | None  # the two ends of a range, else None
    high: str | None
    unit: str  # "", "%", "points", "x", "hours", ...
    kind: ResultKind
    direction: Direction | None
    bound: Bound
    holder: Holder
    metric: int | None
    dataset: int | None
    subject: int | None
    comparator: int | None
    task: int | None
    conditions: tuple[tuple[int, int], ...]  # verbatim spans
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # empty where the extractor found it
    spread: str | None = None  # what follows "±", a plain decimal in the value's unit


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


# ---- resolution: what the corpus says --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Merge:
    """Why one spelling belongs to an entity."""

    surface: str
    reason: str  # "spelling", "abbreviation", "known alias", "correction", ...
    detail: str  # a sentence for people
    papers: tuple[str, ...]  # up to five paper ids that show it, sorted


@dataclass(frozen=True, slots=True)
class Entity:
    """A method, model, dataset, metric or task. `id` is the tail of its IRI: "method/classifier-free-guidance"."""

    id: str
    type: Label
    name: str  # canonical name, NFC, qualifier in brackets where a short form has two meanings
    aliases: tuple[tuple[str, int], ...]  # (surface, mentions), most frequent first, then by code point
    hidden: tuple[str, ...]  # surfaces with markup residue or typos: searched for, never shown
    paper_count: int
    mention_count: int
    is_benchmark: bool = False
    higher_is_better: bool | None = None  # metrics only; None where not known
    merges: tuple[Merge, ...] = ()

    @property
    def filters(self) -> tuple[EntityFilter, ...]:
        """The types that users choose it by, the narrowest first: ("BENCHMARK", "DATASET")."""
        subtype = TYPE_OF[self.type].subtype
        return (self.type,) if subtype is None or not self.is_benchmark else (subtype.name, self.type)


@dataclass(frozen=True, slots=True)
class EntityRelation:
    """A relation between two entities with the reason for it."""

    type: EntityRelationType
    subject: str
    object: str
    reason: str
    papers: tuple[str, ...]  # up to five paper ids that show it, sorted
    score: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """A name that the evidence gives more than one type or meaning, and what was decided."""

    name: str
    kind: Literal["type", "meaning"]
    decision: str  # a sentence for people
    votes: tuple[tuple[str, int], ...]  # (type or entity, mentions), most first


@dataclass(frozen=True, slots=True)
class LinkedMention:
    """A mention and the entity it names."""

    start: int
    end: int
    label: Label
    text: str
    entity: str
    score: float
    origin: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a paper to an entity, with its evidence (the mention's span and its sentence)."""

    type: RelationType
    object: str  # entity id
    start: int  # of the mention
    end: int
    sentence_start: int
    sentence_end: int
    score: float
    negated: bool
    origin: str


@dataclass(frozen=True, slots=True)
class Result:
    """A reported number whose participants are entities."""

    start: int
    end: int
    value: str
    value_text: str
    low: str | None
    high: str | None
    unit: str
    kind: ResultKind
    direction: Direction | None
    bound: Bound
    holder: Holder
    metric: str | None  # entity ids
    dataset: str | None
    subject: str | None
    comparator: str | None
    task: str | None
    conditions: tuple[tuple[int, int], ...]
    sentence_start: int
    sentence_end: int
    score: float
    origin: str = ""  # empty where the extractor found it
    spread: str | None = None  # what follows "±", a plain decimal in the value's unit


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper with everything that is said about it in terms of entities."""

    paper: Paper
    mentions: tuple[LinkedMention, ...]  # by (start, end)
    relations: tuple[Relation, ...]  # by (type, object, start)
    results: tuple[Result, ...]  # by start
    dataset_roles: tuple[tuple[str, DatasetRole], ...]  # by entity id
    code: tuple[str, ...]
    dropped: tuple[Dropped, ...] = ()  # what the extraction found and dropped, by place; not kept in a store

    @property
    def proposes(self) -> tuple[str, ...]:
        """Ids of the entities that the paper introduces, sorted."""
        return tuple(sorted({r.object for r in self.relations if r.type == "proposes" and not r.negated}))


@dataclass(frozen=True, slots=True)
class Corrected:
    """What an entry of the user's corrections file did to the facts of a paper, or that it did nothing."""

    line: int  # of the entry; 0 where it cannot be told
    done: Literal["added", "retracted", "unmatched"]
    paper: str | None  # None where no paper in particular is meant
    reason: str  # a sentence for people
    excerpt: str = ""  # what the text says there


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything that a build knows. All tuples are sorted; equal corpora give equal values."""

    papers: tuple[PaperFacts, ...]  # by paper id
    entities: tuple[Entity, ...]  # by id
    entity_relations: tuple[EntityRelation, ...]  # by (subject, type, object)
    conflicts: tuple[Conflict, ...] = ()  # by name
    rejected: tuple[Rejected, ...] = ()  # by (file, line)
    corrected: tuple[Corrected, ...] = ()  # by (line, paper, reason)
