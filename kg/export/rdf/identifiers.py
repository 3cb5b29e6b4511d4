"""The IRIs of things. Each is a pure function of what the thing is, and two things never share one."""

from __future__ import annotations

import hashlib
import re
import string
from dataclasses import replace
from urllib.parse import quote

from kg.export.rdf.terms import Iri
from kg.namespaces import ID_BASE
from kg.records import LinkedMention, PaperFacts, Relation, Result

_IN_PATHS = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/")
_IN_HOSTS = _IN_PATHS - {"/"} | {"%"}
_IN_LINKS = _IN_PATHS | {"%", "?"}
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)?([^/?#]*)([^#]*)(?:#(.*))?", re.DOTALL)
_HOST = re.compile(r"[^:@]*(?::[0-9]{1,4})?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SIMPLE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._~-]*")
_WELL_FORMED = re.compile(r"(?!~)(?:[^%]|%[0-9A-F]{2})+")
_FOLDED_AWAY = re.compile(r"(?<![^/])\.{1,2}(?![^/])")  # path segments that resolving a relative IRI removes
_MARK = "~"
_ENTITY = re.compile(r"(?:method|model|dataset|metric|task)/.+")
_HASH_DIGITS = 8


def _allowed(char: str, ascii_allowed: frozenset[str]) -> bool:
    """Whether an IRI (RFC 3987) may hold the character; what people cannot see is never allowed."""
    code = ord(char)
    if code < 0x80:
        return char in ascii_allowed
    return (
        0xA0 <= code <= 0xD7FF or 0xF900 <= code <= 0xFDCF or 0xFDF0 <= code <= 0xFFEF or 0x10000 <= code <= 0xDFFFD
    ) and char.isprintable()


def _encoded(text: str, ascii_allowed: frozenset[str]) -> str:
    return "".join(c if _allowed(c, ascii_allowed) else quote(c, safe="", errors="surrogatepass") for c in text)


def _is_tail(text: str) -> bool:
    if _SIMPLE.fullmatch(text):
        return True
    legal = all(char == "%" or _allowed(char, _IN_PATHS) for char in text)
    return legal and bool(_WELL_FORMED.fullmatch(text)) and not _FOLDED_AWAY.search(text)


def tail(text: str) -> str:
    """Any text as the tail of an IRI; different texts give different tails.

    Text that can be one is itself, percent-encoded or not. Any other is percent-encoded UTF-8 after a "~", so that
    "a b" and "a%20b" stay two.
    """
    if _is_tail(text):
        return text
    return _MARK + _FOLDED_AWAY.sub(lambda dots: "%2E" * len(dots.group()), _encoded(text, _IN_PATHS))


def link(url: str) -> Iri:
    """A link found in a text or given by a source, as an absolute IRI; one without a scheme is taken for https.

    Only what an IRI may not hold at its place is percent-encoded.
    """
    scheme, host, rest, fragment = _LINK.fullmatch(url).groups()  # type: ignore[union-attr] # it matches any text
    if not _HOST.fullmatch(_encoded(host, _IN_PATHS)):
        host = host.replace(":", "%3A").replace("@", "%40")
    encoded = _encoded(host, _IN_HOSTS) + _encoded(rest, _IN_LINKS)
    if fragment is not None:
        encoded += "#" + _encoded(fragment, _IN_LINKS)
    return Iri((scheme or "https://") + _STRAY_PERCENT.sub("%25", encoded))


class Identifiers:
    """Makes the IRIs of one graph, below `base`."""

    def __init__(self, base: str = ID_BASE) -> None:
        self.base = base
        self.graph = Iri(f"{base}graph")
        self.provenance = Iri(f"{base}provenance")
        self.scheme = Iri(f"{base}concepts")
        self._entities: dict[str, Iri] = {}

    def entity(self, entity_id: str) -> Iri:
        """An entity's identifier is the tail of its IRI as it stands.

        Raises:
            ValueError: the identifier holds what an IRI may not; `kg.names.identifier` makes none such.
        """
        if (known := self._entities.get(entity_id)) is not None:
            return known
        if not (_ENTITY.fullmatch(entity_id) and _is_tail(entity_id)):
            raise ValueError(f"Unexpected entity identifier: {entity_id!r}")
        return self._entities.setdefault(entity_id, Iri(self.base + entity_id))

    def thing(self, kind: str, text: str, suffix: str = "") -> Iri:
        """A thing of a kind (`kg.namespaces.KINDS`) that any text identifies, or a part of it that `suffix` names."""
        return Iri(f"{self.base}{kind}/{tail(text)}{suffix}")

    def paper(self, paper_id: str) -> Iri:
        return self.thing("paper", paper_id)

    def text(self, paper_id: str) -> Iri:
        return self.thing("text", paper_id)

    def person(self, paper_id: str, position: int) -> Iri:
        """An author of one paper. Names do not tell people apart, so that nobody is the author of two papers."""
        return self.thing("person", paper_id, f"~{position}")

    def mention(self, paper_id: str, mention: LinkedMention | Relation) -> Iri:
        """A named thing's mention, by paper and offsets."""
        return self.thing("mention", paper_id, f"~{mention.start}-{mention.end}")

    def value(self, paper_id: str, result: Result) -> Iri:
        """The span of a result's value."""
        return self.thing("mention", paper_id, f"~value-{result.start}-{result.end}")

    def statement(self, paper_id: str, relation: Relation) -> Iri:
        """What one mention says of a paper."""
        denied = "~denied" if relation.negated else ""
        return self.thing("statement", paper_id, f"~{relation.type}~{relation.start}-{relation.end}{denied}")

    def results(self, facts: PaperFacts) -> list[tuple[Iri, Result]]:
        """The paper's distinct results with their IRIs, in their order: paper and position of the value.

        Where one number is a result twice ("95% on A and B"), what they are about tells them apart.
        """
        groups: dict[tuple[int, int], dict[str, Result]] = {}
        for result in sorted(facts.results, key=lambda result: -result.score):
            groups.setdefault((result.start, result.end), {}).setdefault(_digest(result), result)
        return [
            (self.thing("result", facts.paper.id, f"~{start}-{end}" + (f"~{digest}" if len(group) > 1 else "")), result)
            for (start, end), group in sorted(groups.items())
            for digest, result in sorted(group.items())
        ]


def _digest(result: Result) -> str:
    """Eight hex digits that stand for everything that is said of a value except how sure we are."""
    about = repr(replace(result, score=0.0))
    return hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]
