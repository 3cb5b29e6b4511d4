"""Why a query has no rows: the name or title that nothing has, and those that are spelled almost so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kg.cli.unmatched_names import report_unmatched_names
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from kg.sparql.queries import CompetencyQuery, Parameter
from tests.fixtures.small_graph import GRAPH, PREFIXES
from tests.fixtures.stored import write_knowledge

METRIC = Parameter("metric", "fid", "the metric", is_number=False, is_name=True)
ENTITY = Parameter("name", "sit", "any name", is_number=False, is_name=True)
TITLE = Parameter("title", "guidance", "words of a title", is_number=False, is_name=False)
LEAST = Parameter("least", "1", "at least so many", is_number=True, is_name=False)
QUERY = CompetencyQuery("q", "Q", "", (METRIC, ENTITY, TITLE, LEAST), "")


def _entity(entity_id: str, name: str) -> Entity:
    label = "METRIC" if entity_id.startswith("metric/") else "MODEL"
    return Entity(EntityId(entity_id), label, name, ((name, 1),), (), 1, 1)  # type: ignore[arg-type] # a label


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unmatched")
    (folder / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    paper = PaperFacts(Paper("b", "On Classifier-Free Guidance", "A"), (), (), (), (), ())
    entities = (_entity("metric/accuracy", "accuracy"), _entity("metric/fid", "FID"), _entity("model/sit", "SiT-XL"))
    write_knowledge(folder, Knowledge((paper,), entities, ()))
    return folder


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"metric": "fidd"}, "Nothing in this graph has the metric 'fidd'. Did you mean FID?"),
        ({"metric": "sit-x"}, "Nothing in this graph has the metric 'sit-x'. `kg search` finds names."),  # a model
        ({"name": "sit-x"}, "Nothing in this graph has the name 'sit-x'. Did you mean SiT-XL?"),
        (
            {"title": "On Clasifier-Free Guidence"},
            "Nothing in this graph has the title 'On Clasifier-Free Guidence'. Did you mean ",
        ),
        (
            {"metric": 'a" } DROP ALL'},
            "Nothing in this graph has the metric 'a\" } DROP ALL'. `kg search` finds names.",
        ),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_name_that_nothing_has_is_told_with_the_nearest(
    graph: Path, values: Mapping[str, str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    report_unmatched_names(QUERY, values, graph)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(message)


@pytest.mark.parametrize(
    "values",
    [
        {},  # the defaults, which the graph has
        {"metric": "fid", "name": "cfg"},
        {"title": "FREE guidance"},  # case does not count
        {"least": "1000"},  # no name: that it is too much, the user knows
    ],
)
def test_nothing_is_said_of_what_is_there(
    graph: Path, values: Mapping[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    report_unmatched_names(QUERY, values, graph)
    assert capsys.readouterr().err == ""


def test_a_default_that_nothing_has_is_told_too(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    metric = Parameter("metric", "perplexity", "the metric", is_number=False, is_name=True)
    report_unmatched_names(CompetencyQuery("q", "Q", "", (metric,), ""), {}, graph)
    assert "has the metric 'perplexity'" in capsys.readouterr().err
