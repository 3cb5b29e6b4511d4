"""Tokens and sentences: spaCy's English pipeline, cut where the names of this field begin and end, and a rule splitter.

Names of this field are built with hyphens, slashes and digits: "LLaMA-based", "text/image", "ViT-L/14", "5x". Every
hyphen before a letter is a cut, so that a name inside a compound is a run of whole tokens.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # compiled, without a stub
from spacy.tokens import Doc
from spacy.util import registry

from kg.text.markup_patterns import URL

SENTENCES = "kg_sentences"  # the names that a saved pipeline's configuration uses
TOKENIZER = "kg_tokenizer"

# Anchored, because a tokenizer that was saved and loaded searches with every one of its patterns.
_PREFIX = re.compile(r"^(?:[^\w\s\\.]|\.(?!\d)|\\(?![A-Za-z])|_)")
_SUFFIX = re.compile(r"(?:[^\w\s+]|_|'[sS]|(?<=\d)[x×]|(?<=\d)(?:[GMTK]B|ms|px|pp|fps|FPS)|(?<=[\])])\+)$")
_INFIX = re.compile(
    r"[()\[\]{}<>\"“”,;:/|=~→←≤≥±…–—@#&?!*]"
    r"|(?<=\w)-(?=[^\W\d_]|\()|(?<=[+)\]%])-(?=\w)"
    r"|(?<=\w)\+(?=\w)"
    r"|(?<=[A-Za-z])'(?=[A-Za-z]{2})"
    r"|\.{2,}"
)
# spaCy takes punctuation off a word sign by sign and copies the rest each time; so long a run is no word's.
_RUN = 64
_LONG_RUN = re.compile(rf"(?:[^\w\s]|_|'[sS]){{{_RUN},}}")
_TOKEN_MATCH = re.compile(
    rf"^(?:(?:{URL.pattern})(?<![.,;:)\]])|(?:e\.g|i\.e|w\.r\.t|cf|vs|al|etc|Fig|Eq|Sec|Tab|Avg|Dr|U\.S)\.)$"
)

# A full stop after one of these ends no sentence; after the second kind only before a word that usually opens one.
_NEVER = re.compile(r"(?:e\.g|i\.e|cf|vs|Figs?|Eqs?|Secs?|Tab|Dr|Mrs?|Prof|St|resp|approx|w\.r\.t|viz|No|ca|Refs?)\.")
_SELDOM = re.compile(r"(?:al|etc|U\.S|U\.K|Inc|Ltd|[Aa]vg|Jr|Ph\.D|a\.k\.a|[A-Z])\.")
_FIRST = re.compile(
    "We|The|Our|In|This|These|However|To|Experiments|Extensive|It|As|For|They|Their|There|Here|Although|While|By|On|"
    "Using|Moreover|Furthermore|Additionally|Finally|Specifically|Based|Results|Code|Yet|But|And|An?|Together"
)
_END = re.compile(r"[.!?][\"')\]]*(?=\s)\s+|\s*\n+")
_NUMBER = re.compile(r"\d{1,2}\.")
_POINT = re.compile(rf"(?<!\w)(?!{_NEVER.pattern})[^\s]*[.?!:;]\s*$")
_LAST_WORD = re.compile(r"[\w.-]+\.$")
_NEXT_WORD = re.compile(r"[\"'(\[*]*([\w\\$~+-]*)")


class PiecewiseTokenizer(Tokenizer):  # type: ignore[misc]  # compiled, without a stub
    """Reads long runs of punctuation in pieces, so that time grows with a text's length and not with its square."""

    def __call__(self, string: str) -> Doc:
        """The tokens of a text; those of ordinary text are spaCy's own."""
        cuts = [at for run in _LONG_RUN.finditer(string) for at in range(run.start(), run.end(), _RUN)]
        if not cuts:
            return self._plain(string)
        # Whether a space follows is told by the token before it: no piece may begin with one.
        bounds = [0, *(at for at in cuts if at > 0 and not string[at - 1].isspace()), len(string)]
        words: list[str] = []
        spaces: list[bool] = []
        for low, high in pairwise(bounds):
            for token in self._plain(string[low:high]):
                words.append(token.text)
                spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)

    def _plain(self, string: str) -> Doc:
        doc: Doc = super().__call__(string)
        return doc


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]  # catalogue gives none
def tokenizer_factory() -> Callable[[Language], PiecewiseTokenizer]:
    """The tokenizer under the name by which a saved pipeline asks for it."""

    def tokenizer(nlp: Language) -> PiecewiseTokenizer:
        return PiecewiseTokenizer(
            nlp.vocab,
            prefix_search=_PREFIX.search,
            suffix_search=_SUFFIX.search,
            infix_finditer=_INFIX.finditer,
            token_match=_TOKEN_MATCH.match,
        )

    return tokenizer


def blank() -> Language:
    """An English pipeline with this tokenizer and the sentence splitter, and nothing trained."""
    nlp = English.from_config({"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    nlp.add_pipe(SENTENCES)
    return nlp


def sentence_starts(text: str) -> Iterator[int]:
    """Where sentences start, the first at 0.

    A line feed ends one, so that the title is one of its own; a stop in the title, a number or a shortening does not.
    """
    yield 0
    title_end = max(text.find("\n\n"), 0)
    for match in _END.finditer(text):
        feed = "\n" in match[0]
        if match.end() < len(text) and (feed or (match.end() > title_end and _ends(text, match))):
            yield match.end()


def _ends(text: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    word = following[1] if following else ""
    if match[0][0] == ".":
        last = _LAST_WORD.search(text, max(0, match.start() - 12), match.start() + 1)
        before = last[0] if last else ""
        if _NEVER.fullmatch(before):
            return False
        if _NUMBER.fullmatch(before) and _POINT.search(
            text, max(0, match.start() - 14), match.start() + 1 - len(before)
        ):
            return False  # the number of a point in a list
        if _SELDOM.fullmatch(before):
            return _FIRST.fullmatch(word) is not None
    return not word[:1].islower() or any(letter.isupper() or letter.isdigit() for letter in word)


@Language.component(SENTENCES)
def mark_sentences(doc: Doc) -> Doc:
    """Set `is_sent_start` on every token."""
    if len(doc):
        starts = np.fromiter(sentence_starts(doc.text), dtype=np.int64)
        marks: Any = np.full((len(doc), 1), -1, dtype=np.int64)
        first = np.searchsorted(doc.to_array("IDX").astype(np.int64), starts)
        marks[first[first < len(doc)]] = 1
        doc.from_array(["SENT_START"], marks.astype(np.uint64))
    return doc
