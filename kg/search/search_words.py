"""Words of names and of titles, as they are indexed and as they are looked up."""

from __future__ import annotations

import re
from unicodedata import normalize

from kg.text.display import display
from kg.text.normalise import normalise

_NOT_IN_WORDS = re.compile(r"[^\w.+#@%&]+|_+")
_WORD = re.compile(r"[^\W_]+")


def split_words(text: str) -> list[str]:
    """The words of a text's display form, unchanged."""
    return [word for word in _NOT_IN_WORDS.split(display(text).text) if word]


def make_word_keys(text: str) -> list[str]:
    """The merge keys of a text's words: "Vision-Language Models" -> ["vision", "language", "model"]."""
    return [word for word in (normalise(part).casefold() for part in split_words(text)) if word]


def fold_case(text: str) -> str:
    """A text in lower case without separators; unlike a merge key, it keeps plurals."""
    return "".join(split_words(text)).casefold()


def split_title(text: str) -> list[str]:
    """The words of a title, normalised for comparison: NFKC, lower case."""
    return _WORD.findall((text if text.isascii() else normalize("NFKC", text)).casefold())
