"""Gold annotations: one JSON object a paper, each surface named once.

    {"id": "…", "text": "title, blank line, abstract", "mentions": [["CFG", "METHOD", "classifier-free guidance"], …],
     "proposes": […], "dataset_roles": {…}, "results": [{"metric": …, "value": …, "kind": …, …}, …],
     "comparisons": [{"subject": …, "object": …, "relation": "outperforms", "denied": false}, …]}

A surface stands for each of its whole-token occurrences, or for those whose numbers (from 0) a fourth element lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field, TypeAdapter

from kg.evaluation.annotation import Annotation, Compared, Named, Reported
from kg.evaluation.lines import flaw, read_rows
from kg.model.types import Label

# Where a surface starts in one of these, it is no mention. Other than `kg.text.display.URL`, it ends at white space
# alone.
_ADDRESS = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface|hf)\.(?:com|co)/)\S+")
_REMEDY = "write it as the annotation format has it (docs/guide.md)."


class _Surface(NamedTuple):
    surface: Annotated[str, Field(min_length=1)]
    label: Label
    name: str
    chosen: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    text: str
    mentions: tuple[_Surface, ...]
    proposes: tuple[str, ...] = ()
    dataset_roles: Mapping[str, str] = field(default_factory=dict)
    results: tuple[Reported, ...] = ()
    comparisons: tuple[Compared, ...] | None = None


_SHAPE = TypeAdapter(_Row)


def read_gold(path: Path) -> tuple[Annotation, ...]:
    """The annotated papers of a file, in its order.

    Raises:
        InputError: the file cannot be read, a line is not in the format, or two lines are of one paper.
    """
    seen: dict[str, int] = {}
    papers: list[Annotation] = []
    for number, row in read_rows(path, _SHAPE, remedy=_REMEDY):
        if row.id in seen:
            reason = f"The paper {row.id!r} is in line {seen[row.id]} too; leave one of the two out."
            raise flaw(path, number, reason)
        seen[row.id] = number
        found: list[Named] = []
        for surface in row.mentions:
            places = list(_occurrences(row.text, surface.surface))
            chosen = range(len(places)) if surface.chosen is None else surface.chosen
            if wrong := [n for n in chosen if not 0 <= n < len(places)]:
                reason = (
                    f"There is no occurrence {wrong[0]} of {surface.surface!r}, which occurs {len(places)} times; "
                    "count occurrences from 0."
                )
                raise flaw(path, number, reason)
            found += [Named(*places[n], surface.label, surface.name) for n in chosen]
        mentions = tuple(_apart(found, row.text))
        said = (row.proposes, row.dataset_roles, row.results, row.comparisons)
        papers.append(Annotation(row.id, row.text, mentions, *said))
    return tuple(papers)


def _occurrences(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Where the surface stands as whole tokens: no letter or digit goes on at an end that is one."""
    before = r"(?<!\w)" if re.match(r"\w", surface) else ""
    after = r"(?!\w)" if re.search(r"\w$", surface) else ""
    return (found.span() for found in re.finditer(before + re.escape(surface) + after, text))


def _apart(found: list[Named], text: str) -> list[Named]:
    """The spans outside addresses, by place; of those that overlap the longest, then the first."""
    addresses = [address.span() for address in _ADDRESS.finditer(text)]
    taken = bytearray(len(text))
    kept: list[Named] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if any(low <= one.start < high for low, high in addresses) or any(taken[one.start : one.end]):
            continue
        taken[one.start : one.end] = b"\1" * (one.end - one.start)
        kept.append(one)
    return sorted(kept, key=lambda one: one.start)
