"""The formats of answers: the media types that are offered, best first, and which format each is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RESULTS: Mapping[str, str] = MappingProxyType(
    {
        "application/sparql-results+json": "application/sparql-results+json",
        "application/sparql-results+xml": "application/sparql-results+xml",
        "text/csv": "text/csv",
        "text/tab-separated-values": "text/tab-separated-values",
        "application/json": "application/sparql-results+json",
        "application/xml": "application/sparql-results+xml",
        "text/xml": "application/sparql-results+xml",
    }
)
"""For answers to SELECT and ASK: the offered media types, each with the one by which the engine knows the format."""

GRAPHS: Mapping[str, str] = MappingProxyType(
    {
        "text/turtle": "text/turtle",
        "application/n-triples": "application/n-triples",
        "application/rdf+xml": "application/rdf+xml",
        "application/ld+json": "application/ld+json",
        "application/trig": "application/trig",
        "application/n-quads": "application/n-quads",
        "text/n3": "text/n3",
        "application/x-turtle": "text/turtle",
        "text/plain": "application/n-triples",
        "application/json": "application/ld+json",
        "application/xml": "application/rdf+xml",
        "text/xml": "application/rdf+xml",
    }
)
"""For answers to CONSTRUCT and DESCRIBE, and for descriptions in RDF."""


def make_content_type(media_type: str) -> str:
    """The media type as a header, with the encoding if readers would otherwise guess it."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
