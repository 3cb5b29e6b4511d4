"""Serialises the engine's answer in the format that a client asks for, up to a limit of rows.

The engine's serialisers cannot stop after a row. In TSV and N-Triples a line is a row, so an answer is first written in
one of these to a sink that stops the engine after the last wanted line; those lines are then parsed and serialised in
the wanted format. Parser and serialiser are the engine's own, so nothing is lost on the way.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.parsers import expat

from kg.rdf.namespaces import VOCABULARIES
from kg.sparql.processes.wire import QueryReply, QueryRequest
from kg.sparql.query_errors import QueryError
from kg.text import xml_characters

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, QueryTriples, RdfFormat

_UNWRITABLE = (
    "The answer holds a term that this format has no way to write, as RDF/XML has none for a property or class "
    "whose IRI does not end in a name; ask for text/turtle"
)
MOST_BYTES = 256_000_000  # of an answer, before it is put into another format


def serialise_answer(found: QuerySolutions | QueryBoolean | QueryTriples, request: QueryRequest) -> QueryReply:
    """The reply to a query. Triples are sorted, and duplicates removed.

    Raises:
        QueryError: the answer is too large, or cannot be written in the format.
        RuntimeError: the engine failed while it ran the query.
    """
    from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples

    if isinstance(found, QueryTriples):
        return _serialise_triples(found, request)
    if request.results is None:
        return QueryReply("unfit")
    wanted = QueryResultsFormat.from_media_type(request.results)
    if isinstance(found, QueryBoolean):
        return QueryReply("results", found.serialize(format=wanted) or b"")
    return _serialise_rows(found, wanted, request.rows)


class _Enough(Exception):
    """Raised by the sink to stop the engine once it has all wanted lines."""


class _Lines(io.RawIOBase):
    """A sink that stops the engine after a number of lines."""

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
        """The lines that were written, each with its line feed, up to the limit."""
        return [line + b"\n" for line in bytes(self._taken).split(b"\n")[:-1]][: self._most]


def _serialise_rows(found: QuerySolutions, wanted: QueryResultsFormat | None, most: int | None) -> QueryReply:
    from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

    if most is None:
        body = found.serialize(format=wanted) or b""
        return QueryReply("results", _to_legal_xml(body) if wanted == QueryResultsFormat.XML else body)
    lines, cut = _write_lines(found, QueryResultsFormat.TSV, most + 1)  # the first holds the variables
    tsv = b"".join(lines)
    if wanted == QueryResultsFormat.TSV:
        return QueryReply("results", tsv, cut)
    again = parse_query_results(tsv, format=QueryResultsFormat.TSV)
    if not isinstance(again, QuerySolutions):
        raise ValueError(f"Unexpected results: {again!r}")
    body = again.serialize(format=wanted) or b""
    return QueryReply("results", _to_legal_xml(body) if wanted == QueryResultsFormat.XML else body, cut)


def _serialise_triples(found: QueryTriples, request: QueryRequest) -> QueryReply:
    from pyoxigraph import RdfFormat, parse, serialize

    if request.graph is None:
        return QueryReply("unfit")
    wanted = RdfFormat.from_media_type(request.graph)
    lines, cut = _write_lines(found, RdfFormat.N_TRIPLES, request.rows)
    plain = b"".join(sorted(set(lines)))
    if wanted in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
        return QueryReply("triples", plain, cut)
    triples = (quad.triple for quad in parse(plain, format=RdfFormat.N_TRIPLES))
    try:
        # Only the vocabularies: an identifier that ends in a dot would be abbreviated as rdflib does not read it.
        body = serialize(triples, format=wanted, prefixes=dict(VOCABULARIES)) or b""
    except (OSError, ValueError) as error:  # a term that the format has no way to write
        raise QueryError(f"{_UNWRITABLE} ({error}).") from error
    return QueryReply("triples", _check_well_formed(_to_legal_xml(body)) if wanted == RdfFormat.RDF_XML else body, cut)


def _to_legal_xml(xml: bytes) -> bytes:
    """The engine's XML, in which no character is escaped, with U+FFFD for each character that XML cannot hold.

    A carriage return becomes a character reference, since readers would turn it into a line feed.
    """
    return xml_characters.replace_illegal(xml.decode("utf-8")).replace("\r", "&#13;").encode("utf-8")


def _check_well_formed(xml: bytes) -> bytes:
    """The engine's RDF/XML if it is well-formed: the engine also writes element names that XML does not allow, for
    properties and classes whose IRIs end in a digit.

    Raises:
        QueryError: it is not well-formed.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(xml, True)
    except expat.ExpatError as error:
        raise QueryError(f"{_UNWRITABLE}.") from error
    return xml


def _write_lines(
    found: QuerySolutions | QueryTriples, line_format: QueryResultsFormat | RdfFormat, most: int | None
) -> tuple[list[bytes], bool]:
    """The first `most` lines of the answer, or all, and whether there are more."""
    if most is None:
        text = found.serialize(format=line_format) or b""  # type: ignore[arg-type]  # each goes with its own
        return [line + b"\n" for line in text.split(b"\n")[:-1]], False
    sink = _Lines(most)
    try:
        found.serialize(sink, line_format)  # type: ignore[arg-type]  # each goes with its own
    except _Enough:
        return sink.lines(), True
    return sink.lines(), False
