"""What of one paper was found: a prediction against the gold, count by count."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from kg.evaluation.annotation import Annotation, Named, Reported
from kg.evaluation.claims import claim_counts
from kg.evaluation.figures import Count
from kg.evaluation.matching import Same, matched
from kg.evaluation.number_keys import number
from kg.model.types import LABELS, Label

One = TypeVar("One")


class Labelled(NamedTuple):
    """A span with its label: what a mention is by itself, whatever it names."""

    start: int
    end: int
    label: Label


def counts(predicted: Annotation, gold: Annotation) -> dict[str, Count]:
    """The counts of one paper, by the names of the table's rows."""
    found, wanted = labelled(predicted.mentions), labelled(gold.mentions)
    same = _by_spelling(predicted.mentions, gold.mentions, gold.text)
    return {
        "mention": _shared(found, wanted),
        **{
            f"  {label}": _shared({m for m in found if m.label == label}, {m for m in wanted if m.label == label})
            for label in LABELS
        },
        "span": _shared({m[:2] for m in found}, {m[:2] for m in wanted}),
        "overlap": Count(_overlapping(found, wanted), len(found), len(wanted)),
        "proposes": matched(predicted.proposes, gold.proposes, same),
        "role": _roles(predicted.dataset_roles, gold.dataset_roles, same),
        **_results(predicted.results, gold.results, same),
        **claim_counts(predicted, gold, same),
    }


def links(predicted: Annotation, gold: Annotation) -> Iterator[tuple[str, str]]:
    """Entity and gold name of each mention whose span is right, whatever its label."""
    names = {(mention.start, mention.end): mention.entity.casefold() for mention in gold.mentions}
    told = {(m.start, m.end, m.label, m.entity) for m in predicted.mentions}
    for start, end, _, entity in sorted(told, key=str):  # the scorer's order: sums agree with its to the last digit
        if (start, end) in names:
            yield entity, names[start, end]


def labelled(mentions: Sequence[Named]) -> set[Labelled]:
    """The mentions without what they name; each once."""
    return {Labelled(mention.start, mention.end, mention.label) for mention in mentions}


def _shared(found: set[One], wanted: set[One]) -> Count:
    return Count(len(found & wanted), len(found), len(wanted))


def _overlapping(found: set[Labelled], wanted: set[Labelled]) -> int:
    """How many find a gold mention of their label that they overlap and that is free; each takes the nearest.

    Of two that are equally near it takes the first.
    """
    free = sorted(wanted)
    hits = 0
    for start, end, label in sorted(found):
        over = [m for m in free if m.label == label and m.start < end and start < m.end]
        if over:
            free.remove(min(over, key=lambda m: abs(m.start - start) + abs(m.end - end)))
            hits += 1
    return hits


def _by_spelling(predicted: Sequence[Named], gold: Sequence[Named], text: str) -> Same:
    """Two references are one thing where a mention of the one is spelled as a mention of the other."""
    found, wanted = _spellings(predicted, text), _spellings(gold, text)

    def same(reference: str | None, other: str | None) -> bool:
        if reference is None or other is None:
            return reference is other
        return not found.get(reference, set()).isdisjoint(wanted.get(other, set()))

    return same


def _spellings(mentions: Sequence[Named], text: str) -> dict[str, set[str]]:
    spellings: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        surface = text[mention.start : mention.end]
        spellings[mention.entity].add(re.sub(r"\W+", " ", surface).strip().casefold())
    return spellings


def _roles(found: Mapping[str, str], wanted: Mapping[str, str], same: Same) -> Count:
    """A gold dataset is right if any prediction of it has its role."""
    right = sum(
        any(role == given and same(entity, name) for entity, given in found.items()) for name, role in wanted.items()
    )
    return Count(right, len(found), len(wanted))


def _results(found: Sequence[Reported], wanted: Sequence[Reported], same: Same) -> dict[str, Count]:
    def value(one: Reported, other: Reported) -> bool:
        return number(one.value) == number(other.value)

    def result(one: Reported, other: Reported) -> bool:
        return value(one, other) and same(one.metric, other.metric)

    def whole(one: Reported, other: Reported) -> bool:
        return (
            result(one, other)
            and one.kind == other.kind
            and same(one.dataset, other.dataset)
            and same(one.subject, other.subject)
        )

    return {
        "value": matched(found, wanted, value),
        "result": matched(found, wanted, result),
        "tuple": matched(found, wanted, whole),
    }
