"""Assigns entities to the numbers of a paper, all numbers together, role by role.

For each number the network scores how well each entity fills a role; for each two numbers in a row it scores how likely
one entity fills the role of both. The best assignment of all numbers under both scores is found exactly, as the best
path through a chain (Viterbi, 1967).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kg.extraction.document import MentionIndex
from kg.extraction.mentions.encoder.output import LogProbabilities
from kg.extraction.results.claim_reader.claim_network import NumberScores
from kg.extraction.results.claim_reader.pair_features import Ints
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs
from kg.model.results import ROLES, Role

LINKED: tuple[Role, ...] = ("metric", "dataset", "subject")
"""The roles that are assigned here. In the others, rules have a say (`fused_decisions`)."""

AGREEMENT_WEIGHT = 0.1
"""The weight of the scores of two numbers in a row, beside those of single numbers; chosen on the held-out part."""

WITHOUT_SUBJECT = -0.5
"""Added to the log probability that a number has no subject: a wrong subject costs no more than none. Of 0, -0.25,
-0.5, -0.75 and -1 this was best on the held-out part: F1 of tuples .467 instead of .463, on claims-dev .450 instead of
.429."""

_LEAST_UNLIKELY = 0.02  # however surely it is compared with a thing

NOTHING = 0
"""The column of no entity; entity `c` has column `c + 1`."""

_NEVER = -1e9


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one number is about: for each role of `LINKED` the mention that fills it, or None, and its probability."""

    mentions: Mapping[Role, MentionIndex | None]
    probabilities: Mapping[Role, float]


def assign(
    inputs: ReaderInputs, scores: NumberScores, outcomes: Sequence[int], *, weight: float = AGREEMENT_WEIGHT
) -> list[Assignment]:
    """The assignment of each outcome; `outcomes` are positions among all numbers, ascending."""
    if not outcomes:
        return []
    of_roles = sum_over_mentions(scores.pointers[list(outcomes)], inputs.clusters)
    chosen: dict[Role, list[int]] = {}
    likely: dict[Role, LogProbabilities] = {}
    for role in LINKED:
        column = ROLES.index(role)
        entities = of_roles[:, column].copy()
        likely[role] = np.exp(entities)
        if role == "subject":
            entities[:, NOTHING] += WITHOUT_SUBJECT
            entities += _log_unlikely(of_roles[:, ROLES.index("comparator")])
        agreement = np.array([scores.agreement[i, j, column] for i, j in pairwise(outcomes)], dtype=np.float64)
        chosen[role] = _find_best_path(entities, weight * agreement)
    return [
        Assignment(
            {
                role: choose_mention(inputs, scores.pointers[number, ROLES.index(role)], chosen[role][row])
                for role in LINKED
            },
            {role: float(likely[role][row, chosen[role][row]]) for role in LINKED},
        )
        for row, number in enumerate(outcomes)
    ]


def _log_unlikely(comparators: LogProbabilities) -> LogProbabilities:
    """Log probabilities that an entity is not the comparator of a number, from those that it is.

    They are added to those of its subject: an entity with which a number is compared is not its subject. Shapes:
    (outcomes, 1 + C) for C entities; the first column, that of no entity, is 0.
    """
    compared = np.exp(comparators)
    compared[:, NOTHING] = 0.0
    unlikely: LogProbabilities = np.log(np.maximum(1.0 - compared, _LEAST_UNLIKELY))
    return unlikely


def sum_over_mentions(pointers: LogProbabilities, clusters: Ints) -> LogProbabilities:
    """Log probabilities of no entity and each entity, from those of mentions: (..., 1 + M) -> (..., 1 + C)."""
    count = int(clusters.max()) + 1 if len(clusters) else 0
    summed = np.zeros((*pointers.shape[:-1], 1 + count))
    np.add.at(summed.T, np.append(NOTHING, 1 + clusters), np.exp(pointers).T)
    return np.log(np.maximum(summed, 1e-12))


def _find_best_path(unary: LogProbabilities, agreement: LogProbabilities) -> list[int]:
    """The columns, one a row, with the highest sum; `agreement` is added where a row has the column of the last row.

    Shapes: (rows, columns), (rows - 1,).
    """
    best = unary[0]
    columns = np.arange(len(best))
    came_from = []
    for row, together in zip(unary[1:], agreement, strict=True):
        first, second = int(best.argmax()), int(np.where(columns == best.argmax(), -np.inf, best).argmax())
        elsewhere = np.where(columns == first, second, first)  # the best of all other columns
        moved = np.where(elsewhere == columns, _NEVER, best[elsewhere])  # where there is no other one
        stays = best + together >= moved
        came_from.append(np.where(stays, columns, elsewhere))
        best = np.where(stays, best + together, moved) + row
    path = [int(best.argmax())]
    for row in reversed(came_from):
        path.append(int(row[path[-1]]))
    return path[::-1]


def choose_mention(inputs: ReaderInputs, pointers: LogProbabilities, entity: int) -> MentionIndex | None:
    """The mention of an entity (its column) with the highest of `pointers`; None for no entity. Shape: (1 + M,)."""
    if entity == NOTHING:
        return None
    members = np.flatnonzero(inputs.clusters == entity - 1)
    return MentionIndex(int(members[pointers[1 + members].argmax()]))
