"""Gold annotations as spaCy documents: surfaces become character spans; one fixed held-out part."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from kg.text import URL, display

Gold = Mapping[str, Any]  # one line of a gold file


def read(path: Path) -> list[Gold]:
    """All papers of a gold file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def held_out(paper: Gold) -> bool:
    """Whether a training paper is kept for choosing: a tenth of the daily papers, by the hash of their identifiers."""
    digest = hashlib.sha256(str(paper["id"]).encode()).digest()
    return paper["source"] == "daily-papers" and digest[0] % 10 == 0


def spans(paper: Gold) -> list[tuple[int, int, str]]:
    """Every occurrence of every annotated surface as raw (start, end, label); the longest wins where two overlap."""
    text = str(paper["text"])
    addresses = [match.span() for match in URL.finditer(text)]
    found: list[tuple[int, int, str]] = []
    for surface, label, _, *chosen in paper["mentions"]:
        left = r"(?<!\w)" if re.match(r"\w", surface) else ""
        right = r"(?!\w)" if re.search(r"\w$", surface) else ""
        places = [match.span() for match in re.finditer(left + re.escape(surface) + right, text)]
        found += [(*places[number], label) for number in (chosen[0] if chosen else range(len(places)))]
    kept: list[tuple[int, int, str]] = []
    for start, end, label in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        in_address = any(low <= start < high for low, high in addresses)
        if not in_address and all(end <= low or high <= start for low, high, _ in kept):
            kept.append((start, end, label))
    return sorted(kept)


def documents(papers: Iterable[Gold], nlp: Language) -> Iterator[Doc]:
    """Display texts as documents with their gold entities. A span that no run of whole tokens equals is left out."""
    for paper in papers:
        shown = display(paper["text"])
        doc = nlp.make_doc(shown.text)
        entities = [doc.char_span(*shown.from_raw(start, end), label=label) for start, end, label in spans(paper)]
        doc.ents = tuple(filter_spans([entity for entity in entities if entity is not None]))
        yield doc
