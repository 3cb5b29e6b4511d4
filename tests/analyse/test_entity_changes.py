from __future__ import annotations

import pytest

from kg.analyse.entity_changes import find_entity_changes
from kg.model.knowledge import Entity, EntityId, Knowledge
from kg.model.types import LABELS


def _entity(id_: str, *aliases: str, name: str = "", benchmark: bool = False) -> Entity:
    label = next(label for label in LABELS if label == id_.split("/")[0].upper())
    name = name or id_.split("/")[1]
    spellings = tuple((alias, 1) for alias in (name, *aliases))
    return Entity(EntityId(id_), label, name, spellings, (), 1, 1, is_benchmark=benchmark)


def _graph(*entities: Entity) -> Knowledge:
    return Knowledge((), tuple(sorted(entities, key=lambda entity: entity.id)), ())


LORA = _entity("method/lora", "low-rank adaptation")
LONG = _entity("method/low-rank-adaptation", "LoRA")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([LORA], [LORA], []),
        ([LORA], [LONG], [("renamed", "method/lora", ["method/low-rank-adaptation"])]),
        ([LORA], [_entity("method/lora", name="LoRA")], [("renamed", "method/lora", ["method/lora"])]),
        (
            [_entity("method/a"), _entity("method/b")],
            [_entity("method/a", "b")],
            [("merged", "method/b", ["method/a"])],
        ),
        (
            [_entity("method/a"), _entity("method/b")],
            [_entity("method/c", "a", "b")],
            [("merged", "method/a", ["method/c"]), ("merged", "method/b", ["method/c"])],
        ),
        (
            [_entity("method/a", "b")],
            [_entity("method/a"), _entity("method/b")],
            [("split", "method/a", ["method/a", "method/b"])],
        ),
        (
            [_entity("method/c", "a", "b")],
            [_entity("method/a"), _entity("method/b")],
            [("split", "method/c", ["method/a", "method/b"])],
        ),
        ([_entity("model/a")], [_entity("method/a")], [("type", "model/a", ["method/a"])]),
        (
            [_entity("dataset/a")],
            [_entity("dataset/a", benchmark=True)],
            [("type", "dataset/a", ["dataset/a"])],
        ),
    ],
)
def test_what_became_of_entities(old, new, changes) -> None:
    found = find_entity_changes(_graph(*old), _graph(*new))
    assert [(c.kind, c.old.id, [entity.id for entity in c.new]) for c in found.changed] == changes
    assert not found.added
    assert not found.removed


def test_what_is_gone_or_new_shares_no_spelling() -> None:
    found = find_entity_changes(_graph(LORA, _entity("task/qa")), _graph(LORA, _entity("task/vision")))
    assert [entity.id for entity in found.removed] == ["task/qa"]
    assert [(entity.id, entity.name, entity.type) for entity in found.added] == [("task/vision", "vision", "task")]
    assert not found.changed


def test_a_namesake_from_before_inherits_nothing() -> None:
    namesakes = _entity("method/sft", "SFT"), _entity("model/sft", "SFT")
    found = find_entity_changes(_graph(*namesakes), _graph(namesakes[1]))
    assert [entity.id for entity in found.removed] == ["method/sft"]
    assert not found.changed


def test_an_heir_of_its_own_type_goes_before_others() -> None:
    found = find_entity_changes(_graph(_entity("method/c", "a", "b")), _graph(_entity("method/a"), _entity("task/b")))
    assert [(c.kind, [entity.id for entity in c.new]) for c in found.changed] == [("renamed", ["method/a"])]
    assert [entity.id for entity in found.added] == ["task/b"]


def test_successors_are_of_what_is_gone_and_has_one() -> None:
    old = _graph(LORA, _entity("method/c", "a", "b"), _entity("method/d", "e"), _entity("task/qa"))
    new = _graph(LONG, _entity("method/a"), _entity("method/b"), _entity("method/d"), _entity("method/e"))
    assert find_entity_changes(old, new).successors == {"method/lora": "method/low-rank-adaptation"}
