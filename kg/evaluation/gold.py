"""Reading gold annotations, for scoring and for training: one JSON object a paper, each surface named once.

    {"id": "…", "text": "title, blank line, abstract", "mentions": [["CFG", "METHOD", "classifier-free guidance"], …],
     "proposes": […], "dataset_roles": {…}, "results": [{"metric": …, "value": …, "kind": …, …}, …],
     "comparisons": [{"subject": …, "object": …, "relation": "outperforms", "denied": false}, …], "source": "…"}

A surface stands for each of its whole-token occurrences, or for those whose numbers (from 0) a fourth element lists.
The remaining parts of results may stand in a file of their own (`docs/claims-guide.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from kg.evaluation.annotation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation
from kg.evaluation.checked_rows import make_line_error, read_rows
from kg.model.types import Label

# A surface that starts within an address is no mention. `kg.text.markup_patterns.URL` ends an address before
# punctuation; this one ends it at white space alone, as the annotation scorer does.
_ADDRESS = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface|hf)\.(?:com|co)/)\S+")
_REMEDY = "write it as the annotation format has it (docs/guide/evaluating.md)."
_CLAIMS_REMEDY = "write it as docs/claims-guide.md has it."


class _Surface(NamedTuple):
    surface: Annotated[str, Field(min_length=1)]
    label: Label
    name: str
    occurrences: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class _PaperRow:
    id: str
    text: str
    mentions: tuple[_Surface, ...]
    proposes: tuple[str, ...] = ()
    dataset_roles: Mapping[str, str] = field(default_factory=dict)
    results: tuple[AnnotatedResult, ...] = ()
    comparisons: tuple[AnnotatedComparison, ...] | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Claim:
    row: int
    value: str
    comparator: str | None
    direction: str | None
    bound: str
    conditions: tuple[str, ...]
    holder: str
    task: str | None


@dataclass(frozen=True, slots=True)
class _ClaimsRow:
    id: str
    claims: tuple[_Claim, ...]
    comparisons: tuple[AnnotatedComparison, ...]


_PAPER_SHAPE = TypeAdapter(_PaperRow)
_CLAIMS_SHAPE = TypeAdapter(_ClaimsRow)


def read_gold(path: Path) -> tuple[Annotation, ...]:
    """The annotated papers of a file, in its order; offsets are into the raw text.

    Raises:
        InputError: the file cannot be read, a line is not in the format, or two lines are of one paper.
    """
    line_of: dict[str, int] = {}
    papers: list[Annotation] = []
    for line, row in read_rows(path, _PAPER_SHAPE, remedy=_REMEDY):
        if row.id in line_of:
            reason = f"The paper {row.id!r} is in line {line_of[row.id]} too; leave one of the two out."
            raise make_line_error(path, line, reason)
        line_of[row.id] = line
        mentions: list[AnnotatedMention] = []
        for surface in row.mentions:
            places = list(_find_occurrences(row.text, surface.surface))
            chosen = range(len(places)) if surface.occurrences is None else surface.occurrences
            if wrong := [n for n in chosen if not 0 <= n < len(places)]:
                reason = (
                    f"There is no occurrence {wrong[0]} of {surface.surface!r}, which occurs {len(places)} times; "
                    "count occurrences from 0."
                )
                raise make_line_error(path, line, reason)
            mentions += [AnnotatedMention(*places[n], surface.label, surface.name) for n in chosen]
        papers.append(
            Annotation(
                row.id,
                row.text,
                tuple(_drop_overlaps(mentions, row.text)),
                row.proposes,
                row.dataset_roles,
                row.results,
                row.comparisons,
                row.source,
            )
        )
    return tuple(papers)


def read_claims(path: Path, gold: Sequence[Annotation]) -> tuple[Annotation, ...]:
    """The papers of `gold` whose whole claims a file gives, completed by them, in the order of `gold`.

    Raises:
        InputError: the file cannot be read, a line is not in the format, its paper is not in `gold` or was in a line
            before, or its claims are not those of the paper's results, one each, with the same values.
    """
    papers = {paper.id: paper for paper in gold}
    completed: dict[str, Annotation] = {}
    for line, row in read_rows(path, _CLAIMS_SHAPE, remedy=_CLAIMS_REMEDY):
        if row.id not in papers or row.id in completed:
            reason = "is in a line before" if row.id in completed else "is not among the gold papers"
            raise make_line_error(path, line, f"The paper {row.id!r} {reason}; leave this line out.")
        paper = papers[row.id]
        expected = [(i, result.value) for i, result in enumerate(paper.results)]
        if sorted((claim.row, claim.value) for claim in row.claims) != expected:
            reason = f"The claims are not those of the {len(expected)} results of {row.id!r}; give each row and value."
            raise make_line_error(path, line, reason)
        results = tuple(
            replace(
                paper.results[claim.row],
                comparator=claim.comparator,
                direction=claim.direction,
                bound=claim.bound,
                conditions=claim.conditions,
                holder=claim.holder,
                task=claim.task,
            )
            for claim in sorted(row.claims, key=lambda claim: claim.row)
        )
        completed[row.id] = replace(paper, results=results, comparisons=row.comparisons)
    return tuple(completed[paper.id] for paper in gold if paper.id in completed)


def _find_occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Where the surface stands as whole tokens: no letter or digit goes on at an end that is one."""
    before = r"(?<!\w)" if re.match(r"\w", surface) else ""
    after = r"(?!\w)" if re.search(r"\w$", surface) else ""
    return (match.span() for match in re.finditer(before + re.escape(surface) + after, text))


def _drop_overlaps(mentions: Sequence[AnnotatedMention], text: str) -> list[AnnotatedMention]:
    """The mentions outside addresses, by place; of those that overlap the longest, then the first."""
    addresses = [address.span() for address in _ADDRESS.finditer(text)]
    taken = bytearray(len(text))
    chosen: list[AnnotatedMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start - mention.end, mention.start)):
        in_address = any(low <= mention.start < high for low, high in addresses)
        if in_address or any(taken[mention.start : mention.end]):
            continue
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        chosen.append(mention)
    return sorted(chosen, key=lambda mention: mention.start)
