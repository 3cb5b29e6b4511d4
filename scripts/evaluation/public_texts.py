"""Public sets of annotated scientific text as words with spans, each from the files that its authors published."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kg.extraction.mentions.encoder.heads import OUTSIDE

Spans = set[tuple[int, int, str]]  # first word, word after the last, label

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Text(NamedTuple):
    """Words with their entities, and where sentences start."""

    words: list[str]
    spans: Spans
    sentences: list[int]


def read_scierc(path: Path) -> Iterator[Text]:
    """Whole abstracts, sentences in order; also the layout of SciER's files with offsets, whose texts are papers.

    A token that is a blank, which SciER has some of, is no word.
    """
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        tokens = [token for sentence in row["sentences"] for token in sentence]
        before = [0]  # how many words precede each token
        for token in tokens:
            before.append(before[-1] + (not token.isspace()))
        starts, start = [], 0
        for sentence in row["sentences"]:
            starts.append(before[start])
            start += len(sentence)
        spans = {(before[first], before[last + 1], label) for sentence in row["ner"] for first, last, label in sentence}
        yield Text([token for token in tokens if not token.isspace()], spans, starts)


def read_scier(path: Path) -> Iterator[Text]:
    """Whole papers from SciER's files without offsets, which name a sentence's entities in the order of the text."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    for _, sentences in groupby(rows, key=lambda row: row["doc_id"]):
        words: list[str] = []
        spans: Spans = set()
        starts = []
        for row in sentences:
            starts.append(len(words))
            of_sentence = row["sentence"].split()
            placed = place_in_order(of_sentence, [(name.split(), label) for name, label in row["ner"]])
            spans |= {(len(words) + first, len(words) + last, label) for first, last, label in placed}
            words += of_sentence
        yield Text(words, spans, starts)


def place_in_order(words: Sequence[str], names: Sequence[tuple[Sequence[str], str]]) -> Iterator[tuple[int, int, str]]:
    """The spans of entities of which only the words are known: each is the first occurrence behind the one before it.

    An entity without one is left out, and the search goes on where it began.
    """
    start = 0
    for name, label in names:
        places = range(start, len(words) - len(name) + 1)
        first = next((at for at in places if list(words[at : at + len(name)]) == list(name)), None)
        if first is not None:
            start = first + len(name)
            yield first, start, label


def read_tdmsci(path: Path) -> Iterator[Text]:
    """Sentences, tagged word by word with begin and inside."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        spans: Spans = set()
        start = 0
        tags = [row[2].strip() for row in rows] + [OUTSIDE]
        for i, tag in enumerate(tags):
            open_label = tags[i - 1][2:] if i and tags[i - 1] != OUTSIDE else ""
            if open_label and (tag[0] != "I" or tag[2:] != open_label):
                spans.add((start, i, open_label))
            if tag[0] == "B" or (tag[0] == "I" and tag[2:] != open_label):
                start = i
        yield Text([row[0] for row in rows], spans, [0])


def read_gsap(path: Path) -> Iterator[tuple[int, Text]]:
    """Paragraphs of GSAP-NER, each with its fold; two entities hold no character and are left out.

    Raises:
        KeyError: an entity starts or ends within a word.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            words = list(_WORD.finditer(row["text"]))
            firsts = {word.start(): number for number, word in enumerate(words)}
            lasts = {word.end(): number + 1 for number, word in enumerate(words)}
            spans = {(firsts[start], lasts[end], label) for start, end, label in row["spans"] if start < end}
            yield row["fold"], Text([word[0] for word in words], spans, [0])


def split_sentences(text: Text) -> Iterator[Text]:
    """Each sentence of a text as a text; an entity belongs to the sentence in which it starts."""
    for start, end in zip(text.sentences, [*text.sentences[1:], len(text.words)], strict=True):
        spans = {(first - start, last - start, label) for first, last, label in text.spans if start <= first < end}
        yield Text(text.words[start:end], spans, [0])
