"""Boundaries of sentences: a splitter by rule, made for titles and abstracts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.segmentation.words import read_places, read_text

SENTENCES = "kg_sentences"  # the component's name in a saved pipeline's configuration

# The end of a sentence with the white space after it, or white space up to a line feed. The search skips all characters
# that are not in its first set.
_BOUNDARY = re.compile(r"[.!?\s](?:(?<=[.!?])[\"')\]]*\s+|\s*(?<=\n))")
# A full stop after one of these ends no sentence; after one of the second kind only before a word that usually opens
# a sentence.
_NEVER = re.compile(r"(?:e\.g|i\.e|cf|vs|Figs?|Eqs?|Secs?|Tab|Dr|Mrs?|Prof|St|resp|approx|w\.r\.t|viz|No|ca|Refs?)\.")
_SELDOM = re.compile(r"(?:al|etc|U\.S|U\.K|Inc|Ltd|[Aa]vg|Jr|Ph\.D|a\.k\.a|[A-Z])\.")
_OPENING_WORD = re.compile(
    "We|The|Our|In|This|These|However|To|Experiments|Extensive|It|As|For|They|Their|There|Here|Although|While|By|On|"
    "Using|Moreover|Furthermore|Additionally|Finally|Specifically|Based|Results|Code|Yet|But|And|An?|Together"
)
_LIST_NUMBER = re.compile(r"\d{1,2}\.")
_BEFORE_LIST_NUMBER = re.compile(rf"(?<!\w)(?!{_NEVER.pattern})[^\s]*[.?!:;]\s*$")
_LAST_WORD = re.compile(r"[\w.-]+\.$")
_NEXT_WORD = re.compile(r"[\"'(\[*]*([\w\\$~+-]*)")


def sentence_starts(text: str) -> Iterator[int]:
    """The offsets at which sentences start, the first at 0.

    A line feed ends a sentence, so that the title is a sentence of its own. A full stop ends none within the title,
    after an abbreviation, within a number, or after the number of a list item.
    """
    yield 0
    title_end = max(text.find("\n\n"), 0)
    for match in _BOUNDARY.finditer(text):
        line_feed = "\n" in match[0]
        if match.end() < len(text) and (line_feed or (match.end() > title_end and _ends_sentence(text, match))):
            yield match.end()


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a text as (start, end) without the white space after them; they cover it in order."""
    return _to_spans(text, sentence_starts(text))


def _to_spans(text: str, starts: Iterable[int]) -> tuple[tuple[int, int], ...]:
    return tuple((start, start + len(text[start:end].rstrip())) for start, end in pairwise([*starts, len(text)]))


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    word = following[1] if following else ""
    if match[0][0] == ".":
        last = _LAST_WORD.search(text, max(0, match.start() - 12), match.start() + 1)
        before = last[0] if last else ""
        if _NEVER.fullmatch(before):
            return False
        if _LIST_NUMBER.fullmatch(before) and _BEFORE_LIST_NUMBER.search(
            text, max(0, match.start() - 14), match.start() + 1 - len(before)
        ):
            return False
        if _SELDOM.fullmatch(before):
            return _OPENING_WORD.fullmatch(word) is not None
    return not word[:1].islower() or any(letter.isupper() or letter.isdigit() for letter in word)


def find_first_tokens(doc: Doc) -> list[int]:
    """The positions of the tokens that begin a sentence of a document that `mark_sentences` has marked, ascending."""
    first: list[int] = np.flatnonzero(doc.to_array("SENT_START") == 1).tolist()
    return first


def read_sentences(doc: Doc) -> tuple[tuple[int, int], ...]:
    """The sentences of a document that `mark_sentences` has marked, as `sentence_spans`; each begins with a token."""
    starts, _ = read_places(doc)
    return _to_spans(read_text(doc), starts[find_first_tokens(doc)].tolist())


@Language.component(SENTENCES)
def mark_sentences(doc: Doc) -> Doc:
    """A pipeline component: sets `is_sent_start` on every token of the document."""
    if len(doc):
        starts = np.fromiter(sentence_starts(read_text(doc)), dtype=np.int64)
        marks: Any = np.full((len(doc), 1), -1, dtype=np.int64)
        first_tokens = np.searchsorted(read_places(doc)[0], starts)
        marks[first_tokens[first_tokens < len(doc)]] = 1
        doc.from_array(["SENT_START"], marks.astype(np.uint64))
    return doc
