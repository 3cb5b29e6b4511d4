"""The competency queries: their answers over a small graph, their parameters, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.model.errors import NoSuchName, UsageError
from kg.sparql import queries
from kg.sparql.query_graph import query_graph
from tests.fixtures.small_graph import cells


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        (
            "leaderboard",
            {},
            [
                ["9", "9", "exact", "SiT-XL", "own", "ImageNet 256x256", "FID", "", "On Classifier-Free Guidance"],
                ["10.5", "10.5", "exact", "", "own", "ImageNet 256x256", "FID", "50 steps; XL", "Alpha"],
            ],
        ),
        (
            "leaderboard",
            {"benchmark": "imagenet-256", "metric": "is"},
            [
                ["100", "100", "exact", "", "own", "ImageNet 256x256", "IS", "", "On Classifier-Free Guidance"],
                ["9", "9", "exact", "", "own", "ImageNet 256x256", "IS", "", "On Classifier-Free Guidance"],
            ],
        ),
        (
            "proposes-about",
            {"topic": "CFG"},
            [
                ["proposed", "On Classifier-Free Guidance", "classifier-free guidance"],
                ["abstract", "Alpha", "SiT-XL"],
            ],
        ),
        ("benchmarks", {}, [["ImageNet 256x256", "3", "dataset:imagenet-256"]]),
        ("benchmarks", {"min_papers": "4"}, []),
        (
            "shared-methods",
            {"title": "alpha"},
            [["classifier-free guidance", "2", "On Classifier-Free Guidance"]],
        ),
        (
            "denied",
            {},
            [["Gamma", "classifier-free guidance", "kg:outperforms", "SiT", "0.5", "It does not beat SiT."]],
        ),
        ("outperforms", {}, [["SiT-XL", "SiT", "0.8", "Alpha", "It beats SiT."]]),
        ("builds-on", {"name": "sit"}, [["used by the paper", "Alpha", "SiT-XL"], ["has the variant", "SiT-XL", ""]]),
        ("datasets-introduced", {}, [["ImageNet 256x256", "3", "On Classifier-Free Guidance"]]),
        ("method-benchmarks", {"method": "cfg"}, [["ImageNet 256x256", "2"]]),
        (
            "improvements",
            {"metric": "IS"},
            [["IS", "2", "points", "exact", "increase", "true", "", "", "", "On Classifier-Free Guidance"]],
        ),
        (
            "evidence",
            {"name": "SiT"},
            [
                ["Alpha", "kg:outperforms", "", "SiT", "0.8", "It beats SiT."],
                ["Alpha", "kg:uses", "", "SiT", "0.5", "We use SiT."],
                ["Gamma", "kg:outperforms", "true", "SiT", "0.5", "It does not beat SiT."],
            ],
        ),
        (
            "paper",
            {"title": "Gamma"},
            [
                ["Gamma", "kg:Comparison", "classifier-free guidance not outperforms SiT"],
                ["Gamma", "kg:evaluatesOn", "ImageNet 256x256"],
            ],
        ),
        ("paper-results", {"title": "Alpha"}, [["Alpha", "FID", "10.5", "ImageNet 256x256", "", "own", "10.5 it is."]]),
    ],
)
def test_a_competency_query_answers(folder: Path, name: str, values: dict[str, str], expected: list[list[str]]) -> None:
    assert cells(folder, queries.load(name).bind(values)) == expected


@pytest.mark.parametrize("name", queries.list_names())
def test_a_competency_query_says_what_it_asks_and_takes_its_defaults(folder: Path, name: str) -> None:
    shipped = queries.load(name)
    assert shipped.title
    assert shipped.description
    assert all(parameter.about for parameter in shipped.parameters)
    assert len(re.findall(r"@(?:param|name)\b", shipped.text)) == len(shipped.parameters)
    assert all(parameter.default == parameter.default.lower() for parameter in shipped.parameters if parameter.is_name)
    query_graph(folder, shipped.bind({}))
    assert shipped.bind({p.name: p.default for p in shipped.parameters}) == shipped.text


def test_a_value_stays_a_value_whatever_it_holds(folder: Path) -> None:
    hostile = '"} } SERVICE <http://x/> { ?s ?p ?o } # \\ \n \U0001f600'
    bound = queries.load("leaderboard").bind({"benchmark": hostile})
    assert cells(folder, bound) == []
    own_query = queries.parse("own", 'SELECT ?x {\n  VALUES ?x { "a" }  # @param anything\n}').bind({"x": hostile})
    assert cells(folder, own_query) == [[hostile]]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"min_papers": "many"}, "must be a number, not 'many'"),
        ({"min_papers": "NaN"}, "must be a number"),
        ({"papers": "3"}, "has no parameter 'papers'; it has min_papers"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(values: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        queries.load("benchmarks").bind(values)


def test_an_unknown_query_is_told_with_those_there_are() -> None:
    with pytest.raises(NoSuchName, match=r"no query named 'xyzzy'\. `kg query` lists what there is\."):
        queries.load("xyzzy")
    with pytest.raises(NoSuchName, match=r"no query named 'leader'\. Did you mean leaderboard\?"):
        queries.load("leader")


def test_the_graph_that_a_query_names_is_no_part_of_its_description() -> None:
    query = queries.parse("q", "# Title\n# More.\n# @graph facts\n\nASK {}")
    assert (query.title, query.description) == ("Title", "More.")
    assert "# @graph facts" in query.text
