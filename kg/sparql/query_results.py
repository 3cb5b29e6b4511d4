"""Answers of queries, and their formats: the SPARQL 1.1 results formats, Turtle, and a table for people."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kg.model.errors import UsageError
from kg.rdf.namespaces import VOCABULARIES, PrefixMap

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term: TypeAlias = NamedNode | Literal | BlankNode | Triple


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT, in their order; None where a variable is unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Boolean:
    """The answer to an ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE, sorted, without duplicates."""

    triples: tuple[Triple, ...]


Answer: TypeAlias = Solutions | Boolean | Triples


def render(answer: Answer, *, output_format: str) -> str:
    """An answer as csv, tsv or json (the SPARQL 1.1 results formats) or as turtle.

    Raises:
        UsageError: an answer of this kind cannot be written in the format.
    """
    if isinstance(answer, Triples) and output_format == "turtle":
        return _write_turtle(answer)
    if isinstance(answer, Solutions) and output_format == "csv":
        return _write_csv(answer)
    if isinstance(answer, Solutions) and output_format == "tsv":
        return _write_tsv(answer)
    if isinstance(answer, Solutions) and output_format == "json":
        return _write_json(answer)
    if isinstance(answer, Boolean) and output_format == "json":
        return json.dumps({"head": {}, "boolean": answer.value}) + "\n"
    if isinstance(answer, Boolean):
        return f"{'true' if answer.value else 'false'}\n"
    wanted = "turtle" if isinstance(answer, Triples) else "csv, tsv or json"
    raise UsageError(f"The answer to this query cannot be written as {output_format}; use --format {wanted}.")


def tabulate(answer: Solutions | Triples, prefixes: PrefixMap) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a table for people: IRIs with prefixes, literals as their text, "" for unbound variables."""
    if isinstance(answer, Triples):
        parts = [[triple.subject, triple.predicate, triple.object] for triple in answer.triples]
        return ["subject", "predicate", "object"], [[_abbreviate(part, prefixes) for part in row] for row in parts]
    return list(answer.variables), [[_abbreviate(term, prefixes) for term in row] for row in answer.rows]


def _abbreviate(term: Term | None, prefixes: PrefixMap) -> str:
    from pyoxigraph import NamedNode

    if isinstance(term, NamedNode):
        return prefixes.compress(term.value)
    return _format_text(term)


def _format_text(term: Term | None) -> str:
    """The value of a term without its type, as the CSV format of SPARQL has it."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    if term is None:
        return ""
    if isinstance(term, NamedNode | Literal):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    return str(term)


def _write_csv(answer: Solutions) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")  # as the SPARQL 1.1 CSV format has it
    writer.writerow(answer.variables)
    writer.writerows([_format_text(term) for term in row] for row in answer.rows)
    return out.getvalue()


def _write_tsv(answer: Solutions) -> str:
    lines = ["\t".join(f"?{variable}" for variable in answer.variables)]
    lines += ["\t".join("" if term is None else str(term) for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def _write_json(answer: Solutions) -> str:
    bindings = [
        {
            variable: _make_json_term(term)
            for variable, term in zip(answer.variables, row, strict=True)
            if term is not None
        }
        for row in answer.rows
    ]
    document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False) + "\n"


def _make_json_term(term: Term) -> dict[str, object]:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts: Sequence[tuple[str, Term]] = (
            ("subject", term.subject),
            ("predicate", term.predicate),
            ("object", term.object),
        )
        return {"type": "triple", "value": {name: _make_json_term(part) for name, part in parts}}
    if isinstance(term, Literal):
        tagged: dict[str, object] = {"type": "literal", "value": term.value}
        if term.language:
            tagged["xml:lang"] = term.language
        elif term.datatype.value != VOCABULARIES.expand("xsd:string"):
            tagged["datatype"] = term.datatype.value
        return tagged
    raise ValueError(f"Unexpected term: {term!r}")


def _write_turtle(answer: Triples) -> str:
    from pyoxigraph import RdfFormat, serialize

    # Only the vocabularies: an identifier that ends in a dot would be abbreviated as rdflib does not read it.
    out = io.BytesIO()
    serialize(answer.triples, out, format=RdfFormat.TURTLE, prefixes=dict(VOCABULARIES))
    return out.getvalue().decode("utf-8")
