"""The figures that a build keeps are those that are computed from its knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from kg.analyse.analysis import Analysis
from kg.analyse.statistics import compute_statistics
from kg.bounds.doubt import Bounds, set_apart
from kg.model.knowledge import Knowledge, PaperFacts
from kg.pictures.stored_analysis import StoredAnalysis, keep_analysis
from kg.store.graph_store import Store
from kg.store.rows import DamagedRow
from tests.fixtures.stored import store_in_memory
from tests.store.test_sure_papers import at

BOUNDS = at(0.6)


def _doubt_some(facts: PaperFacts, place: int) -> PaperFacts:
    """A paper whose first mention is doubtful in every third paper."""
    first, *others = facts.mentions
    return replace(facts, mentions=(replace(first, score=0.3 if place % 3 == 0 else 0.9), *others))


@contextmanager
def keeping(knowledge: Knowledge, bounds: Bounds) -> Iterator[tuple[Store, Analysis]]:
    """A store that keeps the figures of what is sure, and these as they are computed."""
    with store_in_memory(knowledge) as store:
        apart = set_apart(knowledge, bounds)
        analysis = Analysis(apart.sure)
        store.shown.keep(apart.sure.entities, compute_statistics(analysis))
        keep_analysis(store.analysis_rows, analysis, apart)
        yield store, analysis


@pytest.fixture
def knowledge(two_themes: Knowledge) -> Knowledge:
    papers = tuple(_doubt_some(facts, place) for place, facts in enumerate(two_themes.papers))
    entities = tuple(replace(e, is_benchmark=e.id == "dataset/gsm8k") for e in two_themes.entities)
    return replace(two_themes, papers=papers, entities=entities)


def test_what_is_kept_is_what_is_computed(knowledge: Knowledge) -> None:
    with keeping(knowledge, BOUNDS) as (store, computed):
        kept = StoredAnalysis(store, BOUNDS)
        assert kept.incidence.papers == computed.incidence.papers
        assert kept.incidence.entities == computed.incidence.entities
        assert np.array_equal(kept.incidence.matrix.toarray(), computed.incidence.matrix.toarray())
        assert kept.theme_weights.tolist() == computed.theme_weights.tolist()
        assert computed.communities
        assert kept.communities == computed.communities
        assert tuple(kept.filters) == computed.filters
        assert ("BENCHMARK", "DATASET") in kept.filters
        assert kept.find_entities([3, 1]) == computed.find_entities([3, 1])
        ids = [computed.incidence.papers[i] for i in (4, 0, 3)]
        assert list(kept.find_papers(ids)) == computed.find_papers(ids)
        assert kept.find_papers(ids)[0].mentions != knowledge.papers[0].mentions, "what is doubtful is left out"


@pytest.mark.parametrize(
    ("damage", "read"),
    [
        ("DELETE FROM paper WHERE rowid = 1", lambda kept: kept.incidence),
        ("DELETE FROM shown_entity WHERE rowid = 1", lambda kept: kept.theme_weights),
        ("DELETE FROM shown_entity WHERE rowid > 1", lambda kept: kept.incidence),
        ("DELETE FROM shown_entity WHERE rowid = 1", lambda kept: kept.filters),
    ],
)
def test_lost_records_are_noticed(two_themes: Knowledge, damage: str, read: Callable[[StoredAnalysis], object]) -> None:
    with keeping(two_themes, BOUNDS) as (store, _):
        store._connection.execute(damage)
        with pytest.raises(DamagedRow, match="it has lost"):
            read(StoredAnalysis(store, BOUNDS))


def test_an_entity_that_is_lost_while_it_is_read_is_noticed(two_themes: Knowledge) -> None:
    with keeping(two_themes, BOUNDS) as (store, _):
        kept = StoredAnalysis(store, BOUNDS)
        assert kept.incidence.entities
        store._connection.execute("DELETE FROM shown_entity WHERE rowid = 2")
        with pytest.raises(DamagedRow, match="it has lost an entity"):
            kept.find_entities([0, 1])
