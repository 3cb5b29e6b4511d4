"""The entities of a paper, and which of them it introduces."""

from __future__ import annotations

import pytest

from kg.extraction.results.document_entities import collect_entities
from tests.fixtures.documents import document


def test_entities_are_clusters_in_order_of_first_mention() -> None:
    read = document("[METHOD A] uses [DATASET D]. [METHOD A] and [MODEL M] win.")
    entities = collect_entities(read)
    assert [(entity.label, entity.mentions) for entity in entities.in_order] == [
        ("METHOD", (0, 2)),
        ("DATASET", (1,)),
        ("MODEL", (3,)),
    ]
    assert entities.entity_of == {0: 0, 1: 1, 2: 0, 3: 2}


def test_tasks_are_no_entities_of_results() -> None:
    entities = collect_entities(document("[TASK parsing] by [METHOD A]."))
    assert [entity.label for entity in entities.in_order] == ["METHOD"]
    assert entities.entity_of == {1: 0}


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
