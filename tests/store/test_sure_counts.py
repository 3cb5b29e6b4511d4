"""Counts at any bounds are those of the records that are divided there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL, Bounds, set_apart
from kg.model.knowledge import Knowledge
from tests.fixtures.stored import KNOWLEDGE, store_in_memory

LEVELS = st.sampled_from((0.0, 0.3, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 1.0, 1.1))


def count(knowledge: Knowledge) -> dict[str, int]:
    return {
        "papers": len(knowledge.papers),
        "entities": len(knowledge.entities),
        "mentions": sum(len(facts.mentions) for facts in knowledge.papers),
        "relations": sum(len(facts.relations) for facts in knowledge.papers),
        "results": sum(len(facts.results) for facts in knowledge.papers),
        "comparisons": sum(len(facts.comparisons) for facts in knowledge.papers),
    }


@given(st.dictionaries(st.sampled_from(RECORD_KINDS), LEVELS))
def test_counts_are_those_of_the_sure_part(least: dict[str, float]) -> None:
    bounds = Bounds(least)  # type: ignore[arg-type] # kinds of records
    with store_in_memory(KNOWLEDGE) as store:
        assert store.count_sure(bounds) == count(set_apart(KNOWLEDGE, bounds).sure)


@pytest.mark.parametrize("score", [0.0, 0.5, 0.6, 0.74, 0.76, 0.9, 1.0])
def test_counts_of_a_whole_corpus(knowledge: Knowledge, score: float) -> None:
    bounds = Bounds(dict.fromkeys(RECORD_KINDS, score))
    with store_in_memory(knowledge) as store:
        assert store.count_sure(bounds) == count(set_apart(knowledge, bounds).sure)
        assert store.count_sure(SHOW_ALL) == count(knowledge)
