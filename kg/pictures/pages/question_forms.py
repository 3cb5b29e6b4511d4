"""The competency queries as the page shows them: in groups, each query cut at its parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from kg.sparql.queries import CompetencyQuery, list_names, load

_GROUPS: tuple[tuple[str, re.Pattern[str]], ...] = (  # the first whose terms a query has
    ("Reported results", re.compile(r"\bkg:(?:\w*Result|value)\b|\bmls:specifiedBy\b")),
    (
        "Evidence and provenance",
        re.compile(r"\boa:\w|\brdf:subject\b|\bkg:(?:Merge|evidence|textOf)\b|\bprov:Activity\b"),
    ),
    ("Benchmarks and datasets", re.compile(r"\bkg:(?:evaluatesOn|trainsOn|introduces|Benchmark|Dataset)\b")),
)
_OTHER = "Methods, models and papers"
_SHOWN = ("Benchmarks and datasets", "Reported results", _OTHER, "Evidence and provenance")


def load_shipped() -> tuple[CompetencyQuery, ...]:
    """All shipped queries, by name."""
    return tuple(load(name) for name in list_names())


def group_queries(queries: Iterable[CompetencyQuery]) -> list[dict[str, Any]]:
    """Groups that hold at least one query, each query as JSON that a script can bind without reading SPARQL."""
    groups: dict[str, list[dict[str, Any]]] = {name: [] for name in _SHOWN}
    for query in queries:
        groups[_build_group(query)].append(_build_question(query))
    return [{"name": name, "questions": questions} for name, questions in groups.items() if questions]


def _build_group(query: CompetencyQuery) -> str:
    return next((name for name, terms in _GROUPS if terms.search(query.text)), _OTHER)


def _build_question(query: CompetencyQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "title": query.title,
        "about": query.description,
        "parameters": [
            {
                "name": parameter.name,
                "default": parameter.default,
                "about": parameter.about,
                "number": parameter.is_number,
                "lower": parameter.is_name,
            }
            for parameter in query.parameters
        ],
        "parts": [
            part if isinstance(part, str) else {"parameter": part[0].name, "term": part[1]} for part in query.parts()
        ],
    }
