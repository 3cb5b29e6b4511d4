"""The records that the methods of `kg.Graph` and `kg.extract` give: frozen, flat, with names beside identifiers.

`[asdict(record) for record in records]` makes rows of them, and `pandas.DataFrame(records)` a table.
An identifier of an entity is the tail of its IRI: "method/low-rank-adaptation". Offsets are positions of characters
(code points) in the text of a paper: title, two line feeds, abstract. Scores are between 0 and 1: how likely it is that
all that the record states is right.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.comparison_record import ComparisonRelation
from kg.model.results import Bound, Direction, Holder, ResultKind
from kg.model.types import RelationType, TypeWord


@dataclass(frozen=True, slots=True)
class Entity:
    """A method, model, dataset, metric or task, with all names that papers give it."""

    id: str
    name: str
    type: TypeWord  # method, model, dataset, metric or task
    is_benchmark: bool  # datasets only: papers evaluate on it
    aliases: tuple[str, ...]  # other spellings, the most frequent first
    paper_count: int  # papers that name it
    mention_count: int
    higher_is_better: bool | None = None  # metrics only; None where it is not known


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: as a graph holds it, or made by you for `kg.extract`, for which identifier and title are enough."""

    id: str
    title: str
    abstract: str = field(default="", repr=False)
    authors: tuple[str, ...] = ()  # names, where they are known
    author_count: int | None = None
    organization: str | None = None
    published: str | None = None  # ISO 8601; a year or a month where no more is known: "2024-05"
    published_inferred: bool = False  # the year was not in the source
    url: str = ""
    arxiv_id: str | None = None
    comments: int | None = None  # number of comments on the page that lists it
    code: tuple[str, ...] = ()  # links to code and project pages, in order of appearance
    sources: tuple[str, ...] = ()  # names of the files that it comes from, sorted
    field_score: float | None = None  # how likely it is about machine learning, 0 to 1; None where it was not read

    @property
    def text(self) -> str:
        """The text that all offsets refer to."""
        return f"{self.title}\n\n{self.abstract}"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a text names an entity."""

    start: int
    end: int
    text: str
    type: TypeWord  # what is named here; the entity's own type may differ
    entity: str  # name
    entity_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation of a paper to an entity (proposes, uses, ...), affirmed or denied, and the sentence that states it."""

    paper: str  # identifier
    title: str
    type: RelationType
    denied: bool  # "does not outperform"
    entity: str  # name
    entity_id: str
    start: int  # of the mention that the relation rests on
    end: int
    sentence: str
    sentence_start: int
    score: float
    from_corrections: bool = False  # the corrections file states it, not the extraction


@dataclass(frozen=True, slots=True)
class Result:
    """A number that a paper reports as an outcome. Each part is stated only where the text says it, else None."""

    paper: str  # identifier
    title: str
    metric: str | None  # name
    value: float | None  # in `unit`; None for a range, and for what is no decimal ("1/3")
    low: float | None  # the ends of a range
    high: float | None
    spread: float | None  # what follows "±", in `unit`
    value_text: str  # as written, with its unit
    unit: str  # "", "%", "points", "x", "hours", ...
    kind: ResultKind  # absolute, delta (a change) or ratio
    direction: Direction | None  # of a change
    bound: Bound
    dataset: str | None  # names
    task: str | None
    subject: str | None
    comparator: str | None
    conditions: tuple[str, ...]  # as written: "zero-shot", "250 steps"
    holder: Holder  # whose number it is: the paper's own, a baseline's or a human's
    start: int  # of the number
    end: int
    score: float
    sentence: str
    metric_id: str | None
    dataset_id: str | None
    subject_id: str | None
    comparator_id: str | None
    task_id: str | None
    from_corrections: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison of two methods or models that a paper makes: one is better, or the two are only compared."""

    paper: str  # identifier
    title: str
    subject: str  # name: the better one, where one is
    relation: ComparisonRelation  # with comparesWith no winner is named
    object: str  # name
    denied: bool  # "does not outperform"
    subject_id: str
    object_id: str
    start: int  # of the stretch that says so
    end: int
    sentence: str
    sentence_start: int
    score: float
    from_corrections: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity or a paper that a search found, and how it matched."""

    score: float  # 0 to 100; 100 for the very name
    how: str  # identifier, name, alias, prefix, words, similar or part
    matched: str  # the spelling that matched
    papers: int | None  # that surely name it; None for a paper
    type: str  # method, model, dataset, benchmark, metric, task or paper
    name: str  # or title
    id: str
    doubtful: bool = False  # no record of it is sure: only `show` lists it
