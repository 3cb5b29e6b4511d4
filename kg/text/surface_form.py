"""A name with its display text and key, which are derived once for each distinct spelling."""

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
    """The record of a spelling. The key of a spelling that consists of signs ("!!") is the spelling in lower case."""
    return SurfaceForm(text, " ".join(display(text).text.split()), normalise(text) or text.casefold())
