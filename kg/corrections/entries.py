"""The entries of a corrections file as records."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from kg.model.comparison_record import ComparisonRelation
from kg.model.errors import InputError
from kg.model.results import ROLES, Bound, Direction, Holder, ResultKind, Role
from kg.model.types import RelationType, TypeWord
from kg.text.normalise import SurfaceForm

FILE = "corrections.toml"
"""The file's name in an output folder."""

ORIGIN = "corrections"
"""The origin of facts and mentions that a corrections file adds."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of an entry: file, table and line."""

    file: str
    table: str
    number: int  # among the tables of its name, from 1
    line: int  # 0 where it cannot be told

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        return f"{self.file}{line}, [[{self.table}]] number {self.number}"

    def error(self, problem: str) -> InputError:
        """The error for a problem with the entry."""
        return InputError(f"{self}: {problem}")


@dataclass(frozen=True, slots=True)
class Entry:
    """The fields that all entries have."""

    place: Place
    note: str

    @property
    def because(self) -> str:
        """The reason for people, as the end of a sentence."""
        return f"the corrections file says so: {self.note}" if self.note else "the corrections file says so"


@dataclass(frozen=True, slots=True)
class Alias(Entry):
    """Names of one entity."""

    name: SurfaceForm  # what it is called
    aliases: tuple[SurfaceForm, ...]
    type: TypeWord | None


@dataclass(frozen=True, slots=True)
class Apart(Entry):
    """Names no two of which are one entity."""

    names: tuple[SurfaceForm, ...]


@dataclass(frozen=True, slots=True)
class Typed(Entry):
    """The type of what a name stands for."""

    name: SurfaceForm
    type: TypeWord


@dataclass(frozen=True, slots=True)
class RetractMention(Entry):
    """A name that names nothing, in one paper or anywhere."""

    name: SurfaceForm
    paper: str | None


@dataclass(frozen=True, slots=True)
class RetractRelation(Entry):
    """A relation that a paper does not have."""

    paper: str
    relation: RelationType
    object: SurfaceForm


@dataclass(frozen=True, slots=True)
class RetractResult(Entry):
    """A number that a paper does not report, or not for this metric or dataset."""

    paper: str
    value: str  # with or without its unit
    metric: SurfaceForm | None
    dataset: SurfaceForm | None


@dataclass(frozen=True, slots=True)
class RetractComparison(Entry):
    """A comparison that a paper does not make."""

    paper: str
    relation: ComparisonRelation
    subject: SurfaceForm
    object: SurfaceForm


@dataclass(frozen=True, slots=True)
class AddRelation(Entry):
    """A relation that a paper's text states."""

    paper: str
    relation: RelationType
    object: SurfaceForm  # as the quote spells it
    quote: str

    @property
    def names(self) -> tuple[SurfaceForm, ...]:
        """All names that the quote must hold."""
        return (self.object,)


@dataclass(frozen=True, slots=True)
class AddComparison(Entry):
    """A comparison that a paper's text makes. Names are spelled as in the quote."""

    paper: str
    quote: str
    relation: ComparisonRelation
    subject: SurfaceForm
    object: SurfaceForm
    denied: bool

    @property
    def names(self) -> tuple[SurfaceForm, ...]:
        """All names that the quote must hold."""
        return (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class AddResult(Entry):
    """A number that a paper's text reports. Names are spelled as in the quote."""

    paper: str
    quote: str
    value_text: str  # "2,000±30 points"
    number: str  # "2,000"
    value: str  # "2000"
    spread: str | None  # "30"
    unit: str
    metric: SurfaceForm | None
    dataset: SurfaceForm | None
    subject: SurfaceForm | None
    comparator: SurfaceForm | None
    task: SurfaceForm | None
    kind: ResultKind
    direction: Direction | None
    bound: Bound
    holder: Holder

    @property
    def participants(self) -> tuple[tuple[Role, SurfaceForm], ...]:
        """(role, name) of all that the result is about."""
        return tuple((role, name) for role in ROLES if (name := getattr(self, role)) is not None)

    @property
    def names(self) -> tuple[SurfaceForm, ...]:
        """All names that the quote must hold."""
        return tuple(name for _, name in self.participants)


@dataclass(frozen=True, slots=True)
class Corrections:
    """All entries of a file, by table, in the order of the file. Their order has no effect."""

    text: str = ""
    aliases: tuple[Alias, ...] = ()
    apart: tuple[Apart, ...] = ()
    types: tuple[Typed, ...] = ()
    retracted_mentions: tuple[RetractMention, ...] = ()
    retracted_relations: tuple[RetractRelation, ...] = ()
    retracted_results: tuple[RetractResult, ...] = ()
    retracted_comparisons: tuple[RetractComparison, ...] = ()
    added_relations: tuple[AddRelation, ...] = ()
    added_results: tuple[AddResult, ...] = ()
    added_comparisons: tuple[AddComparison, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them, table by table."""
        of_facts = (*self.retracted_relations, *self.retracted_results, *self.retracted_comparisons)
        return (*self.aliases, *self.apart, *self.types, *self.retracted_mentions, *of_facts, *self.added)

    @property
    def added(self) -> tuple[AddRelation | AddResult | AddComparison, ...]:
        """The entries that add facts to papers."""
        return (*self.added_relations, *self.added_results, *self.added_comparisons)

    @property
    def sha256(self) -> str:
        """SHA-256 of the text, in hex; empty where there are no entries."""
        return hashlib.sha256(self.text.encode()).hexdigest() if self.entries else ""
