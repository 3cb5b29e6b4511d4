"""IRIs of things and their addresses on this server: what comes below `id/` in one comes below `/id/` in the other."""

from __future__ import annotations

import re
from urllib.parse import quote

from kg.identifiers import IN_PATHS, is_tail
from kg.namespaces import KG

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNRESERVED = frozenset("-._~")


def address(iri: str, base: str) -> str | None:
    """Where this server tells of an IRI, else the IRI itself if it leads to the web, else None."""
    if iri.startswith(base):
        return "/id/" + quoted(iri.removeprefix(base))
    if iri.startswith(KG):
        return "/schema"
    return iri if iri.startswith(("http://", "https://")) else None


def quoted(text: str) -> str:
    """An IRI, or a part of one, as ASCII: how it is written in an address or a header."""
    return quote(text, safe="".join(sorted(IN_PATHS)) + "%#?")


def tails(path: str) -> list[str]:
    """The tails of IRIs that a path, as it came, may stand for, the likeliest first.

    An address escapes what an identifier holds as it is, such as letters with accents; and identifiers hold escapes.
    """
    plain = _ESCAPES.sub(_unescaped, path)
    return [plain, path] if plain != path and is_tail(plain) else [path]


def _unescaped(escapes: re.Match[str]) -> str:
    """The characters that need no escape, the others in capitals."""
    try:
        characters = bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return escapes[0].upper()
    return "".join(char if _needs_none(char) else quote(char, safe="") for char in characters)


def _needs_none(char: str) -> bool:
    return char in _UNRESERVED or (char.isalnum() if char.isascii() else is_tail(char))
