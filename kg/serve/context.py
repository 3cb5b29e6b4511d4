"""What every group of routes is given, and the limits that the server keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.store.limits import MOST_MEMORY


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the server waits for a client, in seconds, and for how many."""

    head: float = 5.0  # for a request, and until it says what it wants
    body: float = 10.0  # for what is posted with it
    taking: float = 30.0  # until the client takes some more of its answer
    connections: int = 512  # at a time; for another one, the one that has waited longest has to go


@dataclass(frozen=True, slots=True)
class Access:
    """Who may ask."""

    host: str = "127.0.0.1"  # that the server listens on
    names: tuple[str, ...] = ()  # that it goes by beside this and the local ones
    origins: tuple[str, ...] = ()  # whose pages may read the answers in a browser


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost, and how many are served at a time."""

    timeout: float = 30.0  # seconds that a query may run, and at most as many that it may wait before
    rows: int = 100_000  # of an answer, rows or triples
    request: int = 1_000_000  # bytes of a request's body, or of its query string
    workers: int = 4  # queries that run at a time, each in a process of its own
    queue: int = 256  # queries that wait for one of these
    memory: int = MOST_MEMORY  # bytes that a query's process may take
    patience: Patience = field(default_factory=Patience)


@dataclass(frozen=True, slots=True)
class Context:
    """What a module's `routes(context)` makes its routes from.

    Queries are asked of the pool that runs as long as the server: `kg.serve.pool.pool_of(request)`.
    """

    folder: Path  # the output folder of a build
    limits: Limits = field(default_factory=Limits)
