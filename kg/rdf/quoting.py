"""Strings as Turtle and its relatives quote them, and the namespaces that abbreviate IRIs."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Control characters, line separators that readers of lines stop at, and what is no character.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFFFE, 0xFFFF)} | {
    ord("\\"): "\\\\",
    ord('"'): '\\"',
    ord("\n"): "\\n",
    ord("\r"): "\\r",
    ord("\t"): "\\t",
}
_NEEDS_ESCAPE = re.compile("[" + "".join(re.escape(chr(code)) for code in _ESCAPES) + "]")


def quoted(text: str) -> str:
    """A string between double quotes that every reader of RDF gives back as it was; it stays on one line."""
    return f'"{text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text}"'


def namespaces(known: Iterable[str]) -> re.Pattern[str]:
    """Matches at the start of an IRI the longest of the namespaces that starts it."""
    longest_first = sorted(known, key=lambda namespace: (-len(namespace), namespace))
    return re.compile("|".join(map(re.escape, longest_first)))
