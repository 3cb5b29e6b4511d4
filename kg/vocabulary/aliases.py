"""Well-known entities with their type and all their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import cast

from kg.model.types import Label
from kg.text.normalise import is_short_form, normalise
from kg.vocabulary.tsv import read_table


@dataclass(frozen=True, slots=True)
class KnownName:
    """An entity that is well known under several names."""

    name: str  # what it is called
    key: str  # merge key of `name`
    label: Label
    long: str  # its long form where the name is a short form, else the name


@cache
def load_aliases() -> Mapping[str, KnownName]:
    """The entity of each name and alias, by merge key; of two, the first of the table. Read once a process."""
    names: dict[str, KnownName] = {}
    for label, name, aliases in read_table("aliases.tsv", "type", "name", "aliases"):
        spellings = (name, *filter(None, aliases.split("; ")))
        long = next((s for s in spellings[1:] if " " in s), name) if is_short_form(name) else name
        known = KnownName(name, normalise(name), cast(Label, label), long)
        for spelling in spellings:
            names.setdefault(normalise(spelling), known)
    return MappingProxyType(names)
