"""Reading gold annotations, for scoring and for training: one JSON object a paper, each surface named once.

    {"id": "…", "text": "title, blank line, abstract", "mentions": [["CFG", "METHOD", "classifier-free guidance"], …],
     "proposes": […], "dataset_roles": {…}, "results": [{"metric": …, "value": …, "kind": …, …}, …],
     "comparisons": [{"subject": …, "object": …, "relation": "outperforms", "denied": false,
                      "text": "…"}, …], "source": "…"}

A surface stands for each of its whole-token occurrences, or for those whose numbers (from 0) a fourth element lists.
A result may be a whole claim (`docs/claims-guide.md`): then it also has `comparator`, `direction`, `bound`,
`conditions`, `holder` and `task`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
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
_CLAIM_REMEDY = "give every part of a whole claim (docs/claims-guide.md)."


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


_PAPER_SHAPE = TypeAdapter(_PaperRow)


def read_gold(path: Path) -> tuple[Annotation, ...]:
    """The annotated papers of a file, in its order; offsets are into the raw text.

    A result whose file gives it a comparator, if only null, is a whole claim; where no result of a paper lacks one and
    the paper has comparisons, its claims are scored (`Annotation.has_whole_claims`).

    Raises:
        InputError: the file cannot be read, a line is not in the format, a whole claim has no bound or holder, or two
            lines are of one paper.
    """
    line_of: dict[str, int] = {}
    papers: list[Annotation] = []
    for line, row in read_rows(path, _PAPER_SHAPE, remedy=_REMEDY):
        if row.id in line_of:
            reason = f"The paper {row.id!r} is in line {line_of[row.id]} too; leave one of the two out."
            raise make_line_error(path, line, reason)
        line_of[row.id] = line
        if unfinished := _find_unfinished_claim(row.results):
            raise make_line_error(path, line, unfinished)
        mentions: list[AnnotatedMention] = []
        for surface in row.mentions:
            places = list(_find_whole_tokens(row.text, surface.surface))
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


def _find_unfinished_claim(results: Sequence[AnnotatedResult]) -> str | None:
    """The problem of the first whole claim that lacks a required part, as a sentence; None if all are complete."""
    for place, result in enumerate(results):
        missing = [part for part in ("bound", "holder") if getattr(result, part) is None]
        if result.comparator is not False and missing:
            return f"results[{place}] has a comparator, but no {missing[0]}; {_CLAIM_REMEDY}"
    return None


def _find_whole_tokens(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """The spans of a surface as whole tokens: at an end that is a letter or digit, no other one follows."""
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
