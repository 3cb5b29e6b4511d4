"""Namespaces and prefixes: those in which the graph is written, and which every query may use undeclared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from kg.model.types import TYPES

KG = "https://w3id.org/kg-papers/schema#"
ID_BASE = "https://w3id.org/kg-papers/id/"

_PAPERS = "paper"  # the prefix of papers
_KEPT_NAMES = 1 << 16  # properties, classes and entities are written again and again


class PrefixMap(Mapping[str, str]):
    """Prefix to namespace, in the order given; abbreviates IRIs with prefixes and expands them again."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self._namespaces = dict(namespaces)
        self._prefixes: dict[str, str] = {}
        for prefix, namespace in self._namespaces.items():
            self._prefixes.setdefault(namespace, prefix)
        longest_first = sorted(self._prefixes, key=lambda namespace: (-len(namespace), namespace))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def __getitem__(self, prefix: str) -> str:
        return self._namespaces[prefix]

    def __iter__(self) -> Iterator[str]:
        return iter(self._namespaces)

    def __len__(self) -> int:
        return len(self._namespaces)

    @property
    def base(self) -> str:
        """The beginning of all IRIs of things, of a graph with these prefixes."""
        return self[_PAPERS].removesuffix(f"{_PAPERS}/")

    def split(self, iri: str) -> tuple[str, str] | None:
        """Prefix and local name by the longest namespace that the IRI begins with; None where there is none."""
        match = self._pattern.match(iri)
        return (self._prefixes[match.group()], iri[match.end() :]) if match else None

    def compress(self, iri: str) -> str:
        """ "prefix:local" for an IRI in one of the namespaces; any other IRI unchanged. For people, not for parsers."""
        parts = self.split(iri)
        return ":".join(parts) if parts is not None else iri

    def make_shortener(
        self, write_name: Callable[[str, str], str | None], write_full: Callable[[str], str] = str
    ) -> Callable[[str], str]:
        """Returns a function that abbreviates an IRI as a format has it, and remembers the IRIs that come again.

        Args:
            write_name: writes a prefix and a local name; None where the format has no such prefixed name.
            write_full: writes an IRI that is not abbreviated.
        """

        @lru_cache(maxsize=_KEPT_NAMES)
        def shorten(iri: str) -> str:
            parts = self.split(iri)
            name = None if parts is None else write_name(*parts)
            return write_full(iri) if name is None else name

        return shorten

    def expand(self, prefixed: str) -> str:
        """The IRI of a prefixed name: "kg:uses".

        Raises:
            KeyError: there is no such prefix.
        """
        prefix, _, local = prefixed.partition(":")
        return self[prefix] + local


FACTS, PROVENANCE, DERIVED = f"{KG}facts", f"{KG}provenance", f"{KG}derived"
"""The named graphs of facts that texts state, of the places where they state them, and of links computed from facts."""

DOUBTFUL = f"{KG}doubtful"
"""The named graph of doubtful facts; queries leave it out by default."""

VOCABULARIES = PrefixMap(
    {
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "fabio": "http://purl.org/spar/fabio/",
        "kg": KG,
        "mls": "http://www.w3.org/ns/mls#",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "void": "http://rdfs.org/ns/void#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

_OTHER_KINDS = (
    "agent",
    "code",
    "community",
    "comparison",
    "link",
    "mention",
    "merge",
    "organization",
    "paper",
    "partition",
    "person",
    "result",
    "run",
    "statement",
    "text",
)
KINDS = tuple(sorted((*_OTHER_KINDS, *(row.word for row in TYPES))))
"""The kinds of things: the first segment of an identifier, and the prefix that abbreviates its IRI."""


def prefixes(base: str = ID_BASE) -> PrefixMap:
    """Prefix to namespace, sorted by prefix, for a graph whose things are named below `base`."""
    return PrefixMap(dict(sorted({**VOCABULARIES, **{kind: f"{base}{kind}/" for kind in KINDS}}.items())))
