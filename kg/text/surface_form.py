"""A name with what is derived from its spelling, each derived once for a distinct spelling."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.text.display import display
from kg.text.normalise import normalise


@dataclass(frozen=True, slots=True, order=True)
class SurfaceForm:
    """One spelling of a name."""

    text: str  # as a text writes it, markup included
    display: str  # as a reader sees it, on one line
    key: str  # merge key: two spellings write one name exactly if their keys are equal; never empty


@lru_cache(maxsize=1 << 18)
def surface_form(text: str) -> SurfaceForm:
    """The record of a spelling. Its key is the spelling in lower case where nothing but signs is left of it ("!!")."""
    return SurfaceForm(text, " ".join(display(text).text.split()), normalise(text) or text.casefold())
