"""A concept map is the same from figures that are computed and from those that a build kept."""

from __future__ import annotations

import pytest

from kg.model.errors import NoSuchName
from kg.model.knowledge import Knowledge
from kg.model.types import EntityFilter
from kg.pictures.concept_map import make_concept_map
from kg.pictures.stored_analysis import StoredAnalysis
from tests.pictures.test_stored_analysis import BOUNDS, keeping


@pytest.mark.parametrize("around", ["method/guidance", "metric/accuracy", "paper/image-03", None])
@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("types", [None, ["TASK", "BENCHMARK"]])
@pytest.mark.parametrize("papers", [False, True])
@pytest.mark.parametrize("top", [None, 5])
def test_a_map_of_what_is_kept_is_the_map_of_what_is_computed(
    two_themes: Knowledge,
    around: str | None,
    depth: int,
    types: list[EntityFilter] | None,
    papers: bool,
    top: int | None,
) -> None:
    with keeping(two_themes, BOUNDS) as (store, computed):
        wanted = make_concept_map(computed, around=around, depth=depth, types=types, papers=papers, top=top)
        kept = StoredAnalysis(store, BOUNDS)
        assert make_concept_map(kept, around=around, depth=depth, types=types, papers=papers, top=top) == wanted


def test_what_is_not_there_is_told_in_the_same_words(two_themes: Knowledge) -> None:
    with keeping(two_themes, BOUNDS) as (store, computed):
        for analysis in (computed, StoredAnalysis(store, BOUNDS)):
            with pytest.raises(NoSuchName, match="no entity or paper 'method/none'"):
                make_concept_map(analysis, around="method/none")
