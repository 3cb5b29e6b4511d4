"""The engine's answer as bytes in the format that was asked for, cut after so many rows.

The engine writes its formats itself but cannot stop after a row. In TSV and N-Triples a line is a row and nothing
else breaks a line, so an answer is first written in that, into a sink that has had enough at some point, and what is
there is then read again and written in the format that was asked for. Both are the engine's own, and exact.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.parsers import expat

from kg.rdf.namespaces import VOCABULARIES
from kg.sparql.evaluate import QueryError
from kg.sparql.wire import Answer, Ask
from kg.text import xml_characters

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

_UNWRITABLE = (
    "The answer holds a term that this format has no way to write, as RDF/XML has none for a property or class "
    "whose IRI does not end in a name; ask for text/turtle"
)
MOST_BYTES = 256_000_000  # of an answer, before it is put into another format


def serialised(found: QuerySolutions | QueryBoolean | QueryTriples, ask: Ask) -> Answer:
    """The answer to a query. Triples are sorted, each once.

    Raises:
        QueryError: the answer is too large.
        RuntimeError: what the engine finds wrong while it runs the query.
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples

    if isinstance(found, QueryTriples):
        return _triples(found, ask)
    if ask.results is None:
        return Answer("unfit")
    wanted = QueryResultsFormat.from_media_type(ask.results)
    if isinstance(found, QueryBoolean):
        return Answer("results", found.serialize(format=wanted) or b"")
    return _rows(found, wanted, ask.rows)


class _Enough(Exception):
    """More lines were written than were asked for."""


class _Lines(io.RawIOBase):
    """A sink that takes so many lines and no more."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._count = 0
        self._taken = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        chunk = bytes(data)
        self._count += chunk.count(b"\n")
        self._taken += chunk
        if len(self._taken) > MOST_BYTES:
            raise QueryError(f"The answer is larger than {MOST_BYTES:,} bytes. Ask for less, or for it in parts.")
        if self._count > self._most:
            raise _Enough
        return len(chunk)

    def lines(self) -> list[bytes]:
        """The lines that it has taken, each with its end."""
        return [line + b"\n" for line in bytes(self._taken).split(b"\n")[:-1]][: self._most]


def _rows(found: QuerySolutions, wanted: QueryResultsFormat | None, most: int) -> Answer:
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    lines, cut = _written(found, QueryResultsFormat.TSV, most + 1)  # the first holds the variables
    tsv = b"".join(lines)
    if wanted == QueryResultsFormat.TSV:
        return Answer("results", tsv, cut)
    again = parse_query_results(tsv, format=QueryResultsFormat.TSV)
    if not isinstance(again, QuerySolutions):
        raise ValueError(f"Unexpected results: {again!r}")
    body = again.serialize(format=wanted) or b""
    return Answer("results", _legal(body) if wanted == QueryResultsFormat.XML else body, cut)


def _triples(found: QueryTriples, ask: Ask) -> Answer:
    from pyoxigraph import RdfFormat, parse, serialize

    if ask.graph is None:
        return Answer("unfit")
    wanted = RdfFormat.from_media_type(ask.graph)
    lines, cut = _written(found, RdfFormat.N_TRIPLES, ask.rows)
    plain = b"".join(sorted(set(lines)))
    if wanted in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return Answer("triples", plain, cut)
    triples = (quad.triple for quad in parse(plain, format=RdfFormat.N_TRIPLES))
    try:
        # Only the vocabularies: an identifier that ends in a dot would be abbreviated as rdflib does not read it.
        body = serialize(triples, format=wanted, prefixes=dict(VOCABULARIES)) or b""
    except (OSError, ValueError) as error:  # a term that the format has no way to write
        raise QueryError(f"{_UNWRITABLE} ({error}).") from error
    return Answer("triples", _checked(_legal(body)) if wanted == RdfFormat.RDF_XML else body, cut)


def _legal(xml: bytes) -> bytes:
    """The engine's XML, in which it writes every character as it stands, with those replaced that XML cannot hold.

    A carriage return is written as a reference, or else readers would take it for a line feed.
    """
    return xml_characters.replace_illegal(xml.decode("utf-8")).replace("\r", "&#13;").encode("utf-8")


def _checked(xml: bytes) -> bytes:
    """The engine's RDF/XML. Properties and classes are names of elements there, and the engine writes those too that
    can be none, such as of IRIs that end in a digit.

    Raises:
        QueryError: it is no well-formed XML.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError as error:
        raise QueryError(f"{_UNWRITABLE}.") from error
    return xml


def _written(
    found: QuerySolutions | QueryTriples, line_format: QueryResultsFormat | RdfFormat, most: int
) -> tuple[list[bytes], bool]:
    """The answer's first lines, and whether there are more."""
    sink = _Lines(most)
    try:
        found.serialize(sink, line_format)  # type: ignore[arg-type]  # each goes with its own
    except _Enough:
        return sink.lines(), True
    return sink.lines(), False
