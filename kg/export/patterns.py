"""Patterns for spaCy's EntityRuler, one a name or alias: `nlp.add_pipe("entity_ruler").from_disk("patterns.jsonl")`.

A pattern is a phrase, which the ruler cuts with the tokenizer of the pipeline that it is in. One phrase has one
pattern: where two entities are written alike, the one that more papers name has it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from kg.files import replacing
from kg.records import Entity


def write(entities: Iterable[Entity], path: Path) -> None:
    """Write `patterns.jsonl`, sorted by entity."""
    with replacing(path) as file:
        to(entities, file)


def to(entities: Iterable[Entity], file: TextIO) -> None:
    """The patterns, to an open file."""
    file.writelines(json.dumps(pattern, ensure_ascii=False) + "\n" for pattern in patterns(entities))


def patterns(entities: Iterable[Entity]) -> Iterator[dict[str, str]]:
    """`label`, `pattern` (a phrase) and `id` of the entity, for each phrase that names one."""
    owner: dict[str, Entity] = {}
    ordered = sorted(entities, key=lambda e: e.id)
    for entity in sorted(ordered, key=lambda e: -e.paper_count):
        for phrase in dict.fromkeys(" ".join(p.split()) for p in (entity.name, *(a for a, _ in entity.aliases))):
            if phrase:
                owner.setdefault(phrase, entity)
    for phrase, entity in sorted(owner.items(), key=lambda item: (item[1].id, item[0])):
        yield {"label": entity.type, "pattern": phrase, "id": entity.id}
