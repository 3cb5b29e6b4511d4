"""The types and properties of entities that clients may name: terms of the graph's vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from kg.model.knowledge import Entity
from kg.model.types import ABOUT, SUBTYPES, WORDS
from kg.rdf.namespaces import KG
from kg.search.entity_search import MOST_CHARACTERS
from kg.serve.pages.catalog import Catalog
from kg.text.normalise import normalise

Value: TypeAlias = Mapping[str, str | int]
"""A property's value as the specification writes it: {"str": ...}, {"int": ...}, or {"id": ..., "name": ...}."""

_BROADER = {subtype.word.capitalize(): row.word.capitalize() for row, subtype in SUBTYPES}

TYPES: Mapping[str, str] = MappingProxyType({word.capitalize(): about for word, about in ABOUT.items()})
"""Type identifiers, which are tails of `kg:` IRIs, with a description."""


def describe_type(type_id: str) -> dict[str, object]:
    """A type as the specification writes it."""
    description: dict[str, object] = {"id": type_id, "name": type_id, "description": TYPES[type_id]}
    broader = _BROADER.get(type_id)
    return description if broader is None else description | {"broader": [{"id": broader, "name": broader}]}


def list_types(entity: Entity) -> list[str]:
    """The types of an entity, the narrowest first."""
    return [WORDS[name].capitalize() for name in entity.filters]


def count_papers(entity: Entity) -> str:
    """How many papers name an entity: "in 15 papers"."""
    return f"in {entity.paper_count} paper{'' if entity.paper_count == 1 else 's'}"


def parse_type(text: str) -> str | None:
    """The identifier of a type that is given as such, in any case, or as an IRI; None if there is no such type."""
    tail = text.removeprefix(KG).removeprefix("kg:").capitalize()
    return tail if tail in TYPES else None


@dataclass(frozen=True, slots=True)
class Property:
    """A property that entities have."""

    name: str
    about: str
    values: Callable[[Catalog, Entity], list[Value]]
    only: str | None = None  # the type of entity that has it; None where all have


def _to_reference(entity: Entity) -> Value:
    return {"id": entity.id, "name": entity.name}


def _read_related(relation: str) -> Callable[[Catalog, Entity], list[Value]]:
    def values(catalog: Catalog, entity: Entity) -> list[Value]:
        return [_to_reference(other) for other in catalog.list_related(entity.id, relation)]

    return values


def _to_values(texts: Sequence[str]) -> list[Value]:
    return [{"str": text} for text in texts]


def _read_direction(_: Catalog, entity: Entity) -> list[Value]:
    return [] if entity.higher_is_better is None else _to_values(["true" if entity.higher_is_better else "false"])


def _read_proposed_by(catalog: Catalog, entity: Entity) -> list[Value]:
    return [{"id": paper.id, "name": paper.title} for paper in catalog.list_proposed_by(entity.id)]


PROPERTIES: Mapping[str, Property] = MappingProxyType(
    {
        "type": Property("type", "the types, the narrowest first", lambda _, e: _to_values(list_types(e))),
        "prefLabel": Property("name", "the name that it goes by", lambda _, e: _to_values([e.name])),
        "altLabel": Property(
            "also written",
            "other spellings, most frequent first",
            lambda _, e: _to_values([alias for alias, _ in e.aliases if alias != e.name]),
        ),
        "paperCount": Property("papers", "how many papers name it", lambda _, e: [{"int": e.paper_count}]),
        "broader": Property("broader", "what it is a kind of", _read_related("broader")),
        "narrower": Property("narrower", "what is a kind of it", _read_related("narrower")),
        "variantOf": Property("variant of", "what it is a version or a size of", _read_related("variantOf")),
        "basedOn": Property("based on", "what it is built on", _read_related("basedOn")),
        "proposedBy": Property("proposed by", "the papers that introduce it", _read_proposed_by),
        "higherIsBetter": Property("higher is better", "whether more of it is better", _read_direction, only="Metric"),
    }
)
"""Property identifiers, which are local names of the graph's vocabulary (and `type`, `narrower`, `proposedBy`)."""


@dataclass(frozen=True, slots=True)
class WantedValues:
    """The values of a constraint, of which an entity should have one; prepared once for all entities."""

    ids: frozenset[str]
    texts: frozenset[str]
    keys: frozenset[str]  # of the texts that can be names

    @classmethod
    def of(cls, values: Collection[object]) -> WantedValues:
        """Make the wanted values of texts, numbers, truth values, and objects with an `id`."""
        ids = frozenset(str(value["id"]) for value in values if isinstance(value, dict))
        texts = frozenset(_to_text(value) for value in values if not isinstance(value, dict))
        names = (text for text in texts if len(text) <= MOST_CHARACTERS)
        return cls(ids, texts, frozenset(filter(None, map(normalise, names))))

    def match(self, values: Sequence[Value]) -> bool:
        """Whether one of these values is wanted. Names are equal if `kg.text.normalise` gives one key."""
        return any(value.get("id") in self.ids for value in values) or any(
            text in self.texts or normalise(text) in self.keys for value in values for text in map(str, value.values())
        )


def _to_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
