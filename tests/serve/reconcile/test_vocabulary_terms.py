"""Types, properties and values that clients name: what is one, and what is the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import pytest

from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts, Relation
from kg.model.records import Paper
from kg.search.entity_search import MOST_CHARACTERS
from kg.serve.pages.catalog import Catalog, make_catalog_opener
from kg.serve.reconcile.vocabulary_terms import (
    PROPERTIES,
    TYPES,
    Value,
    WantedValues,
    count_papers,
    describe_type,
    list_types,
    parse_type,
)
from tests.fixtures.stored import write_knowledge

CFG = Entity(EntityId("method/cfg"), "METHOD", "guidance", (("guidance", 2), ("CFG", 1)), (), 2, 3)
FID = Entity(EntityId("metric/fid"), "METRIC", "FID", (("FID", 1),), (), 1, 1, higher_is_better=False)
MATH = Entity(EntityId("dataset/math"), "DATASET", "MATH", (("MATH", 1),), (), 1, 1, is_benchmark=True)
BROADER = EntityRelation("broader", CFG.id, FID.id, "", (), 1.0)
GONE = EntityRelation("broader", CFG.id, EntityId("method/none"), "", (), 1.0)
PROPOSED = Relation("proposes", CFG.id, 0, 1, 0, 4, 0.9, False, "title")
PAPER = PaperFacts(Paper("p", "On guidance", ""), (), (PROPOSED,), (), (), ())


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    folder = tmp_path_factory.mktemp("catalog")
    write_knowledge(folder, Knowledge((PAPER,), (CFG, FID, MATH), (BROADER, GONE)))
    with make_catalog_opener(folder)() as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Method", "Method"),
        ("method", "Method"),
        ("kg:Benchmark", "Benchmark"),
        ("https://w3id.org/kg-papers/schema#Metric", "Metric"),
        ("Paper", None),  # nothing that is looked for by name
        ("Method ", None),
        ("https://example.org/Method", None),  # of somebody else
        ("", None),
    ],
)
def test_a_type_is_known_by_its_name_or_iri(text: str, name: str | None) -> None:
    assert parse_type(text) == name


def test_a_benchmark_is_a_dataset_and_nothing_else_is_narrower() -> None:
    assert describe_type("Benchmark")["broader"] == [{"id": "Dataset", "name": "Dataset"}]
    assert [name for name in TYPES if "broader" in describe_type(name)] == ["Benchmark"]
    assert list_types(MATH) == ["Benchmark", "Dataset"]
    assert list_types(CFG) == ["Method"]


def test_papers_are_counted_in_words() -> None:
    assert [count_papers(entity) for entity in (CFG, FID)] == ["in 2 papers", "in 1 paper"]


@pytest.mark.parametrize(
    ("entity", "name", "values"),
    [
        (CFG, "type", [{"str": "Method"}]),
        (CFG, "prefLabel", [{"str": "guidance"}]),
        (CFG, "altLabel", [{"str": "CFG"}]),  # without its name
        (CFG, "paperCount", [{"int": 2}]),
        (CFG, "broader", [{"id": "metric/fid", "name": "FID"}]),  # what is no longer there is left out
        (CFG, "narrower", []),
        (CFG, "proposedBy", [{"id": "paper/p", "name": "On guidance"}]),
        (CFG, "higherIsBetter", []),  # no metric
        (FID, "higherIsBetter", [{"str": "false"}]),
        (FID, "proposedBy", []),
    ],
)
def test_the_values_of_a_property(catalog: Catalog, entity: Entity, name: str, values: list[Value]) -> None:
    assert PROPERTIES[name].values(catalog, entity) == values


def test_only_metrics_are_asked_what_is_better() -> None:
    assert {name: known.only for name, known in PROPERTIES.items() if known.only} == {"higherIsBetter": "Metric"}


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        (["FID"], [{"str": "FID"}]),
        (["Classifier Free Guidance"], [{"str": "classifier-free guidance"}]),  # one name by our rules
        (["no", "FID"], [{"str": "FID"}]),  # one of them is enough
        ([2], [{"int": 2}]),
        ([2.0], [{"int": 2}]),  # JSON knows one kind of number
        ([{"id": "metric/fid"}], [{"id": "metric/fid", "name": "FID"}]),
        (["metric/fid"], [{"id": "metric/fid", "name": "FID"}]),
    ],
)
def test_a_wanted_value_is_there(wanted: Collection[object], values: Sequence[Value]) -> None:
    assert WantedValues.of(wanted).match(values)


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        (["FID"], []),
        ([], [{"str": "FID"}]),
        ([""], [{"str": "---"}]),  # two texts without a name in them are not one name
        ([2.5], [{"int": 2}]),
        ([{"id": "FID"}], [{"id": "metric/fid", "name": "FID"}]),  # an identifier is no name
        (["x" * (MOST_CHARACTERS + 1)], [{"str": "x"}]),
    ],
)
def test_another_value_is_not(wanted: Collection[object], values: Sequence[Value]) -> None:
    assert not WantedValues.of(wanted).match(values)
