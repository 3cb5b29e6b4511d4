"""The application: the groups of routes over one graph, and the processes that answer their queries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from kg.serve import reconcile
from kg.serve.context import Access, Context
from kg.serve.endpoint import protocol
from kg.serve.middleware import CrossOrigin, KnownHosts, SafeHeaders
from kg.serve.pages import query_page, search_page, start, things
from kg.serve.replies import HANDLERS
from kg.sparql.limits import Limits
from kg.sparql.processes.pool import Pool

GROUPS: Sequence[Callable[[Context], list[BaseRoute]]] = (
    start.routes,
    protocol.routes,
    query_page.routes,
    things.routes,
    search_page.routes,
    reconcile.routes,
)


def create_app(
    folder: Path, *, precision: float | None = None, limits: Limits, access: Access | None = None
) -> Starlette:
    """The application over the graph in an output folder, shown at a precision, by default at that of the build.

    Its processes run as long as its lifespan: `state.pool`.
    """
    context = Context(folder, limits, precision)
    allowed = access or Access()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[dict[str, object]]:
        async with Pool(folder, limits) as pool:
            app.state.pool = pool
            yield {"pool": pool}

    return Starlette(
        routes=[route for group in GROUPS for route in group(context)],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(KnownHosts, bound=allowed.host, more=allowed.names),
            Middleware(CrossOrigin, origins=allowed.origins),
        ],
        exception_handlers=HANDLERS,
        lifespan=lifespan,
    )
