"""`patterns.jsonl`: patterns for spaCy's `EntityRuler`, to be loaded with `EntityRuler.from_disk`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export import jsonl_writer
from kg.model.knowledge import Entity
from kg.model.types import Label

if TYPE_CHECKING:
    from kg.export.content import Content  # which needs SciPy

_BATCH = 1000  # names that are cut into words together

# A token is matched with its case where the case distinguishes it from a common word: "GAN", "mIoU", "Adam" alone.
_CASE_MATTERS = re.compile(r".*[a-z0-9].*[A-Z]|[^a-z]*[A-Z][^a-z]*s?", re.DOTALL)


def make_rows(entities: Iterable[Entity]) -> Iterator[dict[str, Any]]:
    """One pattern a spelling, by label and text: `{"label": ..., "pattern": [{"LOWER": ...}, ...], "id": ...}`.

    A spelling that two entities with one label share goes to the entity that it names more often, so that no pattern
    occurs twice. Names with a qualifier are left out, since no text holds them.
    """
    import spacy

    nlp = spacy.blank("en")
    seen: set[tuple[Label, str]] = set()
    rest = iter(sorted(_choose_owners(entities).items()))
    while batch := list(islice(rest, _BATCH)):
        with nlp.memory_zone():  # else it keeps every word of every name
            words = [[token.text for token in nlp.tokenizer(name) if not token.is_space] for (_, name), _ in batch]
        for ((label, _), entity), tokens in zip(batch, words, strict=True):
            pattern = [_make_token_pattern(token, alone=len(tokens) == 1) for token in tokens]
            key = (label, repr(pattern))
            if pattern and key not in seen:
                seen.add(key)
                yield {"label": label, "pattern": pattern, "id": entity}


def write(content: Content, path: Path) -> None:
    """Write `patterns.jsonl`."""
    jsonl_writer.write_file(make_rows(content.knowledge.entities), path)


def _choose_owners(entities: Iterable[Entity]) -> dict[tuple[Label, str], str]:
    ranked: dict[tuple[Label, str], tuple[int, int, str]] = {}
    for entity in entities:
        spellings = dict(entity.aliases)
        if "~" not in entity.id:
            spellings.setdefault(entity.name, 0)
        for surface, mentions in spellings.items():
            rank = (-mentions, -entity.paper_count, entity.id)
            key = (entity.type, surface)
            ranked[key] = min(rank, ranked.get(key, rank))
    return {key: entity_id for key, (_, _, entity_id) in ranked.items()}


def _make_token_pattern(text: str, *, alone: bool) -> dict[str, str]:
    capitalised = alone and text[:1].isupper()
    return {"ORTH": text} if capitalised or _CASE_MATTERS.fullmatch(text) else {"LOWER": text.lower()}
