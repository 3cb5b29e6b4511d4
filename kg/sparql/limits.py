"""The limits of queries: time, memory, rows, how many run at a time. `kg.sparql.processes` stops what exceeds them."""

from __future__ import annotations

import resource
from dataclasses import dataclass, field

MOST_MEMORY = 4_000_000_000
"""Bytes. A query that needs more asks for too much, or the index that it reads is damaged."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the server waits for a client, in seconds, and for how many."""

    head: float = 5.0  # for a request, and until it says what it wants
    body: float = 10.0  # for what is posted with it
    taking: float = 30.0  # until the client takes some more of its answer
    connections: int = 512  # at a time; for another one, the one that has waited longest has to go


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


def limit_memory(most: int) -> None:
    """Let this process allocate at most `most` bytes; where the engine needs more, it ends the process."""
    _, allowed = resource.getrlimit(resource.RLIMIT_DATA)
    least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (least, allowed))
