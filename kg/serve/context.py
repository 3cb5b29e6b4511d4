"""The context that every group of routes is given, and who may ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.sparql.limits import Limits
from kg.sparql.processes.pool import Pool

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


def get_pool(request: Request) -> Pool:
    """The pool of query processes of the server that handles a request."""
    return cast("Pool", request.state.pool)
