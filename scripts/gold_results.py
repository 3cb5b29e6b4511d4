"""Annotated papers as the extractor's documents, with the reported numbers that a person found in each."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.extract.document import Document
from kg.extract.results.candidates import Candidate
from kg.extract.tokens import sentence_starts
from kg.records import Label, Mention, ResultKind
from kg.text import URL, display

_MISSED: dict[Label, float] = {"METRIC": 0.3, "DATASET": 0.2, "METHOD": 0.3, "MODEL": 0.2, "TASK": 0.3}
_CUT, _SWAPPED = 0.15, 0.1
_OTHER: dict[Label, Label] = {"METHOD": "MODEL", "MODEL": "METHOD"}


@dataclass(frozen=True, slots=True)
class GoldResult:
    """One annotated result; names are canonical, in lower case."""

    value: str
    kind: ResultKind
    metric: str | None
    dataset: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class GoldPaper:
    """One annotated paper. `names` holds the canonical name of each of the document's mentions."""

    id: str
    document: Document
    names: tuple[str, ...]
    results: tuple[GoldResult, ...]


def read(path: Path) -> Iterator[GoldPaper]:
    """The papers of an annotation file, offsets moved to the display text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield paper(json.loads(line))


def paper(record: dict[str, Any]) -> GoldPaper:
    """One line of an annotation file."""
    shown = display(record["text"])
    mentions, names = [], []
    for start, end, label, name in expand(record):
        low, high = shown.from_raw(start, end)
        if low < high and (not mentions or mentions[-1].end <= low):
            mentions.append(Mention(low, high, label, shown.text[low:high], 1.0, "gold"))
            names.append(name.casefold())
    document = Document(shown.text, split(shown.text), tuple(mentions))
    return GoldPaper(record["id"], document, tuple(names), tuple(_result(row) for row in record["results"]))


def _result(row: dict[str, Any]) -> GoldResult:
    metric, dataset, subject = (row[key] and row[key].casefold() for key in ("metric", "dataset", "subject"))
    return GoldResult(display(row["value"]).text, row["kind"], metric, dataset, subject)


def split(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a display text, as the pipeline splits it."""
    starts = list(sentence_starts(text))
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


def expand(record: dict[str, Any]) -> list[tuple[int, int, Label, str]]:
    """Every whole-token occurrence of the annotated surfaces outside URLs, the longest where two overlap, in order."""
    text, found = record["text"], []
    for surface, label, name, *chosen in record["mentions"]:
        left = r"(?<!\w)" if re.match(r"\w", surface) else ""
        right = r"(?!\w)" if re.search(r"\w$", surface) else ""
        spans = [match.span() for match in re.finditer(left + re.escape(surface) + right, text)]
        found += [(start, end, label, name) for start, end in ([spans[i] for i in chosen[0]] if chosen else spans)]
    urls = [match.span() for match in URL.finditer(text)]
    found.sort(key=lambda m: (m[0] - m[1], m[0]))
    taken, kept = bytearray(len(text)), []
    for mention in found:
        start, end = mention[:2]
        if not any(taken[start:end]) and not any(low <= start < high for low, high in urls):
            taken[start:end] = b"\1" * (end - start)
            kept.append(mention)
    return sorted(kept)


def fold(identifier: str, folds: int) -> int:
    """The same fold for a paper on every machine."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % folds


def number(value: str) -> str:
    """A value as it is compared: without sign, unit and thousands separators."""
    return value.strip().lstrip("+-~≈−–").rstrip("%x×").replace(",", "").strip()


def align(gold: GoldPaper, found: list[Candidate]) -> dict[int, GoldResult]:
    """Which candidate each annotated result is; results follow the text, so search goes on from the last one found."""
    chosen: dict[int, GoldResult] = {}
    position = -1
    for result in gold.results:
        same = [
            i
            for i, candidate in enumerate(found)
            if i not in chosen and number(candidate.value) == number(result.value)
        ]
        if same:
            position = next((i for i in same if i > position), same[0])
            chosen[position] = result
    return chosen


def disturb(gold: GoldPaper) -> GoldPaper:
    """The paper as a recogniser that makes mistakes would see it; which mistakes depends on the paper's id alone."""
    chance = random.Random(gold.id)
    fate: dict[str, tuple[float, float, float]] = {}
    mentions, names = [], []
    for mention, name in zip(gold.document.mentions, gold.names, strict=True):
        missed, cut, swapped = fate.setdefault(mention.text, (chance.random(), chance.random(), chance.random()))
        if missed < _MISSED[mention.label]:
            continue
        if cut < _CUT and " " in mention.text:
            start = mention.start + mention.text.index(" ") + 1
            mention = Mention(start, mention.end, mention.label, mention.text[start - mention.start :], 1.0, "gold")
        if swapped < _SWAPPED:
            mention = replace(mention, label=_OTHER.get(mention.label, mention.label))
        mentions.append(mention)
        names.append(name)
    document = Document(gold.document.text, gold.document.sentences, tuple(mentions))
    return replace(gold, document=document, names=tuple(names))
