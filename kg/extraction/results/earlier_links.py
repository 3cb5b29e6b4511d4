"""What the numbers before one were linked to, which the options of the next number are weighed by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kg.extraction.results.document_entities import EntityIndex
from kg.model.results import ResultKind

LinkedRole = Literal["metric", "dataset", "subject"]
LINKED_ROLES: tuple[LinkedRole, ...] = ("metric", "dataset", "subject")  # in the order in which they are decided
_REMEMBERED = 8  # links of a role in one sentence


@dataclass(frozen=True, slots=True)
class EarlierLinks:
    """What the number before this one was linked to, and all numbers of its sentence up to it."""

    sentence: int
    kind: ResultKind
    linked: Mapping[LinkedRole, EntityIndex | None]
    used: Mapping[LinkedRole, tuple[EntityIndex | None, ...]]  # in the sentence, the last few
    ends: Mapping[
        int, Mapping[LinkedRole, EntityIndex | None]
    ]  # links of the last first and second ends of "from A to B"


def remember_links(
    earlier: EarlierLinks | None,
    sentence: int,
    kind: ResultKind,
    paired: int,
    linked: Mapping[LinkedRole, EntityIndex | None],
) -> EarlierLinks:
    """What the next number sees once this one, of kind `kind` in sentence number `sentence`, is linked."""
    same = earlier if earlier is not None and earlier.sentence == sentence else None
    before = same.used if same else {}
    used = {role: (*before.get(role, ()), linked[role])[-_REMEMBERED:] for role in LINKED_ROLES}
    ends = {**(same.ends if same else {}), **({paired: linked} if paired else {})}
    return EarlierLinks(sentence, kind, linked, used, ends)
