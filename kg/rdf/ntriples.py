"""Writes N-Triples and N-Quads: one triple a line, in the order given, so that files can be split and compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TextIO

from kg.rdf.terms import STRING, Iri, Subject, Term

# Control characters, line separators that some readers take for the end of a line, and noncharacters.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_NEEDS_ESCAPE = re.compile("[" + "".join(re.escape(chr(code)) for code in _ESCAPES) + "]")


def quote_string(text: str) -> str:
    """A string in double quotes on one line, escaped for N-Triples, Turtle and their relatives."""
    return f'"{text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text}"'


def write_triples(subjects: Iterable[Subject], file: TextIO) -> None:
    """Write the subjects as N-Triples."""
    file.writelines(_make_lines(subjects, " .\n"))


def write_quads(graphs: Iterable[tuple[Iri, Iterable[Subject]]], file: TextIO) -> None:
    """Write named graphs with their subjects as N-Quads."""
    for graph, subjects in graphs:
        file.writelines(_make_lines(subjects, f" <{graph}> .\n"))


def _make_lines(subjects: Iterable[Subject], end: str) -> Iterator[str]:
    for subject in subjects:
        start = f"<{subject.iri}> <"
        for predicate, value in subject.pairs:
            yield f"{start}{predicate}> {_format_term(value)}{end}"


def _format_term(value: Term) -> str:
    if isinstance(value, str):
        return f"<{value}>"
    text = quote_string(value.text)
    return text if value.datatype == STRING else f"{text}^^<{value.datatype}>"
