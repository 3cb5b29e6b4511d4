"""The page for a frame: a few values of each kind, and nothing about what is not there."""

from __future__ import annotations

import pytest

from kg.model.knowledge import Entity, EntityId
from kg.search.name_index import NameIndex
from kg.serve.pages.catalog import Catalog, PaperName
from kg.serve.reconcile.preview import make_preview

MANY = tuple((f"spelling {n}", 1) for n in range(9))
CFG = Entity(EntityId("method/cfg"), "METHOD", "guidance", (("guidance", 2), *MANY), (), 2, 3)
FID = Entity(EntityId("metric/fid"), "METRIC", "FID", (("FID", 1),), (), 1, 1, higher_is_better=False)
PAPER = PaperName("paper/p", "On guidance")
CATALOG = Catalog(
    NameIndex((CFG, FID)),
    {("method/cfg", "broader"): ["metric/fid"]},
    {"method/cfg": [PAPER]},
    {"paper/p": PAPER},
    {"paper/p": ["method/cfg", "method/gone"]},
)


def show(identifier: str) -> str:
    reply = make_preview(CATALOG, identifier)
    assert reply is not None
    return bytes(reply.body).decode()


@pytest.mark.parametrize(
    ("identifier", "texts"),
    [
        ("method/cfg", ["guidance", "method in 2 papers", "broader", "FID", "proposed by", "On guidance"]),
        ("metric/fid", ["FID", "metric in 1 paper", "higher is better", "false"]),
        ("paper/p", ["On guidance", "paper", "proposes", "guidance"]),
    ],
)
def test_the_page_says_what_it_is_and_what_is_known(identifier: str, texts: list[str]) -> None:
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
def test_nothing_is_said_of_what_is_not_known(identifier: str, text: str) -> None:
    assert text not in show(identifier)


def test_of_many_values_the_first_six_are_shown_and_the_rest_counted() -> None:
    page = show("method/cfg")
    assert "spelling 5" in page
    assert "spelling 6" not in page
    assert "3 more" in page


@pytest.mark.parametrize("identifier", ["", "guidance", "method/none", "paper/q"])
def test_there_is_no_page_of_what_is_not_there(identifier: str) -> None:
    assert make_preview(CATALOG, identifier) is None
