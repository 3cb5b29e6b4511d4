from __future__ import annotations

from dataclasses import replace

import pytest

from kg.analyse.graph_difference import find_difference
from kg.model.difference import ChangedPaper, Difference, NamedPaper
from kg.model.knowledge import EntityId, Knowledge, Relation
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

USES = Relation("uses", EntityId("method/x"), 0, 1, 0, 5, 0.9, negated=False, origin="rule")


def _change(knowledge: Knowledge, **fields: object) -> Knowledge:
    """The graph with other facts in its first paper."""
    first, *others = knowledge.papers
    return replace(knowledge, papers=(replace(first, **fields), *others))  # type: ignore[arg-type]


def test_equal_graphs_do_not_differ(make) -> None:
    graph = make({"a": ["method/x"], "b": []})
    assert find_difference(graph, graph) == Difference()
    assert not find_difference(graph, graph)


def test_papers_and_entities_come_and_go(make) -> None:
    found = find_difference(make({"a": ["method/x"], "b": []}), make({"b": [], "c": ["task/t"]}))
    assert found
    assert found.papers_removed == (NamedPaper("a", "a"),)
    assert found.papers_added == (NamedPaper("c", "c"),)
    assert found.papers_changed == ()
    assert [entity.id for entity in (*found.entities_removed, *found.entities_added)] == ["method/x", "task/t"]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"relations": (USES,)}, ("relations",)),
        ({"results": (result(),)}, ("results",)),
        ({"comparisons": (comparison("method/x", "method/y"),)}, ("comparisons",)),
        ({"dataset_roles": (("dataset/d", "eval"),), "code": ("https://code.test",)}, ("dataset roles", "code")),
        ({"mentions": ()}, ("mentions",)),
        ({"field_score": 0.5}, ()),
    ],
)
def test_papers_change_in_what_they_say(make, fields, names) -> None:
    graph = make({"a": ["method/x"], "b": []})
    found = find_difference(graph, _change(graph, **fields))
    assert found.papers_changed == ((ChangedPaper("a", "a", names),) if names else ())


def test_papers_change_in_their_fields(make) -> None:
    graph = make({"a": ["method/x"]})
    paper = replace(graph.papers[0].paper, title="New", comments=3)
    found = find_difference(graph, _change(graph, paper=paper))
    assert found.papers_changed == (ChangedPaper("a", "New", ("title", "comments")),)


def test_scores_and_rules_do_not_count(make) -> None:
    graph = make({"a": ["method/x"]})
    old = _change(graph, relations=(USES,), results=(result(),), comparisons=(comparison("method/x", "method/y"),))
    facts = old.papers[0]
    new = _change(
        old,
        mentions=tuple(replace(mention, score=0.1) for mention in facts.mentions),
        relations=(replace(USES, score=0.1, origin="other"),),
        results=(result(score=0.1, origin="other"),),
        comparisons=tuple(replace(row, score=0.1, origin="other") for row in facts.comparisons),
    )
    assert find_difference(old, new) == Difference()


def test_an_entity_of_another_identifier_changes_no_paper(make) -> None:
    graph = make({"a": ["method/x"]})
    old = _change(graph, relations=(USES,), results=(result(subject="method/x"),))
    facts, entity = old.papers[0], replace(old.entities[0], id=EntityId("method/y"), name="y")
    new = _change(
        replace(old, entities=(entity,)),
        mentions=tuple(replace(mention, entity=entity.id) for mention in facts.mentions),
        relations=(replace(USES, object=entity.id),),
        results=(result(subject="method/y"),),
    )
    found = find_difference(old, new)
    assert found.papers_changed == ()
    assert [(change.kind, change.old.id) for change in found.entities_changed] == [("renamed", "method/x")]
