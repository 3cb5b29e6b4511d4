"""The start page, the ontology, and the style sheet of all pages."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from kg.rdf.schemas import find_schemas
from kg.serve.context import Context, holding_asked
from kg.serve.pages.html import render
from kg.serve.pages.page_queries import select
from kg.sparql import queries
from kg.sparql.turtle_files import read_prefixes

_COUNTS = """
SELECT ?class ?count { ?partition void:class ?class ; void:entities ?count } ORDER BY DESC(?count) ?class
"""
_BEST_KNOWN = """
SELECT ?thing ?name ?papers { ?thing a skos:Concept ; skos:prefLabel ?name ; kg:paperCount ?papers }
ORDER BY DESC(?papers) ?name ?thing
"""
_FEW = 40
_MOST_CLASSES = 100
_STYLE = Path(__file__).parent.parent / "templates" / "style.css"


def routes(context: Context) -> list[BaseRoute]:
    """`/`, `/schema` and `/style.css`."""

    async def start(request: Request) -> Response:
        async with holding_asked(context) as folder:
            counts, best_known = await asyncio.gather(
                select(request, _COUNTS, most=_MOST_CLASSES, folder=folder),
                select(request, _BEST_KNOWN, most=_FEW, folder=folder),
            )
            base = read_prefixes(Path(folder)).base
        shipped = [queries.load(name) for name in queries.list_names()]
        return render(
            "start.html.j2",
            base=base,
            endpoint=str(request.url.replace(path="/sparql", query="", fragment="")),
            reconcile=str(request.url.replace(path="/reconcile", query="", fragment="")),
            counts=counts,
            best_known=best_known,
            queries=[(query, quote(query.text, safe="")) for query in shipped],
        )

    return [
        Route("/", start),
        Route("/schema", _send_schema),
        Route("/style.css", _send_style),
    ]


async def _send_schema(_: Request) -> Response:
    return FileResponse(find_schemas() / "ontology.ttl", media_type="text/turtle; charset=utf-8")


async def _send_style(_: Request) -> Response:
    return FileResponse(_STYLE, media_type="text/css; charset=utf-8")
