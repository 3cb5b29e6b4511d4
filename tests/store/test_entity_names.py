"""The keys of an entity: of all its spellings, each once."""

from kg.model.knowledge import Entity, EntityId
from kg.store.entity_names import list_keys
from kg.text.normalise import normalise


def test_every_spelling_has_its_key_once() -> None:
    entity = Entity(EntityId("method/box-net"), "METHOD", "BoxNet", (("Box-Net", 2), ("BN", 1)), ("\\BoxNet v",), 1, 3)
    assert list_keys(entity) == {normalise("BoxNet"), normalise("BN"), normalise("\\BoxNet v")}
    assert normalise("Box-Net") == normalise("BoxNet"), "two spellings share a key here"
