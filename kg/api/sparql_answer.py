"""The answer to a SPARQL query as Python values, as `kg.Graph.sparql` gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from html import escape
from io import StringIO
from typing import TYPE_CHECKING, Literal, TypeAlias, overload

from kg.api.other_libraries import make_data_frame, make_rdflib_graph
from kg.api.stored_graph import GraphState
from kg.model.errors import UsageError
from kg.rdf.namespaces import PrefixMap
from kg.rdf.term_conversion import to_python
from kg.sparql import queries, query_results
from kg.sparql.limits import MOST_MEMORY
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Boolean, Solutions, Triples
from kg.sparql.turtle_files import read_prefixes

if TYPE_CHECKING:
    import pandas as pd
    import rdflib

Value: TypeAlias = str | bool | int | float | date | None
_SHOWN = 20  # rows that are printed
_WIDTH = 100  # columns of a printed table


class Answer(Sequence[Mapping[str, Value]]):
    """The answer to a query: a sequence of rows, each a dictionary by the names of the columns.

    A SELECT gives its rows; an ASK gives no row, and `bool(answer)` is what it found; a CONSTRUCT or DESCRIBE gives
    rows of `subject`, `predicate` and `object`, sorted, without duplicates. Numbers, dates and truth values are
    Python's, IRIs and all other literals are text, and an unbound variable is None. It prints as a table, and a
    notebook shows one.
    """

    def __init__(self, terms: query_results.Answer, prefixes: PrefixMap) -> None:
        self.terms = terms
        """The answer in the terms of pyoxigraph, with language tags and datatypes."""
        self._prefixes = prefixes

    @property
    def kind(self) -> Literal["rows", "boolean", "triples"]:
        """The kind of answer: "rows" to a SELECT, "boolean" to an ASK, "triples" to a CONSTRUCT or DESCRIBE."""
        if isinstance(self.terms, Solutions):
            return "rows"
        return "boolean" if isinstance(self.terms, Boolean) else "triples"

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables of a SELECT in their order; none of an ASK."""
        if isinstance(self.terms, Solutions):
            return self.terms.variables
        return () if isinstance(self.terms, Boolean) else ("subject", "predicate", "object")

    @cached_property
    def _rows(self) -> list[dict[str, Value]]:
        if isinstance(self.terms, Boolean):
            return []
        rows: Iterator[Sequence[object]]
        if isinstance(self.terms, Solutions):
            rows = iter(self.terms.rows)
        else:
            rows = ((triple.subject, triple.predicate, triple.object) for triple in self.terms.triples)
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in rows]

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Value]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Mapping[str, Value]]: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Value] | Sequence[Mapping[str, Value]]:
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __bool__(self) -> bool:
        return self.terms.value if isinstance(self.terms, Boolean) else bool(self._rows)

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame: numbers, dates and truth values as such, None where unbound.

        Raises:
            UsageError: it answers an ASK, or pandas is not installed.
        """
        if isinstance(self.terms, Boolean):
            raise UsageError("The answer to an ASK has no rows; bool(answer) is what it found.")
        return make_data_frame([list(row.values()) for row in self._rows], self.columns)

    def to_rdflib(self) -> rdflib.Graph:
        """The triples of a CONSTRUCT or DESCRIBE as a graph of rdflib, the usual prefixes bound.

        Raises:
            UsageError: it answers a SELECT or an ASK.
        """
        if not isinstance(self.terms, Triples):
            raise UsageError("Only the answer to a CONSTRUCT or DESCRIBE is a graph; to_pandas() gives rows.")
        return make_rdflib_graph(self.terms.triples, self._prefixes)

    def __repr__(self) -> str:
        from kg.system.console import make_console
        from kg.system.table_view import Table, print_table

        if isinstance(self.terms, Boolean):
            return str(self.terms.value)
        header, rows = query_results.tabulate(self.terms, self._prefixes)
        file = StringIO()
        print_table(Table(header, rows[:_SHOWN], fold=False), make_console(file, width=_WIDTH))
        return file.getvalue() + self._format_count()

    def _repr_html_(self) -> str:
        if isinstance(self.terms, Boolean):
            return f"<p>{self.terms.value}</p>"
        header, rows = query_results.tabulate(self.terms, self._prefixes)
        head = "".join(f"<th>{escape(name)}</th>" for name in header)
        body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows[:_SHOWN])
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{self._format_count()}</p>"

    def _format_count(self) -> str:
        number = len(self)
        noun = "triple" if self.kind == "triples" else "row"
        counted = f"{number} {noun}{'' if number == 1 else 's'}"
        return counted if number <= _SHOWN else f"{_SHOWN} of {counted}"


def answer_query(
    state: GraphState,
    query: str,
    *,
    parameters: Mapping[str, str | float],
    limit: int | None,
    timeout: float | None,
) -> Answer:
    """The answer to a query, given as SPARQL or, with its parameters, by the name of a shipped one.

    Raises:
        QueryError: the text is no SPARQL, is an update or uses SERVICE, or it takes too much time or memory.
        NoSuchName: there is no shipped query of that name; the message suggests the nearest.
        UsageError: the shipped query has no such parameter, or parameters are given for a query's text.
    """
    if not queries.is_sparql(query):
        text = queries.load(query).bind({name: str(value) for name, value in parameters.items()})
    elif parameters:
        raise UsageError(f"Parameters ({', '.join(parameters)}) go with the name of a shipped query.")
    else:
        text = query
    asked = state.find_asked()
    terms = query_graph(asked, text, limit=limit, timeout=timeout, memory=MOST_MEMORY)
    return Answer(terms, read_prefixes(asked))
