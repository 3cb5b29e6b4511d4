"""Converts IRIs of things to addresses on this server and back: `BASE/method/x` is served at `/id/method/x`.

Clients resolve path segments that consist of dots, escaped or not, as steps up; so the escapes of such segments are
escaped once more in an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote

from kg.rdf.iris import IN_PATHS, is_tail
from kg.rdf.namespaces import KG
from kg.text.identifiers import slugify

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

    Several are possible, since an address escapes characters that an identifier holds unescaped (letters with accents),
    and an identifier may hold escapes of its own.
    """
    meant = _DOTS.sub(lambda dots: dots[0].replace("%25", "%"), path)
    return list(dict.fromkeys(tail for candidate in (meant, path) for tail in _unescape_tails(candidate)))


def _unescape_tails(path: str) -> list[str]:
    """The path with the characters unescaped that an IRI may hold, with those that a slug keeps, and as it is."""
    found = (_unescape(path, _needs_no_escape), _unescape(path, _is_kept_by_slugs))
    return [*(tail for tail in found if is_tail(tail)), path]


def _unescape(path: str, is_plain: Callable[[str], bool]) -> str:
    """The path with escapes as characters where these are plain; others stay, with capital hex digits."""

    def unescape(escapes: re.Match[str]) -> str:
        try:
            characters = bytes.fromhex(escapes[0].replace("%", "")).decode("utf-8")
        except UnicodeDecodeError:
            return escapes[0].upper()
        return "".join(char if is_plain(char) else quote(char, safe="") for char in characters)

    return _DOTS.sub(lambda dots: dots[0].replace(".", "%2E"), _ESCAPES.sub(unescape, path))


def _needs_no_escape(char: str) -> bool:
    return char in _UNRESERVED or (char.isalnum() if char.isascii() else is_tail(char))


def _is_kept_by_slugs(char: str) -> bool:
    return _needs_no_escape(char) and (char.isascii() or slugify(char) == char)
