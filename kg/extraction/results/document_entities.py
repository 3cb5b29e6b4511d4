"""The things of a paper that a result could be about, with what is known of each throughout the paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.extraction.coreference import clusters
from kg.extraction.discourse.own_work import find_own_mentions
from kg.extraction.document import Document
from kg.model.types import Label

_PLAINLY = 0.7  # how plainly a name must be introduced to be numbered among the paper's own


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that the paper names, whichever way it is spelled."""

    mentions: tuple[int, ...]
    label: Label
    own: bool  # the paper introduces it
    facts: tuple[str, ...]  # what holds of it throughout the paper


@dataclass(frozen=True, slots=True)
class Cast:
    """All things, in order of first mention, and which of them each mention names."""

    things: tuple[Thing, ...]
    by_mention: Mapping[int, int]


def cast(document: Document) -> Cast:
    """The methods, models, datasets and metrics of a paper."""
    own = find_own_mentions(document)
    title_end = document.title_end
    grouped = clusters.cluster_mentions(document)
    last = document.sentences[-3][0] if len(document.sentences) > 2 else 0
    strongest = max(own.values(), default=0.0)
    introduced = 0
    things: list[Thing] = []
    by_mention: dict[int, int] = {}
    for members in grouped:
        label = document.mentions[members[0]].label
        if label == "TASK":
            continue
        ownness = max((own.get(i, 0.0) for i in members), default=0.0)
        surface = document.mentions[members[0]].text
        first_own = ownness > 0 and ownness == strongest
        facts = [
            f"own={ownness}",
            f"label={label} own={ownness}",
            f"count={min(len(members), 6)}",
            "lower case" if surface == surface.lower() else "named",
        ]
        if first_own:
            facts.append("most own")
        if ownness > _PLAINLY:
            facts.append(f"introduced {label} {min(introduced, 2)}")
            introduced += 1
        if any(document.mentions[m].start >= last for m in members):
            facts.append(f"near the end own={ownness > 0}")
        if document.mentions[members[0]].end <= title_end:
            facts += ["in title", f"in title own={ownness > 0}"]
        if any(c.isdigit() for c in surface):
            facts.append(f"numbered {label}")
        by_mention |= dict.fromkeys(members, len(things))
        things.append(Thing(tuple(members), label, ownness > 0, tuple(facts)))
    return Cast(tuple(things), by_mention)
