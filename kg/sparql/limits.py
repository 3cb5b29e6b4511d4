"""What one query may cost, how many run at a time, and how long clients are waited for."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.sparql.memory import MOST_MEMORY


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
