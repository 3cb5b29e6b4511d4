"""The errors of queries: the user's, the engine's, and those of the processes that queries run in.

QueryError
    EngineFailed
"""

from __future__ import annotations

from kg.model.errors import EXIT_DATA, UsageError

PROCESS_ENDED = "The query ended its process: it took too much memory, or was nested too deeply. Ask for less."
"""The message for a query whose process ended before it had answered."""


class QueryError(UsageError):
    """The text is not a SPARQL query, asks for something that is not allowed, or was stopped at a limit."""

    exit_code = EXIT_DATA


class EngineFailed(QueryError):
    """The query is SPARQL, but the engine raised an error, or its process ended."""


def explain_failure(error: Exception) -> str:
    """The message for an error that the engine raises only while it runs a query."""
    return f"This query cannot be answered: {str(error).rstrip('.')}. Ask in another way."
