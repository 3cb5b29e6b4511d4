from __future__ import annotations

from dataclasses import replace

from kg.analyse.analysis import Analysis
from kg.analyse.statistics import compute_statistics
from kg.model.knowledge import Relation
from kg.model.records import Rejected
from tests.fixtures.comparisons import comparison


def _relation(kind, entity, *, negated=False) -> Relation:
    return Relation(kind, entity, 0, 1, 0, 5, 0.9, negated, "rule")


def test_counts(make) -> None:
    knowledge = make({"a": ["method/x", "dataset/d"], "b": ["method/x"], "c": ["task/t"], "d": []})
    first = replace(
        knowledge.papers[0],
        paper=replace(knowledge.papers[0].paper, published="2025-01-02"),
        relations=(_relation("evaluatesOn", "dataset/d"), _relation("proposes", "method/x")),
        code=("https://code.test/a",),
        comparisons=(comparison("method/x", "method/y"), comparison("method/y", "method/x", denied=True)),
    )
    second = replace(knowledge.papers[1], relations=(_relation("outperforms", "method/x", negated=True),))
    knowledge = replace(
        knowledge, papers=(first, second, *knowledge.papers[2:]), rejected=(Rejected("f.txt", 3, "No title."),)
    )
    counted = compute_statistics(Analysis(knowledge), top=1)
    assert (counted.papers, counted.mentions, counted.entities, counted.rejected) == (4, 4, 3, 1)
    assert counted.comparisons == 2
    assert {c.name: c.count for c in counted.entities_by_type if c.count} == {"METHOD": 1, "DATASET": 1, "TASK": 1}
    assert {c.name: c.count for c in counted.relations_by_type if c.count} == {"evaluatesOn": 1, "proposes": 1}
    assert {c.name: c.count for c in counted.coverage} == {
        "a date": 1,
        "a mention": 3,
        "a proposal": 1,
        "a dataset evaluated on": 1,
        "a result": 0,
        "a link to code": 1,
    }
    assert counted.shared == 1
    assert counted.concepts_per_paper == 1.0
    assert (counted.components, counted.largest_component) == (3, 2)  # a and b; c; d, which names nothing
    assert {t.type: t.entities for t in counted.top}["METHOD"] == (("method/x", "x", 2),)
    assert [c.entity for c in counted.telling] == ["method/x"]


def test_nothing_at_all(make) -> None:
    counted = compute_statistics(Analysis(make({})))
    assert (counted.papers, counted.components, counted.largest_component, counted.concepts_per_paper) == (0, 0, 0, 0.0)
    assert counted.communities == ()
