"""IRIs of things and their addresses on this server: what comes below `id/` in one comes below `/id/` in the other.

But for segments that are dots: clients take these for steps up, escaped or not, so that in an address their escapes are
escaped once more.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from kg.rdf.iris import IN_PATHS, is_tail
from kg.rdf.namespaces import KG

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_UNRESERVED = frozenset("-._~")
_DOT = "(?:[.]|%(?:25)*2E)"  # however often escaped
_DOTS = re.compile(f"(?<![^/]){_DOT}{{1,2}}(?![^/])", re.IGNORECASE)


def find_address(iri: str, base: str) -> str | None:
    """The address of the page about an IRI; the IRI itself if it is on the web; else None."""
    if iri.startswith(base):
        return "/id/" + escape_path(iri.removeprefix(base))
    if iri.startswith(KG):
        return "/schema"
    return iri if iri.startswith(("http://", "https://")) else None


def quote_iri(text: str) -> str:
    """An IRI in ASCII, as a header has it."""
    return quote(text, safe="".join(sorted(IN_PATHS)) + "%#?")


def escape_path(tail: str) -> str:
    """The tail of an IRI escaped as an address has it."""
    path = quote(tail, safe="".join(sorted(IN_PATHS)) + "%#", errors="surrogatepass")
    return _DOTS.sub(lambda dots: dots[0].replace("%", "%25"), path)


def find_tails(path: str) -> list[str]:
    """The tails of IRIs that a path as received may stand for, the likeliest first.

    An address escapes what an identifier holds as it is, such as letters with accents; and identifiers hold escapes.
    """
    meant = _DOTS.sub(lambda dots: dots[0].replace("%25", "%"), path)
    return list(dict.fromkeys(tail for candidate in (meant, path) for tail in _unescape_tails(candidate)))


def _unescape_tails(path: str) -> list[str]:
    plain = _DOTS.sub(lambda dots: dots[0].replace(".", "%2E"), _ESCAPES.sub(_unescape, path))
    return [plain, path] if plain != path and is_tail(plain) else [path]


def _unescape(escapes: re.Match[str]) -> str:
    """The characters that need no escape, the others in capitals."""
    try:
        characters = bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        return escapes[0].upper()
    return "".join(char if _needs_no_escape(char) else quote(char, safe="") for char in characters)


def _needs_no_escape(char: str) -> bool:
    return char in _UNRESERVED or (char.isalnum() if char.isascii() else is_tail(char))
