"""Gold annotations: surfaces become spans, papers become the documents that the rules see, and one part is held out."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.extraction.document import Document
from kg.extraction.mentions.tokens import sentence_starts
from kg.model.records import Mention
from kg.model.results import ResultKind
from kg.model.types import Label
from kg.text.display import display
from kg.text.markup_patterns import URL


class Span(NamedTuple):
    """One occurrence of an annotated surface in the raw text."""

    start: int
    end: int
    label: Label
    name: str  # canonical, as the annotators write it


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
    """One annotated paper. Things go by their canonical names in lower case."""

    id: str
    held_out: bool  # kept apart for choosing
    raw: str  # the text that the extractor is given
    document: Document
    names: tuple[str, ...]  # of each of the document's mentions
    proposes: tuple[str, ...]
    dataset_roles: Mapping[str, str]
    results: tuple[GoldResult, ...]


def read(path: Path) -> Iterator[GoldPaper]:
    """The papers of a gold file, one JSON object a line; offsets are into the display text."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield _paper(json.loads(line))


def _paper(record: Mapping[str, Any]) -> GoldPaper:
    shown = display(record["text"])
    mentions: list[Mention] = []
    names: list[str] = []
    for start, end, label, name in spans(record):
        low, high = shown.from_raw(start, end)
        if low < high and (not mentions or mentions[-1].end <= low):
            mentions.append(Mention(low, high, label, shown.text[low:high], 1.0, "gold"))
            names.append(name.casefold())
    return GoldPaper(
        id=record["id"],
        held_out=is_held_out(record),
        raw=record["text"],
        document=Document(shown.text, _sentences(shown.text), tuple(mentions)),
        names=tuple(names),
        proposes=tuple(name.casefold() for name in record.get("proposes", ())),
        dataset_roles={name.casefold(): role for name, role in record.get("dataset_roles", {}).items()},
        results=tuple(map(_result, record.get("results", ()))),
    )


def is_held_out(record: Mapping[str, Any]) -> bool:
    """A tenth of the daily papers, by the hash of their identifiers; a paper without a source is never held out."""
    digest = hashlib.sha256(record["id"].encode()).digest()
    return record.get("source") == "daily-papers" and digest[0] % 10 == 0


def fold(identifier: str, folds: int) -> int:
    """Which of so many parts the paper of this identifier is in, the same on every machine."""
    return hashlib.sha256(identifier.encode()).digest()[5] % folds


def _result(row: Mapping[str, Any]) -> GoldResult:
    metric, dataset, subject = (row[key] and row[key].casefold() for key in ("metric", "dataset", "subject"))
    return GoldResult(display(row["value"]).text, row["kind"], metric, dataset, subject)


def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a display text, as the extractor has them."""
    starts = [*sentence_starts(text), len(text)]
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in pairwise(starts))


def spans(record: Mapping[str, Any]) -> list[Span]:
    """Every whole-token occurrence of the annotated surfaces outside URLs, sorted; the longest where two overlap."""
    text: str = record["text"]
    found: list[Span] = []
    for surface, label, name, *chosen in record["mentions"]:
        left = r"(?<!\w)" if re.match(r"\w", surface) else ""
        right = r"(?!\w)" if re.search(r"\w$", surface) else ""
        places = [match.span() for match in re.finditer(left + re.escape(surface) + right, text)]
        found += [Span(*places[number], label, name) for number in (chosen[0] if chosen else range(len(places)))]
    addresses = [match.span() for match in URL.finditer(text)]
    taken = bytearray(len(text))
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(low <= span.start < high for low, high in addresses) and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept)


def documents(papers: Iterable[GoldPaper], nlp: Language) -> Iterator[Doc]:
    """Display texts as spaCy documents with their gold entities. One that is no run of whole tokens is left out."""
    for paper in papers:
        doc = nlp.make_doc(paper.document.text)
        entities = [doc.char_span(one.start, one.end, label=one.label) for one in paper.document.mentions]
        doc.ents = tuple(filter_spans([entity for entity in entities if entity is not None]))
        yield doc
