"""Whole claims: of the numbers that a prediction and the gold both give, which parts are right, and whether all are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from kg.evaluation.annotation import Annotation, Compared, Reported
from kg.evaluation.figures import Count
from kg.evaluation.matching import Same, matched
from kg.evaluation.number_keys import number

_ENTITIES = ("metric", "dataset", "subject", "comparator", "task")
_STATED = ("kind", "direction", "bound", "holder")
_NONE = Count(0, 0, 0)


def claim_counts(predicted: Annotation, gold: Annotation, same: Same) -> dict[str, Count]:
    """The counts of one paper, by the names of the table's rows; nothing where the gold has no whole claims.

    whole        every part of the claim is right
    · PART       entities and conditions: of those that are there; the others: the share that is right
    comparison   who is compared with whom, in which relation, affirmed or denied
    """
    names = ["whole", *(f"· {part}" for part in (*_ENTITIES, *_STATED, "conditions")), "comparison"]
    if not gold.has_whole_claims:
        return dict.fromkeys(names, _NONE)
    counts: dict[str, Count] = defaultdict(lambda: _NONE)
    right = 0
    free = list(gold.results)
    for found in predicted.results:
        wanted = next((one for one in free if number(one.value) == number(found.value)), None)
        if wanted is None:
            continue
        free.remove(wanted)
        parts = _parts(found, wanted, same)
        right += all(correct for correct, _ in parts.values())
        for part, (_, count) in parts.items():
            counts[f"· {part}"] = counts[f"· {part}"].plus(count)

    def equal(one: Compared, other: Compared) -> bool:
        alike = (one.relation, one.denied) == (other.relation, other.denied)
        return alike and same(one.subject, other.subject) and same(one.object, other.object)

    counts["whole"] = Count(right, len(predicted.results), len(gold.results))
    counts["comparison"] = matched(predicted.comparisons or (), gold.comparisons or (), equal)
    return {name: counts[name] for name in names}


def _parts(found: Reported, wanted: Reported, same: Same) -> dict[str, tuple[bool, Count]]:
    """For each part of a claim whether it is right, and what it adds to the counts."""
    parts = {}
    for part in _ENTITIES:
        said, true = (None if one is False else one for one in (getattr(found, part), getattr(wanted, part)))
        correct = same(said, true)
        parts[part] = correct, Count(correct and true is not None, said is not None, true is not None)
    for part in _STATED:
        correct = getattr(found, part) == getattr(wanted, part)
        parts[part] = correct, Count(correct, 1, 1)
    listed, given = _conditions(found), _conditions(wanted)
    parts["conditions"] = listed == given, Count((listed & given).total(), listed.total(), given.total())
    return parts


def _conditions(claim: Reported) -> Counter[str]:
    return Counter(re.sub(r"\W+", " ", one).strip().casefold() for one in claim.conditions)
