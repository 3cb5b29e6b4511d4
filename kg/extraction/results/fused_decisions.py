"""Decisions about a number that combine the network with rules.

A rule knows words that say a thing plainly, the network their context. The choice of a rule gets a constant added to
its log probability; for conditions, the rules propose spans that are whole phrases, and the network decides which of
them belong to which number.
"""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from kg.extraction.discourse.clause_boundaries import STRONG_BOUNDARY
from kg.extraction.document import MentionIndex
from kg.extraction.results.attributes.respective import ListedCondition
from kg.extraction.results.claim_reader.assignment import NOTHING, choose_mention, sum_over_mentions
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.columns import SPAN_TAGS
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs
from kg.extraction.results.number_reading import NumberReading
from kg.model.results import HOLDERS, ROLES, Holder, Role

Span = tuple[int, int]

RULE_WEIGHT = 1.0
"""Added to the log probability of a rule's choice; on the held-out part 0.5 to 1 are equal, and 0, 2 and 3 worse."""

LEAST_BY_RULE, LEAST = -3.0, -1.0
"""The least mean log odds of a condition's words: in a span that a rule gives to the number, and in any other.

Chosen on the held-out part; a step of 1 either way changes F1 by less than .01.
"""

_SHORTEST = 8  # characters of a span that the network alone finds, less is a piece of one
_DANGLING = re.compile(
    r"(?:\b(?:of|the|an?|to|with|on|for|and|in|at|by|or|when|from|under|using|without|than|as)|[(,])$", re.IGNORECASE
)
_OUTSIDE, _BEGIN, _INSIDE = (SPAN_TAGS.index(tag) for tag in "OBI")


def choose_holder(scores: NumberScores, number: int, by_rule: Holder) -> Holder:
    """The holder of a number. "human" by rule is final: few words name people, and the gold has few such numbers."""
    if by_rule == "human":
        return by_rule
    likely = scores.decisions["holder"][number].copy()
    likely[HOLDERS.index(by_rule)] += RULE_WEIGHT
    return HOLDERS[int(likely.argmax())]


def choose_participant(
    inputs: ReaderInputs,
    scores: NumberScores,
    number: int,
    role: Role,
    by_rule: MentionIndex | None,
    excluded: MentionIndex | None = None,
) -> MentionIndex | None:
    """The mention that fills a role of a number, never of the entity of `excluded`; None if no entity does."""
    pointers = scores.pointers[number, ROLES.index(role)]
    entities = sum_over_mentions(pointers[None], inputs.clusters)[0]
    column = NOTHING if by_rule is None else 1 + int(inputs.clusters[by_rule])
    entities[column] += RULE_WEIGHT
    if excluded is not None:
        entities[1 + int(inputs.clusters[excluded])] = -np.inf
    best = int(entities.argmax())
    return by_rule if best == column else choose_mention(inputs, pointers, best)


def choose_conditions(
    text: str,
    reading: NumberReading,
    number: int,
    by_rule: Collection[Span],
    of_sentence: Collection[Span],
    listed: ListedCondition | None = None,
) -> tuple[Span, ...]:
    """The spans of a number's conditions, in order.

    Args:
        by_rule: the spans that rules give to the number.
        of_sentence: the spans that rules give to any number of the sentence. Spans that only the network finds are
            taken as well. All lie in the number's clause.
        listed: the condition that the number has by its place in a list, which is certain, and those of the list's
            other numbers.
    """
    quantity = reading.numbers[number]
    own = [
        (start, end)
        for start, end in reading.find_conditions(number)
        if end - start > _SHORTEST
        and not _DANGLING.search(text[start:end])
        and not any(start < high and low < end for low, high in of_sentence)
    ]
    taken = [(quantity.start, quantity.text_end), *((listed.own, *listed.of_others) if listed else ())]
    likely = [
        (odds, start, end)
        for start, end in sorted({*of_sentence, *own})
        if not any(start < high and low < end for low, high in taken)
        and not STRONG_BOUNDARY.search(text, min(end, quantity.text_end), max(start, quantity.start))
        and (odds := _mean_log_odds(reading, number, start, end))
        > (LEAST_BY_RULE if (start, end) in by_rule else LEAST)
    ]
    kept: list[Span] = [listed.own] if listed else []
    for _, start, end in sorted(likely, key=lambda span: (-span[0], span[1:])):
        if not any(start < high and low < end for low, high in kept):
            kept.append((start, end))
    return tuple(sorted(kept))


def _mean_log_odds(reading: NumberReading, number: int, start: int, end: int) -> float:
    """The mean log odds that the words of a span are part of a number's condition; minus infinity if none was read."""
    words = reading.inputs.words
    inside = (reading.output.starts[words] < end) & (start < reading.output.ends[words])
    if not inside.any():
        return -np.inf
    tags = reading.scores.conditions[number][inside]
    return float((np.logaddexp(tags[:, _BEGIN], tags[:, _INSIDE]) - tags[:, _OUTSIDE]).mean())
