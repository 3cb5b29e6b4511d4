"""The context that every group of routes is given, and who may ask."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from starlette.concurrency import run_in_threadpool

from kg.export.views import prepare_view
from kg.sparql.limits import Limits
from kg.sparql.processes.pool import Pool
from kg.store.generations import holding_current

if TYPE_CHECKING:
    from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class Access:
    """The clients that may ask: hosts and origins."""

    host: str = "127.0.0.1"  # that the server listens on
    names: tuple[str, ...] = ()  # that it goes by beside this and the local ones
    origins: tuple[str, ...] = ()  # whose pages may read the answers in a browser


@dataclass(frozen=True, slots=True)
class Context:
    """The settings from which a module's `routes(context)` makes its routes.

    Queries go to the pool of processes, which runs as long as the server: `get_pool(request)`.
    """

    folder: Path  # the output folder of a build
    limits: Limits = field(default_factory=Limits)
    precision: float | None = None  # at which the graph is shown; None: at that of the build


@asynccontextmanager
async def holding_asked(context: Context) -> AsyncIterator[str]:
    """The folder whose index answers the queries of one request, so that all of them see the state of one build.

    It is the current one, or a view of that at the precision of the server, which is made where it is missing. No build
    removes it within the block.

    Raises:
        KgError: there is no built graph in the folder.
    """
    with holding_current(context.folder) as state:
        if context.precision is None:
            yield str(state)
        else:
            yield str(await run_in_threadpool(prepare_view, state, context.precision))


def get_pool(request: Request) -> Pool:
    """The pool of query processes of the server that handles a request."""
    return cast("Pool", request.state.pool)
