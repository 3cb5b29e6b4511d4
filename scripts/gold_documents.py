"""Gold annotations as the documents that the rules see: display text, sentences, gold mentions.

Shared by the scripts that train and evaluate the rules.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extract.document import Document
from kg.records import Mention
from kg.text import URL, display

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z(\"'$\\])|\n\n")


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with what its annotators say of it."""

    id: str
    document: Document
    entities: tuple[str, ...]  # the canonical name of each mention
    proposes: tuple[str, ...]
    dataset_roles: dict[str, str]

    @property
    def held_out(self) -> bool:
        """Whether the paper is of the tenth that is kept apart while the rules are developed."""
        return hashlib.sha256(self.id.encode()).digest()[0] < 26


def read(path: Path) -> Iterator[GoldDocument]:
    """The documents of a gold file (one JSON object a line, as the annotation guide has it)."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _document(json.loads(line))


def _document(given: dict[str, Any]) -> GoldDocument:
    raw: str = given["text"]
    shown = display(raw)
    mentions: list[Mention] = []
    entities: list[str] = []
    for start, end, label, entity in _mentions(given):
        low, high = shown.from_raw(start, end)
        if low < high and (not mentions or mentions[-1].end <= low):
            mentions.append(Mention(low, high, label, shown.text[low:high], 1.0, "gold"))
            entities.append(entity)
    document = Document(shown.text, sentences(shown.text), tuple(mentions))
    roles = given.get("dataset_roles", {})
    return GoldDocument(given["id"], document, tuple(entities), tuple(given.get("proposes", ())), roles)


def _mentions(given: dict[str, Any]) -> list[tuple[int, int, Any, str]]:
    """Every whole-token occurrence of each surface outside URLs; the longest wins where two overlap."""
    text: str = given["text"]
    found: list[tuple[int, int, Any, str]] = []
    for surface, label, entity, *only in given["mentions"]:
        left = r"(?<!\w)" if re.match(r"\w", surface) else ""
        right = r"(?!\w)" if re.search(r"\w$", surface) else ""
        starts = [match.start() for match in re.finditer(left + re.escape(surface) + right, text)]
        found += [(s, s + len(surface), label, entity) for s in ([starts[i] for i in only[0]] if only else starts)]
    urls = [match.span() for match in URL.finditer(text)]
    taken = bytearray(len(text))
    kept = []
    for mention in sorted(found, key=lambda m: (m[0] - m[1], m[0])):
        if not any(a <= mention[0] < b for a, b in urls) and not any(taken[mention[0] : mention[1]]):
            taken[mention[0] : mention[1]] = b"\1" * (mention[1] - mention[0])
            kept.append(mention)
    return sorted(kept)


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Spans that cover the text: the title, then sentences."""
    starts = [0, *(match.end() for match in _SENTENCE_END.finditer(text))]
    return tuple(span for span in zip(starts, [*starts[1:], len(text)], strict=True) if span[0] < span[1])
