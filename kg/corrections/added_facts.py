"""Facts that a corrections file added to papers, and the records of extraction that they become."""

from __future__ import annotations

from dataclasses import dataclass

from kg.corrections.entries import ORIGIN, AddComparison, AddRelation, AddResult
from kg.model.comparison_record import Comparison
from kg.model.records import Claim, MentionStart
from kg.model.results import Result, Role

Span = tuple[int, int]  # start and end in a paper's text


@dataclass(frozen=True, slots=True)
class AddedRelation:
    """A relation that was added to a paper, with the spans of its quote and of its object."""

    entry: AddRelation
    paper: int  # position
    quote: Span
    object: Span

    @property
    def names(self) -> tuple[Span, ...]:
        """The spans of all names."""
        return (self.object,)

    def to_claim(self) -> Claim:
        """The relation as a claim of its paper."""
        return Claim(self.entry.relation, MentionStart(self.object[0]), *self.quote, 1.0, origin=ORIGIN)


@dataclass(frozen=True, slots=True)
class AddedComparison:
    """A comparison that was added to a paper, with the spans of its quote and of both names."""

    entry: AddComparison
    paper: int  # position
    quote: Span
    subject: Span
    object: Span

    @property
    def names(self) -> tuple[Span, ...]:
        """The spans of all names."""
        return (self.subject, self.object)

    def to_comparison(self) -> Comparison[MentionStart]:
        """The comparison as a record; the quote is the stretch of text that says so."""
        start, end = self.quote
        return Comparison(
            subject=MentionStart(self.subject[0]),
            object=MentionStart(self.object[0]),
            relation=self.entry.relation,
            denied=self.entry.denied,
            start=start,
            end=end,
            sentence_start=start,
            sentence_end=end,
            score=1.0,
            origin=ORIGIN,
        )


@dataclass(frozen=True, slots=True)
class AddedResult:
    """A result that was added to a paper, with the spans of its quote, of its number and of its participants."""

    entry: AddResult
    paper: int  # position
    quote: Span
    number: Span
    participants: tuple[tuple[Role, Span], ...]

    @property
    def names(self) -> tuple[Span, ...]:
        """The spans of all names."""
        return tuple(span for _, span in self.participants)

    def to_result(self) -> Result[MentionStart]:
        """The result as a record; the quote stands for its sentence."""
        entry = self.entry
        result: Result[MentionStart] = Result(
            start=self.number[0],
            end=self.number[1],
            value=entry.value,
            value_text=entry.value_text,
            unit=entry.unit,
            kind=entry.kind,
            direction=entry.direction,
            bound=entry.bound,
            holder=entry.holder,
            sentence_start=self.quote[0],
            sentence_end=self.quote[1],
            score=1.0,
            origin=ORIGIN,
            spread=entry.spread,
        )
        return result.with_participants({role: MentionStart(start) for role, (start, _) in self.participants})


Added = AddedRelation | AddedResult | AddedComparison
