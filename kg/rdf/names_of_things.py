"""The IRIs of things. Each is a pure function of what the thing is, and two things never share one."""

from __future__ import annotations

import re

from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.results import Result
from kg.model.types import TYPES
from kg.rdf.iris import IN_PATHS, encoded, identified_results, is_tail, paper_identifier, tail
from kg.rdf.namespaces import ID_BASE
from kg.rdf.values import Iri

_IN_HOSTS = IN_PATHS - {"/"} | {"%"}
_IN_LINKS = IN_PATHS | {"%", "?"}
_LINK = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*://)?([^/?#]*)([^#]*)(?:#(.*))?", re.DOTALL)
_HOST = re.compile(r"[^:@]*(?::[0-9]{1,4})?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENTITY = re.compile(rf"(?:{'|'.join(row.word for row in TYPES)})/.+")


def link(url: str) -> Iri:
    """A link found in a text or given by a source, as an absolute IRI; one without a scheme is taken for https.

    Only what an IRI may not hold at its place is percent-encoded.
    """
    scheme, host, rest, fragment = _LINK.fullmatch(url).groups()  # type: ignore[union-attr] # it matches any text
    if not _HOST.fullmatch(encoded(host, IN_PATHS)):
        host = host.replace(":", "%3A").replace("@", "%40")
    written = encoded(host, _IN_HOSTS) + encoded(rest, _IN_LINKS)
    if fragment is not None:
        written += "#" + encoded(fragment, _IN_LINKS)
    return Iri((scheme or "https://") + _STRAY_PERCENT.sub("%25", written))


class Identifiers:
    """Makes the IRIs of one graph, below `base`."""

    def __init__(self, base: str = ID_BASE) -> None:
        self.base = base
        self.graph = Iri(f"{base}graph")
        self.provenance = Iri(f"{base}provenance")
        self.derived = Iri(f"{base}derived")
        self.scheme = Iri(f"{base}concepts")
        self._entities: dict[str, Iri] = {}

    def entity(self, entity_id: str) -> Iri:
        """An entity's identifier is the tail of its IRI as it stands.

        Raises:
            ValueError: the identifier holds what an IRI may not; `kg.text.identifiers.make_entity_id` makes none such.
        """
        if (known := self._entities.get(entity_id)) is not None:
            return known
        if not (_ENTITY.fullmatch(entity_id) and is_tail(entity_id)):
            raise ValueError(f"Unexpected entity identifier: {entity_id!r}")
        return self._entities.setdefault(entity_id, Iri(self.base + entity_id))

    def thing(self, kind: str, text: str, suffix: str = "") -> Iri:
        """A thing of a kind (one of `namespaces.KINDS`) that any text identifies, or a part that `suffix` names."""
        return Iri(f"{self.base}{kind}/{tail(text)}{suffix}")

    def paper(self, paper_id: str) -> Iri:
        return Iri(self.base + paper_identifier(paper_id))

    def text(self, paper_id: str) -> Iri:
        return self.thing("text", paper_id)

    def person(self, paper_id: str, position: int) -> Iri:
        """An author of one paper. Names do not tell people apart, so that nobody is the author of two papers."""
        return self.thing("person", paper_id, f"~{position}")

    def mention(self, paper_id: str, mention: LinkedMention | Relation) -> Iri:
        """A named thing's mention, by paper and offsets."""
        return self.thing("mention", paper_id, f"~{mention.start}-{mention.end}")

    def value(self, paper_id: str, result: Result[EntityId]) -> Iri:
        """The span of a result's value."""
        return self.thing("mention", paper_id, f"~value-{result.start}-{result.end}")

    def statement(self, paper_id: str, relation: Relation) -> Iri:
        """What one mention says of a paper."""
        denied = "~denied" if relation.negated else ""
        return self.thing("statement", paper_id, f"~{relation.type}~{relation.start}-{relation.end}{denied}")

    def results(self, facts: PaperFacts) -> list[tuple[Iri, Result[EntityId]]]:
        """The paper's distinct results with their IRIs, in their order."""
        return [(Iri(self.base + identifier), result) for identifier, result in identified_results(facts)]
