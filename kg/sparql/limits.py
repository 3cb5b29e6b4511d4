"""Limits of queries: time, memory, rows, number at a time. `kg.sparql.processes` stops a query that exceeds them."""

from __future__ import annotations

import resource
from dataclasses import dataclass, field

MOST_MEMORY = 4_000_000_000
"""The most memory of a query, in bytes; one that needs more asks for too much, or reads a damaged index."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the server waits for a client, in seconds, and the most connections."""

    head: float = 5.0  # for a request, and until it says what it wants
    body: float = 10.0  # for what is posted with it
    taking: float = 30.0  # until the client takes some more of its answer
    connections: int = 512  # at a time; for another one, the one that has waited longest has to go


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may cost, and the number of requests that are served at a time."""

    timeout: float = 30.0  # seconds that a query may run, and at most as many that it may wait before
    rows: int = 100_000  # of an answer, rows or triples
    request: int = 1_000_000  # bytes of a request's body, or of its query string
    workers: int = 4  # queries that run at a time, each in a process of its own
    queue: int = 256  # queries that wait for one of these
    memory: int = MOST_MEMORY  # bytes that a query's process may take
    patience: Patience = field(default_factory=Patience)


def limit_memory(most: int) -> None:
    """Limit the memory of this process to `most` bytes; if the engine needs more, it ends the process."""
    _, allowed = resource.getrlimit(resource.RLIMIT_DATA)
    least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (least, allowed))
