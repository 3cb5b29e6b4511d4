from __future__ import annotations

from dataclasses import replace

from kg.analyse.network import to_networkx
from kg.model.knowledge import EntityId, EntityRelation, Relation
from kg.model.results import Result
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

TEXT = "T\n\nWe beat X. X scores 95% on D."


def _result(**changes) -> Result[EntityId]:
    plain = {
        "value_text": "95%",
        "unit": "%",
        "metric": "metric/m",
        "dataset": "dataset/d",
        "subject": "method/x",
        "sentence_start": 14,
        "sentence_end": 32,
        "score": 0.8,
    }
    return result("95", 23, **(plain | changes))


def _knowledge(make, **changes):
    knowledge = make({"p": ["method/x", "dataset/d", "metric/m", "method/x"]})
    title, abstract = TEXT.split("\n\n")
    facts = replace(
        knowledge.papers[0], paper=replace(knowledge.papers[0].paper, title=title, abstract=abstract), **changes
    )
    return replace(knowledge, papers=(facts,))


def test_nodes_are_typed_and_named_as_in_iris(make) -> None:
    graph = to_networkx(_knowledge(make, results=(_result(),)))
    kinds = {node: data["kind"] for node, data in graph.nodes(data=True)}
    assert kinds == {
        "paper/p": "paper",
        "method/x": "method",
        "dataset/d": "dataset",
        "metric/m": "metric",
        "result/p~23-25": "result",
    }
    assert graph.nodes["result/p~23-25"]["sentence"] == "X scores 95% on D."
    assert graph.edges["paper/p", "method/x", "paper/p mentions method/x"]["count"] == 2


def test_a_relation_keeps_its_best_evidence(make) -> None:
    relations = (
        Relation("uses", EntityId("method/x"), 11, 12, 3, 13, 0.5, False, "rule"),
        Relation("uses", EntityId("method/x"), 14, 15, 14, 32, 0.9, False, "rule"),
    )
    edge = to_networkx(_knowledge(make, relations=relations)).edges["paper/p", "method/x", "paper/p uses method/x"]
    assert (edge["type"], edge["score"], edge["evidence"]) == ("uses", 0.9, 2)
    assert edge["sentence"] == "X scores 95% on D."


def test_what_is_denied_is_not_what_is_said(make) -> None:
    denied = Relation("outperforms", EntityId("method/x"), 11, 12, 3, 13, 0.5, True, "rule")
    graph = to_networkx(_knowledge(make, relations=(denied, replace(denied, negated=False))))
    edges = {
        key: data["negated"] for *_, key, data in graph.edges(keys=True, data=True) if data["type"] == "outperforms"
    }
    assert edges == {"paper/p outperforms method/x": False, "paper/p not outperforms method/x": True}


def test_results_lead_to_what_they_are_about(make) -> None:
    graph = to_networkx(_knowledge(make, results=(_result(),)))
    about = {(data["type"], target) for _, target, data in graph.out_edges("result/p~23-25", data=True)}
    assert about == {("metric", "metric/m"), ("onDataset", "dataset/d"), ("subject", "method/x")}
    assert graph.has_edge("paper/p", "result/p~23-25", "paper/p reports result/p~23-25")


def test_a_spread_is_told_of_the_results_that_have_one(make) -> None:
    results = (_result(value_text="95 ± 0.5%", spread="0.5"), _result(dataset=None))
    nodes = to_networkx(_knowledge(make, results=results)).nodes
    spreads = {data["label"]: data.get("spread") for _, data in nodes(data=True) if data["kind"] == "result"}
    assert spreads == {"95 ± 0.5%": "0.5", "95%": None}


def test_one_number_that_is_two_results_stays_two(make) -> None:
    graph = to_networkx(_knowledge(make, results=(_result(), _result(dataset=None), _result(score=0.1))))
    assert sum(data["kind"] == "result" for _, data in graph.nodes(data=True)) == 2


def test_entity_relations(make) -> None:
    link = EntityRelation("variantOf", EntityId("method/x"), EntityId("metric/m"), "size", (), 0.7)
    graph = to_networkx(replace(_knowledge(make), entity_relations=(link,)))
    assert graph.edges["method/x", "metric/m", "method/x variantOf metric/m"]["reason"] == "size"


def test_keys_are_unique_and_nothing_is_none(make, two_themes) -> None:
    graph = to_networkx(two_themes)
    keys = [key for *_, key in graph.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    values = [v for _, data in graph.nodes(data=True) for v in data.values()]
    values += [v for *_, data in graph.edges(data=True) for v in data.values()]
    assert {type(value) for value in values} <= {str, int, float, bool}


def test_a_comparison_joins_what_it_compares_and_names_its_paper(make) -> None:
    denial = comparison(EntityId("method/x"), EntityId("metric/m"), 3, sentence_start=3, sentence_end=13, denied=True)
    graph = to_networkx(_knowledge(make, comparisons=(denial,)))
    edge = graph.edges["method/x", "metric/m", "comparison/p~3-13"]
    assert (edge["type"], edge["paper"], edge["negated"], edge["score"]) == ("outperforms", "paper/p", True, 0.9)
    assert edge["sentence"] == "We beat X."
