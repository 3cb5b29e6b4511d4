"""Why a shipped query has no rows: a name or a title that was set is not in the graph."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from kg.model.types import FILTERS
from kg.search.name_lookup import has_type, suggest_names
from kg.search.stored_index import open_name_index, open_title_index
from kg.sparql import queries
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Boolean
from kg.store.open_store import open_to_read
from kg.text.suggestions import suggest

_TITLE = "title"  # the parameter that holds words of a paper's title


def report_unmatched_names(named: queries.CompetencyQuery, values: Mapping[str, str], graph: Path) -> None:
    """Print on standard error the names in the query that the graph does not have, and names of similar spelling."""
    for parameter, value in _find_unmatched(named, values, graph):
        suggested = _find_similar(parameter.name, value, graph)
        hint = suggest(suggested, otherwise="`kg search` finds names.")
        print(f"Nothing in this graph has the {parameter.name} {value!r}. {hint}", file=sys.stderr)


def _find_unmatched(
    named: queries.CompetencyQuery, values: Mapping[str, str], graph: Path
) -> Iterator[tuple[queries.Parameter, str]]:
    """Each parameter whose value matches nothing in the graph, with that value."""
    for parameter in named.parameters:
        value = values.get(parameter.name, parameter.default)
        if parameter.is_name:
            pattern = f"?thing kg:nameKey {queries.to_term(value, parameter)}"
        elif parameter.name == _TITLE:
            term = queries.to_term(value.lower(), parameter)
            pattern = f"?paper dcterms:title ?title FILTER (CONTAINS(LCASE(?title), {term}))"
        else:
            continue
        if query_graph(graph, f"ASK {{ {pattern} }}") == Boolean(False):
            yield parameter, value


def _find_similar(parameter: str, value: str, graph: Path) -> list[str]:
    with open_to_read(graph / "store") as store:
        if parameter == _TITLE:
            return suggest_names(value, titles=open_title_index(store))
        word = parameter if parameter in FILTERS else None  # a parameter named after a type holds a name of that type
        return suggest_names(value, names=open_name_index(store), wanted=partial(has_type, word=word))
