"""Gold papers as training examples of the encoder: for every word of a window, the targets of all heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.evaluation import AnnotatedComparison, AnnotatedResult
from kg.extraction.mentions.encoder.heads import (
    COMPARED,
    KINDS,
    NUMBER_POINTERS,
    POINTERS,
    ROLES,
    TAGS,
    classify_distances,
)
from kg.extraction.mentions.encoder.word_pieces import Window, WordPieces
from kg.extraction.results.candidates import find_candidates
from kg.model.records import Mention
from kg.model.types import ACHIEVERS
from scripts.training.match_results import align
from scripts.training.papers import GoldPaper

UNKNOWN = -100  # a word of which nothing is to be learned here
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pointer:
    """A result's number, or what is compared, and, for one pointer, the words that name what it points at; none where
    nothing does."""

    name: int  # a position in `POINTERS`
    word: int  # of the window
    right: Ints
    classes: Ints  # of distance, of each word of the window


@dataclass(frozen=True, slots=True)
class Example:
    """One window with what is to be learned of each of its words."""

    window: Window
    tags: Ints
    own: Ints
    roles: Ints
    kinds: Ints
    compared: Ints
    pointers: tuple[Pointer, ...] = ()


def make_examples(papers: Iterable[GoldPaper], nlp: Language, pieces: WordPieces) -> Iterator[Example]:
    """The windows of papers."""
    for paper in papers:
        doc = nlp(paper.document.text)
        full = _make_example(paper, doc)
        for window in pieces.windows([token.text for token in doc], [sentence.start for sentence in doc.sents]):
            yield _cut_window(full, window)


def _make_example(paper: GoldPaper, doc: Doc) -> Example:
    count = len(doc)
    tags = np.zeros(count, dtype=np.int64)
    own, roles, kinds, compared = (np.full(count, UNKNOWN, dtype=np.int64) for _ in range(4))
    words: dict[str, list[int]] = {}
    for mention, name in zip(paper.document.mentions, paper.names, strict=True):
        span = _find_words(doc, mention.start, mention.end)
        words.setdefault(name, []).extend(range(span.start, span.end))
        for token in span:
            place = _place(token.i, span.start, span.end)
            tags[token.i] = TAGS.index(f"{place}-{mention.label}")
            if mention.label != "TASK":
                own[token.i] = name in paper.proposes
            if mention.label in ACHIEVERS and paper.has_whole_claims:
                compared[token.i] = 0
            if mention.label == "DATASET":
                roles[token.i] = ROLES.index(paper.dataset_roles.get(name, "mention"))
    pointers: list[Pointer] = []
    found = list(find_candidates(paper.document))
    chosen = align(paper, found)
    for i, candidate in enumerate(found):
        span = _find_words(doc, candidate.start, candidate.end)
        result = chosen.get(i)
        kinds[span.start] = KINDS.index(result.kind) if result else 0
        if result:
            pointers += _make_pointers(result, span.start, words, count)
    objects = {row.object for row in paper.comparisons}
    for mention, name in zip(paper.document.mentions, paper.names, strict=True):
        if name in objects:  # what is said of a thing in one place may be said in others too
            span = _find_words(doc, mention.start, mention.end)
            compared[span.start : span.end] = UNKNOWN
    for row in paper.comparisons:
        for mention in _find_compared(paper, row):
            span = _find_words(doc, mention.start, mention.end)
            compared[span.start : span.end] = COMPARED.index(row.relation)
            pointers.append(_make_pointer("rival", span.end - 1, words.get(row.subject or "", []), count))
    # No window: the whole paper stands in for one until it is cut.
    return Example(
        Window(0, count, *(np.zeros(0, dtype=np.int64),) * 4), tags, own, roles, kinds, compared, tuple(pointers)
    )


def _find_words(doc: Doc, start: int, end: int) -> Span:
    """All words that share a character with `start:end`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"There is no text from {start} to {end}.")
    return span


def _place(at: int, start: int, end: int) -> str:
    if end - start == 1:
        return "S"
    return "B" if at == start else "E" if at == end - 1 else "I"


def _make_pointers(result: AnnotatedResult, word: int, words: dict[str, list[int]], count: int) -> Iterator[Pointer]:
    for name in NUMBER_POINTERS:
        wanted = getattr(result, name)
        if not wanted or wanted in words:
            yield _make_pointer(name, word, words[wanted] if wanted else [], count)


def _make_pointer(name: str, word: int, right: Sequence[int], count: int) -> Pointer:
    distances = classify_distances(np.arange(count) - word)
    return Pointer(POINTERS.index(name), word, np.array(right, dtype=np.int64), distances)


def _find_compared(paper: GoldPaper, row: AnnotatedComparison) -> list[Mention]:
    """The mentions of a comparison's object where it is said of it."""
    document = paper.document
    mentions = [m for m, name in zip(document.mentions, paper.names, strict=True) if name == row.object]
    at = document.text.find(row.text)
    for start, end in ((at, at + len(row.text)), document.sentence_at(max(0, at))):
        mentioned = [m for m in mentions if start <= m.start and m.end <= end]
        if at >= 0 and mentioned:
            return mentioned
    return []


def _cut_window(full: Example, window: Window) -> Example:
    part = slice(window.first, window.last)
    pointers = []
    for pointer in full.pointers:
        if window.first <= pointer.word < window.last:
            inside = pointer.right[(pointer.right >= window.first) & (pointer.right < window.last)]
            if len(pointer.right) and not len(inside):
                continue
            pointers.append(
                Pointer(pointer.name, pointer.word - window.first, inside - window.first, pointer.classes[part])
            )
    return Example(
        window,
        full.tags[part],
        full.own[part],
        full.roles[part],
        full.kinds[part],
        full.compared[part],
        tuple(pointers),
    )
