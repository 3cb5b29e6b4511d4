"""The best values that papers report of metrics on datasets, and which of them are better than any before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.analyse.comparable_values import find_direction, find_reason_to_leave_out, find_usual_unit, parse_number
from kg.analyse.entity_changes import name_entity
from kg.model.difference import BestValue, NamedPaper, NewBest
from kg.model.knowledge import EntityId, Knowledge, PaperFacts
from kg.model.results import Result

_Pair = tuple[EntityId, EntityId]  # dataset and metric
_Reported = tuple[PaperFacts, Result[EntityId]]


def find_new_bests(old: Knowledge, new: Knowledge, successors: Mapping[EntityId, EntityId]) -> tuple[NewBest, ...]:
    """The best values of the new graph that are better than all of the old one, by dataset and metric.

    Compared are the papers' own exact absolute values in the unit that is usual in the new graph, where the better
    direction is known.

    Args:
        successors: the entities of the new graph that entities of the old one have become.
    """
    entities = {entity.id: entity for entity in new.entities}
    before, now = _group_results(old, successors), _group_results(new, {})
    names, former_names = ({entity.id: entity.name for entity in known.entities} for known in (new, old))
    bests = []
    for dataset, metric in sorted(now):
        higher = find_direction(entities[metric])
        if higher is None:
            continue
        unit = find_usual_unit([result for _, result in now[dataset, metric]])
        best = _find_best(now[dataset, metric], unit, higher=higher)
        former = _find_best(before.get((dataset, metric), ()), unit, higher=higher)
        if best is None or (former and not _is_better(best, former, higher=higher)):
            continue
        bests.append(
            NewBest(
                name_entity(entities[dataset]),
                name_entity(entities[metric]),
                higher,
                _to_value(former, former_names) if former else None,
                _to_value(best, names),
            )
        )
    return tuple(bests)


def _group_results(knowledge: Knowledge, successors: Mapping[EntityId, EntityId]) -> dict[_Pair, list[_Reported]]:
    """The results of each dataset and metric, these under the identifiers of their successors."""
    groups: dict[_Pair, list[_Reported]] = defaultdict(list)
    for facts in knowledge.papers:
        for result in facts.results:
            if result.dataset is not None and result.metric is not None:
                pair = successors.get(result.dataset, result.dataset), successors.get(result.metric, result.metric)
                groups[pair].append((facts, result))
    return groups


def _find_best(reported: Sequence[_Reported], unit: str, *, higher: bool) -> _Reported | None:
    """The best of the values that can be compared; of equal ones the first by paper and place."""
    able = [
        (facts, result)
        for facts, result in reported
        if result.holder == "own" and result.bound == "exact" and not find_reason_to_leave_out(result, unit)
    ]
    sign = -1.0 if higher else 1.0
    return min(able, key=lambda pair: (sign * _value(pair), pair[0].paper.id, pair[1].start), default=None)


def _is_better(one: _Reported, other: _Reported, *, higher: bool) -> bool:
    return _value(one) > _value(other) if higher else _value(one) < _value(other)


def _value(reported: _Reported) -> float:
    return parse_number(reported[1].value) or 0.0


def _to_value(reported: _Reported, names: Mapping[EntityId, str]) -> BestValue:
    facts, result = reported
    subject = names.get(result.subject, "") if result.subject is not None else ""
    return BestValue(result.value, subject, NamedPaper(facts.paper.id, facts.paper.title))
