"""Reads a request of the SPARQL 1.1 Protocol, its query and its graphs, and refuses what is not of it.

https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.model.errors import KgError

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_NO_UPDATES = "Updates are not allowed: the graph changes with `kg build` alone."


class BadRequest(KgError):
    """A request that cannot be served as it is; `status` is the HTTP status for the mistake."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Query:
    """A query with the graphs that the request names; the text is None for a GET without a query."""

    text: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def read_query(request: Request, *, most: int) -> Query:
    """The query that a GET, HEAD or POST asks.

    Args:
        most: bytes that a body or a query string may have.

    Raises:
        BadRequest: the request is too large, not of the protocol, or asks for an update.
    """
    if len(request.scope["query_string"]) > most:
        raise BadRequest(414, f"The address is too long: its query string may have {most} bytes. Use POST.")
    parameters = _parse_form(request.scope["query_string"])
    if request.method == "POST":
        parameters += await _read_posted(request, most)
    if any(name == "update" for name, _ in parameters):
        raise BadRequest(403, _NO_UPDATES)
    texts = [value for name, value in parameters if name == "query"]
    graphs = {
        name: tuple(value for given, value in parameters if given == name)
        for name in ("default-graph-uri", "named-graph-uri")
    }
    if len(texts) > 1:
        raise BadRequest(400, f"The request holds {len(texts)} queries; ask one at a time.")
    if not texts and (request.method == "POST" or any(graphs.values())):
        raise BadRequest(400, "The request has no `query`.")
    return Query(texts[0] if texts else None, graphs["default-graph-uri"], graphs["named-graph-uri"])


async def _read_posted(request: Request, most: int) -> list[tuple[str, str]]:
    media_type, charset = _parse_content_type(request.headers.get("content-type", ""))
    if media_type == _UPDATE:
        raise BadRequest(403, _NO_UPDATES)
    if media_type not in (_FORM, _QUERY):
        given = f"not {media_type}" if media_type else "and the request names none"
        raise BadRequest(415, f"The Content-Type of a POST must be {_QUERY} or {_FORM}, {given}.")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise BadRequest(415, f"A query must be encoded in UTF-8, not {charset}.")
    body = await _read_body(request, most)
    if media_type == _FORM:
        return _parse_form(body)
    return [("query", _decode(body))]


async def _read_body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise BadRequest(413, f"The request is too large: its body may have {most} bytes.")
    return bytes(body)


def _parse_content_type(header: str) -> tuple[str, str]:
    """Media type and charset, in lower case."""
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    charsets = [part.removeprefix("charset=").strip('"') for part in parameters if part.startswith("charset=")]
    return media_type, charsets[0] if charsets else "utf-8"


def _parse_form(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise BadRequest(400, "The parameters of the request are not percent-encoded UTF-8.") from error
    except ValueError as error:
        raise BadRequest(400, "The request has too many parameters.") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(400, f"The query is not UTF-8 (at byte {error.start}).") from error
