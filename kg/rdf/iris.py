"""The IRIs of things in the graph: papers, entities, results, links. Different things have different IRIs.

An IRI is a pure function of base, kind and tail. `make_paper_path`, `identify_results` and `identify_comparisons` give
the part after the base, which identifies nodes in every graph, not only in RDF; those of entities are made from their
names in `kg.text.identifiers`.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Iterable, Set
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar
from urllib.parse import quote

from kg.model.comparison_record import Comparison
from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.results import Result
from kg.model.types import TYPES
from kg.rdf.namespaces import ID_BASE
from kg.rdf.terms import Iri

IN_PATHS = frozenset(string.ascii_letters + string.digits + "-._~!$&'()*+,;=:@/")
"""The ASCII characters that the path of an IRI may hold unencoded."""

_SIMPLE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._~-]*")
_WELL_FORMED = re.compile(r"(?!~)(?:[^%]|%[0-9A-F]{2})+")
_FOLDED_AWAY = re.compile(r"(?<![^/])\.{1,2}(?![^/])")  # path segments that resolving a relative IRI removes
_MARK = "~"
_HASH_DIGITS = 8

Record = TypeVar("Record", Result[EntityId], Comparison[EntityId])


def _may_hold(char: str, ascii_allowed: frozenset[str]) -> bool:
    """Whether an IRI (RFC 3987) may hold the character; of ASCII, those given; invisible characters never."""
    code = ord(char)
    if code < 0x80:
        return char in ascii_allowed
    return (
        0xA0 <= code <= 0xD7FF or 0xF900 <= code <= 0xFDCF or 0xFDF0 <= code <= 0xFFEF or 0x10000 <= code <= 0xDFFFD
    ) and char.isprintable()


def percent_encode(text: str, ascii_allowed: frozenset[str]) -> str:
    """The text with percent-encoded UTF-8 for each character that an IRI may not hold, given the ASCII it may hold."""
    return "".join(c if _may_hold(c, ascii_allowed) else quote(c, safe="", errors="surrogatepass") for c in text)


def is_tail(text: str) -> bool:
    """Whether a text can be the tail of an IRI unchanged."""
    if _SIMPLE.fullmatch(text):
        return True
    legal = all(char == "%" or _may_hold(char, IN_PATHS) for char in text)
    return legal and bool(_WELL_FORMED.fullmatch(text)) and not _FOLDED_AWAY.search(text)


@lru_cache(maxsize=1 << 12)  # a paper's tail is needed for each of its mentions
def make_tail(text: str) -> str:
    """The tail of an IRI for any text; different texts have different tails.

    A text that is a valid tail stays as it is. Any other becomes "~" and its percent-encoded UTF-8, so that "a b" and
    "a%20b" have different tails.
    """
    if is_tail(text):
        return text
    return _MARK + _FOLDED_AWAY.sub(lambda dots: "%2E" * len(dots.group()), percent_encode(text, IN_PATHS))


def make_paper_path(paper_id: str) -> str:
    """The path of a paper's IRI, and its node in every graph: "paper/guided-diffusion-0a1b2c"."""
    return f"paper/{make_tail(paper_id)}"


def identify_results(facts: PaperFacts) -> list[tuple[str, Result[EntityId]]]:
    """The paper's distinct results with the paths of their IRIs, sorted: paper, and offsets of the value.

    Where one number belongs to several results ("95% on A and B"), a digest of their participants is appended.
    """
    return _identify("result", facts.paper.id, facts.results, facts.divided)


def identify_comparisons(facts: PaperFacts) -> list[tuple[str, Comparison[EntityId]]]:
    """The paper's distinct comparisons with the paths of their IRIs, sorted: paper, and offsets of the stretch of text.

    Where one stretch says several ("A and B outperform C"), a digest of their participants is appended.
    """
    return _identify("comparison", facts.paper.id, facts.comparisons, facts.divided)


def _identify(
    kind: str, paper_id: str, records: Iterable[Record], divided: Set[tuple[int, int]]
) -> list[tuple[str, Record]]:
    groups: dict[tuple[int, int], dict[str, Record]] = {}
    for record in sorted(records, key=lambda record: -record.score):
        groups.setdefault((record.start, record.end), {}).setdefault(_digest(record), record)
    paper = make_tail(paper_id)
    return [
        (f"{kind}/{paper}~{start}-{end}" + (f"~{digest}" if len(group) > 1 or (start, end) in divided else ""), record)
        for (start, end), group in sorted(groups.items())
        for digest, record in sorted(group.items())
    ]


def _digest(record: Record) -> str:
    """Eight hex digits of a hash of all fields of a record but its score and origin."""
    about = repr(replace(record, score=0.0, origin=""))
    return hashlib.sha256(about.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_DIGITS]


# ---- IRIs

_IN_HOSTS = IN_PATHS - {"/"} | {"%"}
_IN_LINKS = IN_PATHS | {"%", "?"}
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)?([^/?#]*)([^#]*)(?:#(.*))?", re.DOTALL)
_HOST = re.compile(r"[^:@]*(?::[0-9]{1,4})?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENTITY = re.compile(rf"(?:{'|'.join(row.word for row in TYPES)})/.+")


def make_link_iri(url: str) -> Iri:
    """The absolute IRI of a link from a text or a source; "https://" is added where the scheme is missing.

    Characters that an IRI may not hold at their place are percent-encoded; no others.
    """
    scheme, host, rest, fragment = _LINK.fullmatch(url).groups()  # type: ignore[union-attr] # it matches any text
    if not _HOST.fullmatch(percent_encode(host, IN_PATHS)):
        host = host.replace(":", "%3A").replace("@", "%40")
    written = percent_encode(host, _IN_HOSTS) + percent_encode(rest, _IN_LINKS)
    if fragment is not None:
        written += "#" + percent_encode(fragment, _IN_LINKS)
    return Iri((scheme or "https://") + _STRAY_PERCENT.sub("%25", written))


class GraphIris:
    """Makes the IRIs of one graph, below `base`."""

    def __init__(self, base: str = ID_BASE) -> None:
        self.base = base
        self.graph = Iri(f"{base}graph")
        self.provenance = Iri(f"{base}provenance")
        self.derived = Iri(f"{base}derived")
        self.doubtful = Iri(f"{base}doubtful")
        self.scheme = Iri(f"{base}concepts")
        self._entities: dict[str, Iri] = {}

    def entity(self, entity_id: str) -> Iri:
        """The IRI of an entity: its identifier after the base.

        Raises:
            ValueError: the identifier holds a character that an IRI may not; `kg.text.identifiers.make_entity_id` never
                does.
        """
        if (known := self._entities.get(entity_id)) is not None:
            return known
        if not (_ENTITY.fullmatch(entity_id) and is_tail(entity_id)):
            raise ValueError(f"Unexpected entity identifier: {entity_id!r}")
        return self._entities.setdefault(entity_id, Iri(self.base + entity_id))

    def thing(self, kind: str, text: str, suffix: str = "") -> Iri:
        """The IRI of a thing of a kind (one of `namespaces.KINDS`), identified by any text; `suffix` is appended."""
        return Iri(f"{self.base}{kind}/{make_tail(text)}{suffix}")

    def paper(self, paper_id: str) -> Iri:
        return Iri(self.base + make_paper_path(paper_id))

    def text(self, paper_id: str) -> Iri:
        return self.thing("text", paper_id)

    def person(self, paper_id: str, position: int) -> Iri:
        """An author of one paper, by position. Names do not identify people, so each paper has authors of its own."""
        return self.thing("person", paper_id, f"~{position}")

    def mention(self, paper_id: str, mention: LinkedMention | Relation) -> Iri:
        """The mention of an entity, by paper and offsets."""
        return self.thing("mention", paper_id, f"~{mention.start}-{mention.end}")

    def value(self, paper_id: str, result: Result[EntityId]) -> Iri:
        """The span of a result's value."""
        return self.thing("mention", paper_id, f"~value-{result.start}-{result.end}")

    def comparison_mention(self, paper_id: str, comparison: Comparison[EntityId]) -> Iri:
        """The stretch of text that says a comparison."""
        return self.thing("mention", paper_id, f"~compared-{comparison.start}-{comparison.end}")

    def statement(self, paper_id: str, relation: Relation) -> Iri:
        """The statement of a relation of a paper, by type and offsets of the mention."""
        denied = "~denied" if relation.negated else ""
        return self.thing("statement", paper_id, f"~{relation.type}~{relation.start}-{relation.end}{denied}")

    def results(self, facts: PaperFacts) -> list[tuple[Iri, Result[EntityId]]]:
        """The paper's distinct results with their IRIs, sorted."""
        return [(Iri(self.base + identifier), result) for identifier, result in identify_results(facts)]

    def comparisons(self, facts: PaperFacts) -> list[tuple[Iri, Comparison[EntityId]]]:
        """The paper's distinct comparisons with their IRIs, sorted."""
        return [(Iri(self.base + identifier), comparison) for identifier, comparison in identify_comparisons(facts)]
