"""All that is known of one thing."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli import main


@pytest.fixture(scope="module")
def graph(small_folder: Path) -> kg.Graph:
    return kg.open(small_folder, precision=0)


def test_an_entity(graph: kg.Graph) -> None:
    details = graph.show("LoRA")
    assert isinstance(details, kg.EntityDetails)
    assert details.entity in graph.entities()
    assert details.spellings[0] == ("LoRA", details.entity.mention_count)
    assert (details.relations[0].type, details.relations[0].paper) == ("outperforms", "b")
    assert sorted(details.relations, key=lambda r: r.paper) == graph.relations(entity="LoRA")
    known = {relation.paper for relation in details.relations} | {paper.id for paper in details.only_mentioned_by}
    assert known == {"a", "b"}
    assert list(details.results) == graph.results(subject="LoRA")
    assert list(details.comparisons) == graph.comparisons(object="LoRA")
    assert [comparison.subject for comparison in details.comparisons] == ["BoxNet"]


def test_a_paper(graph: kg.Graph) -> None:
    details = graph.show("b")
    assert isinstance(details, kg.PaperDetails)
    assert details.paper == graph.papers()[1]
    assert list(details.relations) == graph.relations(paper="b")
    assert list(details.comparisons) == graph.comparisons(paper="b")
    assert len(details.comparisons) == 1
    assert [mention.text for mention in details.mentions] == ["BoxNet", "BoxNet", "LoRA", "ImageNet"]
    assert details.results == ()


@pytest.mark.parametrize("name", ["LoRA", "FID", "b"])
def test_it_prints_as_the_command_line_shows_it(
    graph: kg.Graph, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """But for the table of results, which a pipe gets with tabs, and for where the rest is to be found."""
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["show", name, "--precision", "0", "--graph", str(graph.folder)]) == 0
    printed = capsys.readouterr().out.partition("\nResults")[0]
    printed = printed.replace("--all lists them", "`only_mentioned_by` lists them")
    assert repr(graph.show(name)).partition("\nResults")[0].rstrip() == printed.rstrip()


def test_other_things_of_a_name_are_told(built_folder: Path) -> None:
    details = kg.open(built_folder).show("Diffusion Transformer")
    assert isinstance(details, kg.EntityDetails)
    assert details.entity.name.casefold() == "diffusion transformer"
