"""What the records of knowledge say of themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.model.knowledge import Entity, EntityId, PaperFacts, Relation
from kg.model.records import Paper

DATA = Entity(EntityId("dataset/x"), "DATASET", "X", (("X", 1),), (), 1, 1)


@pytest.mark.parametrize(
    ("entity", "word", "filters"),
    [
        (DATA, "dataset", ("DATASET",)),
        (replace(DATA, is_benchmark=True), "benchmark", ("BENCHMARK", "DATASET")),  # which is a dataset too
        (replace(DATA, type="MODEL"), "model", ("MODEL",)),
    ],
)
def test_an_entity_is_found_under_its_type_and_subtype(entity: Entity, word: str, filters: tuple[str, ...]) -> None:
    assert entity.type_word == word
    assert entity.filters == filters


def test_a_paper_proposes_what_it_does_not_deny_to_propose() -> None:
    proposed = Relation("proposes", EntityId("method/a"), 0, 1, 0, 4, 0.5, False, "title")
    used = replace(proposed, type="uses", object=EntityId("method/b"))
    denied = replace(proposed, negated=True, object=EntityId("method/c"))
    facts = PaperFacts(Paper("p", "T", "A"), (), (proposed, used, denied, proposed), (), (), ())
    assert facts.proposes == ("method/a",)
