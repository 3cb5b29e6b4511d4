"""What a process that answers a query may take: of the command line and of the server alike."""

from __future__ import annotations

import resource

MOST_MEMORY = 4_000_000_000
"""Bytes. A query that needs more asks for too much, or the index that it reads is damaged."""


def limit_memory(most: int) -> None:
    """Let this process allocate no more than `most` bytes; where it would, the engine ends it."""
    _, allowed = resource.getrlimit(resource.RLIMIT_DATA)
    least = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
    resource.setrlimit(resource.RLIMIT_DATA, (least, allowed))
