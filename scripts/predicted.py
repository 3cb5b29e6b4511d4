"""Gold papers as a recogniser sees them: its mentions in place of the annotated ones.

What a mention names is settled by spelling, as the annotation scorer does: two names that differ in case and
punctuation alone are one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gold import GoldPaper, read

from kg.records import Label, Mention
from kg.text import display

ORIGIN = "predicted"


def read_predicted(gold: Path, mentions: Path) -> Iterator[GoldPaper]:
    """The papers of `gold` that `mentions` knows, in the order of `gold`, with the mentions that it gives them.

    `mentions` has one JSON object a line, of which `id` and the `start`, `end` and `label` of `mentions` count, offsets
    into the raw text; what `kg extract` writes will do. A mention that spells nothing annotated gets a name that is
    not in the gold.
    """
    with mentions.open(encoding="utf-8") as lines:
        rows = {row["id"]: row["mentions"] for row in map(json.loads, filter(str.strip, lines))}
    with gold.open(encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, filter(str.strip, lines))}
    for paper in read(gold):
        if paper.id in rows:
            yield _with(paper, texts[paper.id], [(row["start"], row["end"], row["label"]) for row in rows[paper.id]])


def _with(paper: GoldPaper, raw: str, spans: list[tuple[int, int, Label]]) -> GoldPaper:
    shown = display(raw)
    placed = [(*shown.from_raw(start, end), label) for start, end, label in spans]
    found = [Mention(start, end, label, shown.text[start:end], 1.0, ORIGIN) for start, end, label in sorted(placed)]
    annotated = list(zip(paper.document.mentions, paper.names, strict=True))
    at = {(mention.start, mention.end): name for mention, name in annotated}
    by_spelling = {_spelling(mention.text): name for mention, name in reversed(annotated)}  # the first one wins
    names = [
        at.get((one.start, one.end)) or by_spelling.get(_spelling(one.text)) or f"not annotated: {one.text.casefold()}"
        for one in found
    ]
    return replace(paper, document=replace(paper.document, mentions=tuple(found)), names=tuple(names))


def _spelling(surface: str) -> str:
    return re.sub(r"\W+", " ", surface).strip().casefold()
