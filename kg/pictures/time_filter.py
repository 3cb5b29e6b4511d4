"""The time filter of pictures: the papers since a day, with the entities that they name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.model.errors import UsageError
from kg.model.knowledge import Knowledge, PaperFacts
from kg.model.partial_dates import first_day, last_day

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


class Recent(NamedTuple):
    """The part of the knowledge that a time filter keeps, and a sentence about it."""

    knowledge: Knowledge
    sentence: str  # that says which part, for a caption


def keep_since(knowledge: Knowledge, start: str, *, undated: bool) -> Recent:
    """The part of the knowledge whose papers are dated `start` (a year, month or day in ISO form) or later.

    A year or a month counts as its first day. Papers without a date, and those whose year or month leaves open whether
    they are that late, are kept if `undated`. Entities that no kept paper names are left out, and the numbers of papers
    and mentions are those of the part.

    Raises:
        UsageError: `start` is no date.
    """
    if not _DATE.fullmatch(start):
        raise UsageError(f"{start!r} is no date: give a year, a month or a day, as in 2024, 2024-07 or 2024-07-01.")
    first = first_day(start)
    with_date = [f for f in knowledge.papers if f.paper.published]
    recent = [f for f in with_date if first_day(f.paper.published or "") >= first]
    vague = [f for f in with_date if first_day(f.paper.published or "") < first <= last_day(f.paper.published or "")]
    without_date = [*(f for f in knowledge.papers if not f.paper.published), *vague]
    chosen = sorted([*recent, *(without_date if undated else [])], key=lambda f: f.paper.id)
    is_single = len(without_date) == 1
    lacking = "no date that is precise enough" if vague else "no date"
    sentence = (
        f"Since {start}: {len(recent):,} of the {len(with_date):,} dated papers; {len(without_date):,} "
        f"{'paper has' if is_single else 'papers have'} {lacking} and {'is' if is_single else 'are'} "
        f"{'in it too' if undated else 'left out'}."
    )
    return Recent(_restrict(knowledge, chosen), sentence)


def _restrict(knowledge: Knowledge, papers: Sequence[PaperFacts]) -> Knowledge:
    named: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for facts in papers:
        mentions.update(m.entity for m in facts.mentions)
        named.update({m.entity for m in facts.mentions})
    return replace(
        knowledge,
        papers=tuple(papers),
        entities=tuple(
            replace(entity, paper_count=named[entity.id], mention_count=mentions[entity.id])
            for entity in knowledge.entities
            if entity.id in named
        ),
        entity_relations=tuple(r for r in knowledge.entity_relations if r.subject in named and r.object in named),
    )
