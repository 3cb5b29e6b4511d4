"""What is asked of a spaCy document again and again, kept with it: its text, and where its words are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc

Ints = NDArray[np.int64]

_TEXT, _PLACES = "kg_text", "kg_places"  # keys in a document's `user_data`


def keep_text(doc: Doc, text: str) -> Doc:
    """The document, which keeps its text: spaCy joins it anew, word by word, at each use of `Doc.text`."""
    doc.user_data[_TEXT] = text
    return doc


def read_text(doc: Doc) -> str:
    """The text of a document."""
    if _TEXT not in doc.user_data:
        keep_text(doc, doc.text)
    text: str = doc.user_data[_TEXT]
    return text


def read_places(doc: Doc) -> tuple[Ints, Ints]:
    """The offsets at which the words of a document begin and end. Shapes: (words,) each."""
    if _PLACES not in doc.user_data:
        starts, lengths = doc.to_array(["IDX", "LENGTH"]).astype(np.int64).T
        doc.user_data[_PLACES] = starts, starts + lengths
    places: tuple[Ints, Ints] = doc.user_data[_PLACES]
    return places
