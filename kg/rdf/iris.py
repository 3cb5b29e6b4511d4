"""The identifiers of papers and results: tails of their IRIs, and nodes of every graph.

Those of entities are made from their names (`kg.text.normalise`).
"""

from __future__ import annotations

import hashlib
import re
import string
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote

from kg.model.knowledge import EntityId, PaperFacts
from kg.model.results import Result

IN_PATHS = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/")
"""The ASCII characters that the path of an IRI may hold as they stand."""

_SIMPLE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._~-]*")
_WELL_FORMED = re.compile(r"(?!~)(?:[^%]|%[0-9A-F]{2})+")
_FOLDED_AWAY = re.compile(r"(?<![^/])\.{1,2}(?![^/])")  # path segments that resolving a relative IRI removes
_MARK = "~"
_HASH_DIGITS = 8


def _allowed(char: str, ascii_allowed: frozenset[str]) -> bool:
    """Whether an IRI (RFC 3987) may hold the character; what people cannot see is never allowed."""
    code = ord(char)
    if code < 0x80:
        return char in ascii_allowed
    return (
        0xA0 <= code <= 0xD7FF or 0xF900 <= code <= 0xFDCF or 0xFDF0 <= code <= 0xFFEF or 0x10000 <= code <= 0xDFFFD
    ) and char.isprintable()


def encoded(text: str, ascii_allowed: frozenset[str]) -> str:
    """The text with percent-encoded UTF-8 for every character that an IRI may not hold where these may stand."""
    return "".join(c if _allowed(c, ascii_allowed) else quote(c, safe="", errors="surrogatepass") for c in text)


def is_tail(text: str) -> bool:
    """Whether a text can be the tail of an IRI as it stands."""
    if _SIMPLE.fullmatch(text):
        return True
    legal = all(char == "%" or _allowed(char, IN_PATHS) for char in text)
    return legal and bool(_WELL_FORMED.fullmatch(text)) and not _FOLDED_AWAY.search(text)


@lru_cache(maxsize=1 << 12)  # a paper's is asked for with each of its mentions
def tail(text: str) -> str:
    """Any text as the tail of an IRI; different texts give different tails.

    Text that can be one is itself, percent-encoded or not. Any other is percent-encoded UTF-8 after a "~", so that
    "a b" and "a%20b" stay two.
    """
    if is_tail(text):
        return text
    return _MARK + _FOLDED_AWAY.sub(lambda dots: "%2E" * len(dots.group()), encoded(text, IN_PATHS))


def paper_identifier(paper_id: str) -> str:
    """A paper's identifier: "paper/guided-diffusion-0a1b2c"."""
    return f"paper/{tail(paper_id)}"


def identified_results(facts: PaperFacts) -> list[tuple[str, Result[EntityId]]]:
    """The paper's distinct results with their identifiers, in their order: paper and position of the value.

    Where one number is a result twice ("95% on A and B"), a digest of what they are about tells them apart.
    """
    groups: dict[tuple[int, int], dict[str, Result[EntityId]]] = {}
    for result in sorted(facts.results, key=lambda result: -result.score):
        groups.setdefault((result.start, result.end), {}).setdefault(_digest(result), result)
    paper = tail(facts.paper.id)
    return [
        (f"result/{paper}~{start}-{end}" + (f"~{digest}" if len(group) > 1 else ""), result)
        for (start, end), group in sorted(groups.items())
        for digest, result in sorted(group.items())
    ]


def _digest(result: Result[EntityId]) -> str:
    """Eight hex digits that stand for everything that is said of a value except by whom and how surely."""
    about = repr(replace(result, score=0.0, origin=""))
    return hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
