"""The page for a frame: a few values of each kind, and nothing about what is not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, PaperFacts, Relation
from kg.model.records import Paper
from kg.serve.pages.catalog import make_catalog_opener
from kg.serve.reconcile.preview import make_preview
from tests.fixtures.stored import write_knowledge

MANY = tuple((f"spelling {n}", 1) for n in range(9))
CFG = Entity(EntityId("method/cfg"), "METHOD", "guidance", (("guidance", 2), *MANY), (), 2, 3)
FID = Entity(EntityId("metric/fid"), "METRIC", "FID", (("FID", 1),), (), 1, 1, higher_is_better=False)
BROADER = EntityRelation("broader", CFG.id, FID.id, "", (), 1.0)
PROPOSED = tuple(
    Relation("proposes", EntityId(entity), 0, 1, 0, 4, 0.9, False, "title") for entity in (CFG.id, "method/gone")
)
PAPER = PaperFacts(Paper("p", "On guidance", ""), (), PROPOSED, (), (), ())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    write_knowledge(folder, Knowledge((PAPER,), (CFG, FID), (BROADER,)))
    return folder


@pytest.fixture
def show(folder: Path) -> Callable[[str], str]:
    def show(identifier: str) -> str:
        with make_catalog_opener(folder)() as catalog:
            reply = make_preview(catalog, identifier)
        assert reply is not None
        return bytes(reply.body).decode()

    return show


@pytest.mark.parametrize(
    ("identifier", "texts"),
    [
        ("method/cfg", ["guidance", "method in 2 papers", "broader", "FID", "proposed by", "On guidance"]),
        ("metric/fid", ["FID", "metric in 1 paper", "higher is better", "false"]),
        ("paper/p", ["On guidance", "paper", "proposes", "guidance"]),
    ],
)
def test_the_page_says_what_it_is_and_what_is_known(
    show: Callable[[str], str], identifier: str, texts: list[str]
) -> None:
    page = show(identifier)
    assert [text for text in texts if text not in page] == []


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("metric/fid", "also written"),  # a kind without a value has no line
        ("method/cfg", "higher is better"),  # no metric
        ("paper/p", "gone"),  # what the graph no longer holds
    ],
)
def test_nothing_is_said_of_what_is_not_known(show: Callable[[str], str], identifier: str, text: str) -> None:
    assert text not in show(identifier)


def test_of_many_values_the_first_six_are_shown_and_the_rest_counted(show: Callable[[str], str]) -> None:
    page = show("method/cfg")
    assert "spelling 5" in page
    assert "spelling 6" not in page
    assert "3 more" in page


@pytest.mark.parametrize("identifier", ["", "guidance", "method/none", "paper/q"])
def test_there_is_no_page_of_what_is_not_there(folder: Path, identifier: str) -> None:
    with make_catalog_opener(folder)() as catalog:
        assert make_preview(catalog, identifier) is None
