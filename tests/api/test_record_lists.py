"""Lists of a graph: whatever is asked for, they are the records of the whole graph that meet it, at any precision."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.api.conversion import map_names, to_public_comparison, to_public_paper, to_public_relation, to_public_result
from kg.bounds.doubt import SetApart, set_apart
from kg.bounds.precision import select_bounds
from kg.model.knowledge import Knowledge
from tests.fixtures.stored import write_knowledge

PRECISIONS = (0.0, 0.5, 0.7, 0.9, 1.0)


@pytest.fixture(scope="module")
def folder(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    write_knowledge(folder, knowledge)
    (folder / "graph.ttl").touch()  # by which a graph is known
    return folder


@pytest.fixture(params=PRECISIONS)
def precision(request: pytest.FixtureRequest) -> float:
    return float(request.param)


@pytest.fixture
def graph(folder: Path, precision: float) -> kg.Graph:
    return kg.open(folder, precision=precision)


@pytest.fixture
def apart(knowledge: Knowledge, precision: float) -> SetApart:
    return set_apart(knowledge, select_bounds(precision))


@pytest.mark.parametrize("doubtful", [False, True])
def test_whole_lists_are_all_records_in_their_order(graph: kg.Graph, apart: SetApart, doubtful: bool) -> None:
    part, names = apart.doubtful if doubtful else apart.sure, map_names(apart.whole.entities)
    assert graph.relations(doubtful=doubtful) == [
        to_public_relation(facts, record, names) for facts in part.papers for record in facts.relations
    ]
    assert graph.results(doubtful=doubtful) == [
        to_public_result(facts, record, names) for facts in part.papers for record in facts.results
    ]
    assert graph.comparisons(doubtful=doubtful) == [
        to_public_comparison(facts, record, names) for facts in part.papers for record in facts.comparisons
    ]


@pytest.mark.parametrize("doubtful", [False, True])
def test_a_part_is_the_same_part_of_the_whole_list(graph: kg.Graph, apart: SetApart, doubtful: bool) -> None:
    relations, results = graph.relations(doubtful=doubtful), graph.results(doubtful=doubtful)
    comparisons = graph.comparisons(doubtful=doubtful)
    for entity in apart.sure.entities:
        name = entity.id
        assert graph.relations(entity=name, doubtful=doubtful) == [r for r in relations if r.entity_id == name]
        assert graph.results(subject=name, doubtful=doubtful) == [r for r in results if r.subject_id == name]
        assert graph.comparisons(object=name, doubtful=doubtful) == [c for c in comparisons if c.object_id == name]
        if entity.type == "METRIC":
            assert graph.results(metric=name, doubtful=doubtful) == [r for r in results if r.metric_id == name]
    for facts in apart.whole.papers:
        title = facts.paper.id
        assert graph.relations(paper=title, doubtful=doubtful) == [r for r in relations if r.paper == title]
        assert graph.results(paper=title, doubtful=doubtful) == [r for r in results if r.paper == title]
        assert graph.comparisons(paper=title, doubtful=doubtful) == [c for c in comparisons if c.paper == title]
    for score in (0.5, 0.75, 1.0):
        assert graph.results(min_score=score, doubtful=doubtful) == [r for r in results if r.score >= score]


def test_papers_are_those_that_surely_say_it(graph: kg.Graph, apart: SetApart) -> None:
    papers = apart.sure.papers
    assert graph.papers() == [to_public_paper(facts) for facts in papers]
    for relation in ("proposes", "evaluatesOn", "outperforms"):
        stating = [facts for facts in papers if any(r.type == relation and not r.negated for r in facts.relations)]
        assert graph.papers(relation=relation) == [to_public_paper(facts) for facts in stating]
        for entity in apart.sure.entities:
            of_it = [
                facts
                for facts in stating
                if any(r.type == relation and not r.negated and r.object == entity.id for r in facts.relations)
            ]
            assert graph.papers(entity=entity.id, relation=relation) == [to_public_paper(facts) for facts in of_it]


def test_counts_of_another_precision_are_those_of_the_lists(graph: kg.Graph, apart: SetApart) -> None:
    mentions = sum(len(facts.mentions) for facts in apart.sure.papers)
    printed = graph._repr_html_()
    for name, number in {
        "papers": len(graph.papers()),
        "entities": len(graph.entities()),
        "mentions": mentions,
        "relations": len(graph.relations()),
        "results": len(graph.results()),
        "comparisons": len(graph.comparisons()),
    }.items():
        assert f"<th>{name}</th><td>{number}</td>" in printed
