"""The search page, `/search?q=...`: entities by any of their names, typing errors allowed."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.search.entity_search import MOST_CHARACTERS, Hit, search_entities
from kg.serve.context import Context
from kg.serve.pages.catalog import OpenCatalog, make_catalog_opener
from kg.serve.pages.html import render

_MOST = 30


def routes(context: Context) -> list[BaseRoute]:
    """The page; a search without words shows its form alone."""
    known = make_catalog_opener(context.folder)

    async def page(request: Request) -> Response:
        text = request.query_params.get("q", "").strip()[:MOST_CHARACTERS]
        hits = await run_in_threadpool(_find_hits, known, text) if text else []
        return render("search.html.j2", text=text, hits=hits)

    return [Route("/search", page)]


def _find_hits(opened: OpenCatalog, text: str) -> list[Hit]:
    with opened() as catalog:
        return search_entities(catalog.index, text, limit=_MOST)
