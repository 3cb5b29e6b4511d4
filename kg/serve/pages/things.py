"""Pages about things, `/id/{kind}/{slug}`: for people in HTML, for programs in RDF, by what the client accepts.

The page is sent at once, without a redirection from thing to page; the `Link` header with `describes` distinguishes the
two. `?format=` names a format for those who cannot set a header.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.serve.addresses import find_tails, quote_iri
from kg.serve.context import Context, holding_asked
from kg.serve.endpoint.media_types import GRAPHS, make_content_type
from kg.serve.endpoint.parameters import BadRequest
from kg.serve.negotiate import choose
from kg.serve.pages import thing_queries as queries
from kg.serve.pages.html import render
from kg.serve.pages.page_queries import Row, run_query, select
from kg.serve.replies import CUT, make_error_reply
from kg.sparql.processes.wire import QueryRequest
from kg.sparql.turtle_files import read_prefixes

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html",
        "turtle": "text/turtle",
        "jsonld": "application/ld+json",
        "ntriples": "application/n-triples",
        "rdfxml": "application/rdf+xml",
    }
)
"""The names of formats that `?format=` accepts."""

_OFFERED = ("text/html", *GRAPHS)
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_NAMES = ("prefLabel", "title", "name")
_OTHER_NAMES = ("altLabel", "hiddenLabel")
_FOR_LOOKUP = "nameKey"


def routes(context: Context) -> list[BaseRoute]:
    """The pages."""

    async def thing(request: Request) -> Response:
        media_type = _choose_format(request)
        if media_type is None:
            return make_error_reply(406, f"This is offered as {', '.join(_OFFERED)}.", {"Vary": "Accept"})
        path = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0].removeprefix("/id/")
        async with holding_asked(context) as folder:
            base = read_prefixes(Path(folder)).base
            for tail in find_tails(path):
                reply = await _Page(request, folder, base, context.limits.rows).reply(tail, media_type)
                if reply is not None:
                    reply.headers["Vary"] = "Accept"
                    reply.headers["Link"] = _make_link_header(base + tail, path)
                    return reply
        return _reply_not_found(base + find_tails(path)[0], media_type)

    return [Route("/id/{tail:path}", thing)]


def _choose_format(request: Request) -> str | None:
    name = request.query_params.get("format")
    if name is None:
        return choose(",".join(request.headers.getlist("accept")), _OFFERED)
    if name not in FORMATS:
        raise BadRequest(400, f"There is no format {name!r}; there are {', '.join(FORMATS)}.")
    return FORMATS[name]


@dataclass(frozen=True, slots=True)
class _Page:
    """What pages about things need: the state that all their queries are asked of, and its base IRI."""

    request: Request
    folder: str
    base: str
    rows: int  # at most, in an answer that is not HTML

    async def select(self, text: str, *, most: int = queries.MOST) -> Sequence[Row]:
        return await select(self.request, text, most=most, folder=self.folder)

    async def reply(self, tail: str, media_type: str) -> Response | None:
        """The page about a thing; None where the graph has no statement about it."""
        try:
            facts = queries.bind_iri(queries.FACTS, self.base + tail)
        except ValueError:  # no IRI, so nothing has it
            return None
        if media_type == "text/html":
            return await self._render(tail, await self.select(facts))
        description = queries.bind_iri(queries.DESCRIPTION, self.base + tail)
        ask = QueryRequest(text=description, rows=self.rows, graph=GRAPHS[media_type], folder=self.folder)
        answer = await run_query(self.request, ask)
        incoming = queries.bind_iri(queries.INCOMING, self.base + tail)
        if not (await self.select(facts, most=1) or await self.select(incoming)):
            return None
        headers = {"Content-Type": make_content_type(media_type)}
        if answer.cut:
            headers[CUT] = f"{self.rows}"
        return Response(answer.body, headers=headers)

    async def _render(self, tail: str, facts: Sequence[Row]) -> Response | None:
        iri = self.base + tail
        others = (
            queries.INCOMING,
            queries.RESULTS,
            queries.COMPARISONS,
            queries.EVIDENCE,
            queries.LINKED,
            queries.MERGES,
            queries.DOUBTFUL_RESULTS,
            queries.DOUBTFUL_EVIDENCE,
        )
        (
            incoming,
            results,
            comparisons,
            evidence,
            linked,
            merges,
            doubtful_results,
            doubtful_evidence,
        ) = await asyncio.gather(*(self.select(queries.bind_iri(query, iri)) for query in others))
        if not facts and not incoming:
            return None
        names = [row["object"].value for row in facts if _local(row) in _NAMES]
        return render(
            "thing.html.j2",
            base=self.base,
            iri=iri,
            name=names[0] if names else tail,
            types=[row["object"].value for row in facts if row["predicate"].value == _TYPE],
            other_names=sorted({row["object"].value for row in facts if _local(row) in _OTHER_NAMES}),
            facts=_group_by_predicate(row for row in facts if not _is_heading(row)),
            pointing=_group_by_predicate(incoming),
            results=results,
            comparisons=comparisons,
            evidence=evidence,
            linked=linked,
            merges=merges,
            doubtful_results=doubtful_results,
            doubtful_evidence=doubtful_evidence,
            counts={"facts": len(facts), "pointing": len(incoming)},
            formats=[(name, kind) for name, kind in FORMATS.items() if name != "html"],
            most=queries.MOST,
        )


def _is_heading(row: Row) -> bool:
    """Whether the heading of the page already shows this statement: a type, a name, or the key of a name."""
    return row["predicate"].value == _TYPE or _local(row) in (*_NAMES, *_OTHER_NAMES, _FOR_LOOKUP)


def _local(row: Row) -> str:
    return row["predicate"].value.replace("#", "/").rpartition("/")[2]


def _group_by_predicate(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows, which are ordered by predicate, in groups of one predicate."""
    return [(predicate, list(group)) for predicate, group in groupby(rows, key=lambda row: row["predicate"].value)]


def _make_link_header(iri: str, path: str) -> str:
    alternates = [
        f'</id/{path}?format={name}>; rel="alternate"; type="{media_type}"' for name, media_type in FORMATS.items()
    ]
    return ", ".join([f'<{quote_iri(iri)}>; rel="describes"', *alternates])


def _reply_not_found(iri: str, media_type: str) -> Response:
    if media_type == "text/html":
        return render("missing.html.j2", status=404, iri=iri)
    message = f"The graph says nothing about {iri}. The page / shows what it holds."
    return make_error_reply(404, message, {"Vary": "Accept"})
