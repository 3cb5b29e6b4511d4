"""What the graph states of itself: its sizes, and the run that made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo, describe_graph
from kg.rdf.iris import GraphIris
from kg.rdf.terms import Literal, expand


@pytest.mark.parametrize(
    "pattern",
    [
        "?g a void:Dataset, dcat:Dataset ; prov:wasGeneratedBy/prov:wasAssociatedWith/schema:softwareVersion '1.0' ; "
        "dcterms:license ?license",
        "?g void:classPartition ?part . ?part void:class kg:Result ; void:entities 6",
        "?part void:class kg:Benchmark ; void:entities 1",
        "?part void:class kg:Comparison ; void:entities 2",
        "?part void:property kg:proposes ; void:triples 1 ; void:distinctSubjects 1 ; kg:confidence 0.75",
        "?run a prov:Activity ; kg:setting 'year=2026' ; kg:inputHash 'sha256:aa', 'sha256:bb'",
    ],
)
def test_it_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert ask(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "?part void:property kg:outperforms",  # the only text that speaks of it denies it
        "?part void:entities 0",  # what there is none of has no partition
        "?part void:property kg:uses",
    ],
)
def test_it_never_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert not ask(pattern)


@pytest.mark.parametrize(
    "other", [{"version": "1.1"}, {"model": "x"}, {"settings": {}}, {"contents": ("aa",)}], ids=lambda o: next(iter(o))
)
def test_a_run_is_known_by_version_model_settings_and_contents(run: RunInfo, other: dict[str, Any]) -> None:
    assert replace(run, **other).key != run.key


def test_a_run_is_the_same_whatever_the_order_of_its_inputs_and_settings(run: RunInfo) -> None:
    more = replace(run, settings={"year": "2026", "min_score": "0.5"})
    assert replace(run, contents=("aa", "bb", "aa")).key == run.key
    assert replace(more, settings=dict(reversed(list(more.settings.items())))).key == more.key


def test_a_relation_that_is_stated_twice_counts_once_with_the_higher_score(knowledge: Knowledge, run: RunInfo) -> None:
    guided = knowledge.papers[2]
    first = next(relation for relation in guided.relations if relation.type == "proposes")
    facts = replace(guided, relations=(first, replace(first, score=0.25)))
    described = describe_graph(replace(knowledge, papers=(facts,)), run, GraphIris())
    (part,) = [dict(s.pairs) for s in described if (expand("void:property"), expand("kg:proposes")) in s.pairs]
    figures = [part[expand(name)] for name in ("void:triples", "kg:confidence")]
    assert [figure.text for figure in figures if isinstance(figure, Literal)] == ["1", "0.75"]
