from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.errors import UsageError
from kg.model.knowledge import EntityId, EntityRelation, Knowledge
from kg.pictures.time_filter import keep_since

DATES = {"a": "2023-12-31", "b": "2024-01-01", "c": "2025-06-02", "d": None}


@pytest.fixture
def dated_knowledge(make) -> Knowledge:
    knowledge = make({"a": ["method/x", "method/old"], "b": ["method/x"], "c": ["task/new"], "d": ["method/x"]})
    papers = tuple(replace(f, paper=replace(f.paper, published=DATES[f.paper.id])) for f in knowledge.papers)
    relation = EntityRelation("broader", EntityId("method/x"), EntityId("method/old"), "spelling", (), 1.0)
    return replace(knowledge, papers=papers, entity_relations=(relation,))


@pytest.mark.parametrize(
    ("start", "papers"),
    [("2024", "bc"), ("2023-12", "abc"), ("2024-01-01", "bc"), ("2024-01-02", "c"), ("2025", "c"), ("2030", "")],
)
def test_papers_from_a_day_on(dated_knowledge: Knowledge, start: str, papers: str) -> None:
    assert [f.paper.id for f in keep_since(dated_knowledge, start, undated=False).knowledge.papers] == list(papers)
    assert [f.paper.id for f in keep_since(dated_knowledge, start, undated=True).knowledge.papers] == [*papers, "d"]


def test_entities_are_those_named_with_their_numbers_there(dated_knowledge: Knowledge) -> None:
    part = keep_since(dated_knowledge, "2024", undated=False).knowledge
    assert {e.id: (e.paper_count, e.mention_count) for e in part.entities} == {
        "method/x": (1, 1),
        "task/new": (1, 1),
    }
    assert part.entity_relations == ()  # one of its ends is not there


def test_the_sentence_says_how_many_have_no_date_and_where_they_are(dated_knowledge: Knowledge) -> None:
    assert keep_since(dated_knowledge, "2024", undated=False).sentence == (
        "Since 2024: 2 of the 3 dated papers; 1 paper has no date and is left out."
    )
    assert keep_since(dated_knowledge, "2024", undated=True).sentence.endswith("1 paper has no date and is in it too.")


@pytest.mark.parametrize(
    ("date", "start", "is_included", "is_decided"),
    [
        ("2024", "2024", True, True),
        ("2024", "2024-01-01", True, True),
        ("2024", "2024-02", False, False),
        ("2024", "2024-12-31", False, False),
        ("2024", "2025", False, True),
        ("2024-05", "2024-05", True, True),
        ("2024-05", "2024", True, True),
        ("2024-05", "2024-05-02", False, False),
        ("2024-02", "2024-02-29", False, False),
        ("2024-05", "2024-06", False, True),
    ],
)
def test_a_year_or_month_counts_where_it_tells(
    make, date: str, start: str, is_included: bool, is_decided: bool
) -> None:
    knowledge = make({"a": ["method/x"]})
    (facts,) = knowledge.papers
    knowledge = replace(knowledge, papers=(replace(facts, paper=replace(facts.paper, published=date)),))
    part = keep_since(knowledge, start, undated=False)
    assert len(part.knowledge.papers) == is_included
    assert len(keep_since(knowledge, start, undated=True).knowledge.papers) == (is_included or not is_decided)
    assert ("1 paper has no date that is precise enough and is left out." in part.sentence) is not is_decided


@pytest.mark.parametrize("start", ["", "24", "2024-13", "2024-00", "2024-02-40", "2024-1", "٢٠٢٤", "2024\n"])
def test_what_is_no_date_is_refused(dated_knowledge: Knowledge, start: str) -> None:
    with pytest.raises(UsageError, match="is no date"):
        keep_since(dated_knowledge, start, undated=False)
