"""Normalises titles, so that equal ones can be found, and makes identifiers from titles for papers without one."""

from __future__ import annotations

import hashlib
import re
import unicodedata

HASH_DIGITS = 6
_MAX_SLUG = 60

_APOSTROPHES = frozenset("'’‘ʼ′`")
_MEANINGFUL = frozenset("+#%*@&")  # "C++" is not "C", "A*" is not "A"; symbols of category S but "^" stay as well
_ASCII_WORD = re.compile(r"[a-z0-9]+")


def normalise_title(title: str) -> str:
    """The title without differences in width, case, spaces, punctuation and invisible characters.

    NFKC and case folding; apostrophes are dropped, other punctuation and spaces become one space each. Letters,
    digits, accents and symbols stay, so that titles which differ in a version or an accent stay apart.
    """
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", title).casefold())
    normal = " ".join("".join(map(_fold_character, folded)).split())
    return normal or " ".join(folded.split())


def make_title_id(normal: str, *, digits: int = HASH_DIGITS) -> str:
    """An identifier from a normalised title: a readable slug and the first digits of the title's SHA-256."""
    digest = hashlib.sha256(normal.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{_slugify_title(normal)}-{digest[:digits]}"


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    if character in _APOSTROPHES or category == "Cf":
        return ""
    if character in _MEANINGFUL or category[0] in "LNM" or (category[0] == "S" and category != "Sk"):
        return character
    return " "


def _slugify_title(normal: str) -> str:
    """ASCII words between hyphens, cut at a word; "paper" where the title has no ASCII letter or digit."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", normal) if not unicodedata.combining(c))
    words = _ASCII_WORD.findall(plain)
    slug = "-".join(words)
    if len(slug) > _MAX_SLUG:
        slug = slug[: _MAX_SLUG + 1].rpartition("-")[0] or slug[:_MAX_SLUG]
    return slug or "paper"
