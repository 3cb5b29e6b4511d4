"""Which paper an entry means."""

import pytest

from kg.corrections import Place
from kg.corrections.entries import Entry
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected
from kg.model.records import Paper

PAPERS = [
    Paper("p1", "Frogs at Work", "", arxiv_id="2501.00001"),
    Paper("p2", "Twins", ""),
    Paper("p3", "Twins", ""),
    Paper("p4", "p1", ""),  # called like another paper's identifier
]
ENTRY = Entry(Place("c", "retract", 1, 4), "")


@pytest.mark.parametrize(
    ("name", "position"),
    [("p1", 0), ("2501.00001", 0), ("frogs  at WORK", 0), ("p2", 1), ("p3", 2), ("P1", 3)],
)
def test_a_paper_is_found_by_identifier_arxiv_identifier_or_title(name: str, position: int) -> None:
    log: list[Corrected] = []
    assert PaperIndex(PAPERS).find(ENTRY, name, log) == position
    assert log == []


@pytest.mark.parametrize(
    ("name", "reason"),
    [("Twins", "2 papers are called 'Twins'"), ("p9", "There is no paper 'p9'"), ("", "There is no paper ''")],
)
def test_what_is_no_paper_or_not_one_is_told(name: str, reason: str) -> None:
    log: list[Corrected] = []
    assert PaperIndex(PAPERS).find(ENTRY, name, log) is None
    assert [(entry.line, entry.done, entry.reason.startswith(reason)) for entry in log] == [(4, "unmatched", True)]


def test_there_is_no_paper_in_no_corpus() -> None:
    assert PaperIndex([]).position("p1") is None
