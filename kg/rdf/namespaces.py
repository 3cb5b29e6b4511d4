"""The namespaces that the graph is written with, and the prefixes that every query may use undeclared."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.model.types import TYPES

KG = "https://w3id.org/kg-papers/schema#"
ID_BASE = "https://w3id.org/kg-papers/id/"

FACTS, PROVENANCE, DERIVED = f"{KG}facts", f"{KG}provenance", f"{KG}derived"
"""The named graphs: what texts say, where they say it, and what is computed from it."""

VOCABULARIES: Mapping[str, str] = MappingProxyType(
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


def prefixes(base: str = ID_BASE) -> dict[str, str]:
    """Prefix to namespace, sorted by prefix, for a graph whose things are named below `base`."""
    return dict(sorted({**VOCABULARIES, **{kind: f"{base}{kind}/" for kind in KINDS}}.items()))


def base_of(known: Mapping[str, str]) -> str:
    """What all things of a graph with these prefixes are named below."""
    return known["paper"].removesuffix("paper/")
