"""Evaluates SPARQL 1.1 queries over an open index. `kg.sparql.guard` has refused forbidden ones before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kg.rdf.namespaces import DOUBTFUL, KG
from kg.sparql.guard import has_from_clause
from kg.sparql.index import Index
from kg.sparql.query_errors import EngineFailed, QueryError, explain_failure
from kg.sparql.query_results import Answer, Boolean, Solutions, Triples
from kg.sparql.turtle_files import GRAPHS

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, DefaultGraph, NamedNode, QueryBoolean, QuerySolution, QuerySolutions, QueryTriples

    from kg.sparql.query_results import Term

_GRAPH = re.compile(r"#[^\S\r\n]*@graph[^\S\r\n]+(?P<name>\w+)[^\S\r\n]*", re.ASCII)
_MARK = "\ufeff"  # the byte order mark that some editors put before a text


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is restricted to, by their IRIs."""

    default_graphs: Sequence[str] = ()
    named_graphs: Sequence[str] = ()


def answer(index: Index, text: str, *, limit: int | None, everything: bool = False) -> Answer:
    """Answer a query that `check_query` has passed over an open index, with at most `limit` rows or triples.

    With `everything`, the query runs over doubtful facts too.

    Raises:
        EngineFailed: the engine failed.
    """
    try:
        return _read(evaluate(index, text, base=index.prefixes.base, everything=everything), limit)
    except (RuntimeError, OSError) as error:
        raise EngineFailed(explain_failure(error)) from error


def _read(found: QuerySolutions | QueryBoolean | QueryTriples, limit: int | None) -> Answer:
    from pyoxigraph import QueryBoolean, QuerySolutions

    if isinstance(found, QueryBoolean):
        return Boolean(bool(found))
    if isinstance(found, QuerySolutions):
        variables = tuple(variable.value for variable in found.variables)
        rows = (make_row(solution, len(variables)) for solution in islice(found, limit))
        return Solutions(variables, tuple(rows))
    return Triples(tuple(sorted(set(islice(found, limit)), key=str)))


def evaluate(
    index: Index, text: str, *, dataset: Dataset | None = None, base: str | None = None, everything: bool = False
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The engine's own, lazy answer to a query that `check_query` has passed.

    Args:
        dataset: the graphs to query, whatever the query's FROM says; by default those of FROM, or without FROM that
            of its line `# @graph facts` (see `find_only_graph`), or without that the union of all graphs. The doubtful
            graph is not among these; `GRAPH kg:doubtful { ... }` queries it.
        base: the base of relative IRIs in the query.
        everything: add the doubtful graph to the graphs that are queried without FROM.

    Raises:
        QueryError: the text is no SPARQL query, or a graph's name is no IRI.
    """
    from pyoxigraph import NamedNode

    text = text.removeprefix(_MARK)
    known = dict(index.prefixes)
    try:
        if dataset is None:
            if (only := find_only_graph(text)) is not None and not has_from_clause(text):
                chosen = (only, DOUBTFUL) if everything else (only,)
                return index.store.query(text, base_iri=base, prefixes=known, default_graph=_to_nodes(chosen))
            # With the union, the engine ignores FROM. The union of all graphs is faster than that of a list of them.
            if everything or has_from_clause(text) or not index.store.contains_named_graph(NamedNode(DOUBTFUL)):
                union = not has_from_clause(text)
                return index.store.query(text, base_iri=base, prefixes=known, use_default_graph_as_union=union)
            sure = _to_nodes(graph for graph in GRAPHS.values() if graph != DOUBTFUL)
            return index.store.query(text, base_iri=base, prefixes=known, default_graph=sure)
        return index.store.query(
            text,
            base_iri=base,
            prefixes=known,
            default_graph=_to_nodes(dataset.default_graphs),
            named_graphs=[NamedNode(graph) for graph in dataset.named_graphs],
        )
    except SyntaxError as error:
        raise QueryError(_explain_syntax_error(text, str(error))) from error
    except ValueError as error:
        raise QueryError(f"The name of a graph is not an absolute IRI: {error}.") from error


def _to_nodes(graphs: Iterable[str]) -> list[NamedNode | BlankNode | DefaultGraph]:
    from pyoxigraph import NamedNode

    return [NamedNode(graph) for graph in graphs]


def find_only_graph(text: str) -> str | None:
    """The graph that a query names in a comment before its first line, as the only one that it needs to ask.

    It is one of kg's named graphs, "facts" or "derived". The answer is the same as over all graphs where only that one
    holds what is asked for, and comes two to three times as fast: the engine looks for each triple in one graph alone.
    Other engines take the line for the comment that it is.
    """
    for line in text.removeprefix(_MARK).splitlines():
        if not line.startswith("#"):
            return None
        if (named := _GRAPH.fullmatch(line)) and f"{KG}{named['name']}" in GRAPHS.values():
            return f"{KG}{named['name']}"
    return None


def make_row(solution: QuerySolution, width: int) -> tuple[Term | None, ...]:
    """The first `width` values of a solution; None for an unbound variable."""
    return tuple(solution[position] for position in range(width))


_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def _explain_syntax_error(text: str, message: str) -> str:
    """The engine's message of a syntax error as a sentence, with the line and a mark below the column."""
    if not (place := _PLACE.match(message)):
        return f"This is not a SPARQL query: {message}."
    line, column = int(place[1]), int(place[2])
    lines = text.splitlines() or [""]
    line_at_fault = lines[min(line, len(lines)) - 1]
    problem = place[3].strip()
    if "Prefix not found" in problem:
        problem = "a prefix that is not declared"
    elif len(problem) > 120:  # the engine lists whole classes of characters
        problem = "something that cannot stand here"
    mark = " " * (column - 1) + "^"
    return f"This is not a SPARQL query: line {line}, column {column}: {problem}.\n  {line_at_fault}\n  {mark}"
