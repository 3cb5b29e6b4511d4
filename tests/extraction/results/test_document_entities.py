"""The entities of a paper, and what is known of each."""

from __future__ import annotations

import pytest

from kg.extraction.results.document_entities import collect_entities
from tests.fixtures.documents import document


def features(abstract: str, title: str = "T") -> list[set[str]]:
    return [set(entity.features) for entity in collect_entities(document(abstract, title=title)).in_order]


def test_entities_are_clusters_in_order_of_first_mention() -> None:
    read = document("[METHOD A] uses [DATASET D]. [METHOD A] and [MODEL M] win.")
    found = collect_entities(read)
    assert [(entity.label, entity.mentions) for entity in found.in_order] == [
        ("METHOD", (0, 2)),
        ("DATASET", (1,)),
        ("MODEL", (3,)),
    ]
    assert found.entity_of == {0: 0, 1: 1, 2: 0, 3: 2}


def test_tasks_are_no_entities_of_results() -> None:
    found = collect_entities(document("[TASK parsing] by [METHOD A]."))
    assert [entity.label for entity in found.in_order] == ["METHOD"]
    assert found.entity_of == {1: 0}


@pytest.mark.parametrize(
    ("abstract", "own", "why"),
    [
        ("We propose [METHOD A].", True, "it is introduced"),
        ("[METHOD A] is old. We call our [METHOD A] new.", True, "one of its mentions is"),
        ("We use [METHOD A].", False, "it is used"),
    ],
)
def test_what_the_paper_introduces_is_its_own(abstract: str, own: bool, why: str) -> None:
    (entity,) = collect_entities(document(abstract)).in_order
    assert entity.is_own is own, why


@pytest.mark.parametrize(
    ("abstract", "title", "feature", "why"),
    [
        ("We propose [METHOD A].", "T", "most own", "nothing is introduced more plainly"),
        ("We propose [METHOD A].", "T", "introduced METHOD 0", "the first that is introduced"),
        ("[METHOD A1] wins.", "T", "numbered METHOD", "a digit in its name"),
        ("[METHOD tuning] wins.", "T", "lower case", "a common noun"),
        ("It wins.", "On [METHOD A]", "in title", "the title names it"),
        ("One. Two. Three. [METHOD A] wins.", "T", "near the end own=False", "in the last three sentences"),
    ],
)
def test_features_that_hold(abstract: str, title: str, feature: str, why: str) -> None:
    assert feature in features(abstract, title)[0], why


@pytest.mark.parametrize(
    ("abstract", "title", "feature", "why"),
    [
        ("We use [METHOD A].", "T", "most own", "nothing is introduced"),
        ("Our [METHOD A] wins.", "T", "introduced METHOD 0", "it is not said plainly enough"),
        ("[METHOD A] wins. One. Two. Three.", "T", "near the end own=False", "four sentences from the end"),
        ("[METHOD A] wins.", "T", "in title", "only the abstract names it"),
    ],
)
def test_features_that_do_not_hold(abstract: str, title: str, feature: str, why: str) -> None:
    assert feature not in features(abstract, title)[0], why


def test_the_most_own_is_the_one_introduced_most_plainly() -> None:
    first, second = features("Our [METHOD A] wins. We propose [METHOD B].")
    assert "most own" not in first
    assert {"most own", "introduced METHOD 0"} <= second
