"""Finds the markup that other programs left in a text, and the text that a reader sees in place of each piece.

`find_edits` reads a raw text once, from left to right. Nothing inside a URL is edited. The patterns are in
`kg.text.markup_patterns`.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping

from kg.text.markup_patterns import ACCENTS, GREEK, LETTERS, MOJIBAKE, PLAIN_GROUP, RULES, SYMBOLS

Edit = tuple[int, int, str]  # raw start, raw end, what the reader sees instead
Group = tuple[int, int, int, int]  # start and end of a hidden opener, then of its hidden closer


def find_edits(raw: str) -> tuple[list[Edit], list[Group]]:
    """All edits of `raw` in order, none overlapping, and the pairs of opening and closing markup that they hide."""
    scan = _Scan(raw)
    position = 0
    while match := RULES.search(raw, position):
        position = max(scan.add(match), match.start() + 1)
    edits: list[Edit] = []
    for edit in sorted(scan.edits):  # markup that is nested wrongly can ask for one character twice
        if not edits or edits[-1][1] <= edit[0]:
            edits.append(edit)
    return edits, scan.groups


def _compose(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _compose_accent(match: re.Match[str]) -> str | None:
    accent, letter = match["accent_a"] or match["accent_c"], match["accent_b"] or match["accent_d"]
    replacement = _compose(letter, ACCENTS[accent])
    return replacement if len(replacement) == 1 else None


def _show_character(match: re.Match[str]) -> str:
    return LETTERS.get(match[0], "" if match[0] < "\xa0" else unicodedata.normalize("NFKC", match[0]))


def _raises_ten(match: re.Match[str]) -> bool:
    """Whether a superscript is an exponent of ten: without its mark, 10^3 would become another number."""
    return match.string.endswith("10", max(0, match.start() - 2), match.start())


_THOUSANDS_BEFORE = re.compile(r"(?<![\w.,\u00a0])[1-9]\d{0,2}(?:[\u00a0\u2009\u202f]\d{3}){0,5}$")
_THOUSANDS_AFTER = re.compile(r"\d{3}(?:[\u00a0\u2009\u202f]\d{3}){0,5}(?![A-Z\d])")


def _groups_thousands(match: re.Match[str]) -> bool:
    """Whether a thin or no-break space stands between groups of three digits of one number: not "Llama 3 405B"."""
    raw = match.string
    before = _THOUSANDS_BEFORE.search(raw, max(0, match.start() - 24), match.start())
    return before is not None and _THOUSANDS_AFTER.match(raw, match.end()) is not None


def _show_symbol(match: re.Match[str]) -> str:
    factor = (
        match["command_name"] == "times"
        and match.string[max(0, match.start() - 8) : match.start()].rstrip(" ~$")[-1:].isdigit()
    )
    return "x" if factor else SYMBOLS[match["command_name"]]


def _show_tilde(match: re.Match[str]) -> str | None:
    """The text for a tilde: before a number it means "about" and stays; any other is LaTeX's no-break space."""
    raw, at = match.string, match.start()
    before, after = raw[at - 1 : at], raw[at + 1 : at + 2]
    if after in {"", " ", "~", "/"} or (after == "\\" and raw[at + 2 : at + 3] == "%"):
        return "" if after == "\\" else None
    number = after.isdigit() or (after in "$\\." and raw[at + 2 : at + 3].isdigit())
    return None if (number and not before.isalpha()) or before in {"", " ", "(", "/"} else " "


def _show_times(match: re.Match[str]) -> str:
    return f"{match['times_gap'] or ''}x" if match[0].strip() == "×" or match["times_gap"] != " " else match[0]


# What a reader sees in place of a match; None leaves it as it is. Kinds with braces are handled by `_Scan`.
_REPLACEMENTS: dict[str, Callable[[re.Match[str]], str | None]] = {
    "url": lambda match: None,
    "dash": lambda match: LETTERS.get(replacement := chr(int(match["dash_a"] or match["dash_b"], 16)), replacement),
    "letter": lambda match: GREEK.get(match["letter_name"]) or {"deg": "°", "times": "x"}[match["letter_name"]],
    "accent": _compose_accent,
    "command": _show_symbol,
    "rest": lambda match: "",
    "escape": lambda match: match["escape_char"],
    "space": lambda match: "" if match[0] == "\\!" or match["space_digits"] else " ",
    "times": _show_times,
    "near": lambda match: "~",
    "bound": lambda match: {"leq": "≤", "geq": "≥", "Delta": "Δ", None: "±"}[match["bound_name"]],
    "arrow": lambda match: SYMBOLS[match["arrow_name"]],
    "tilde": _show_tilde,
    "quotes": lambda match: '"',
    "rule": lambda match: "—" if len(match[0]) == 3 else "–",
    "entity": lambda match: html.unescape(match[0]),
    "tag": lambda match: "^" if match[0] == "<sup>" and _raises_ten(match) else "",
    "mojibake": lambda match: MOJIBAKE[match["mojibake_in"]],
    "combined": lambda match: _compose(match[0][0], match[0][1]) if len(_compose(*match[0])) == 1 else None,
    "thousands": lambda match: "" if _groups_thousands(match) else " ",
    "blank": lambda match: " ",
    "character": _show_character,
}


class _Scan:
    """One pass over a raw text: the edits so far, and the closing braces that are still to be hidden."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.edits: list[Edit] = []
        self.groups: list[Group] = []
        self.pairs = _pair_braces(raw) if "{" in raw else {}
        self.closers: set[int] = set()  # where hidden closers start

    def add(self, match: re.Match[str]) -> int:
        """Record the edits of one match; returns the position to continue from."""
        kind, start, end = str(match.lastgroup), match.start(), match.end()
        if start in self.closers:
            return start + 1
        if kind in _REPLACEMENTS:
            replacement = _REPLACEMENTS[kind](match)
            if replacement is not None and replacement != match[0]:
                self.edits.append((start, end, replacement))
            return end
        if kind == "brace":
            return self._add_brace(start)
        if kind == "glued":
            self.edits.append((end, end, " "))
            return end
        if kind in {"maths", "bold"}:
            return self._add_paired(match)
        return self._add_command(kind, start, end)

    def _add_paired(self, match: re.Match[str]) -> int:
        """Hide the dollars or stars around a text; the text between them is scanned next."""
        inner = next((name for name in ("maths_in", "bold_in", "italic_in") if match[name] is not None), None)
        if inner is None:  # \( and \)
            self.edits.append((match.start(), match.end(), ""))
            return match.end()
        (opened, closes), closed = match.span(inner), match.end()
        self._hide(match.start(), opened, closes, closed)
        return opened

    def _hide(self, start: int, opened: int, closes: int, closed: int, replacement: str = "") -> None:
        self.edits += ((start, opened, replacement), (closes, closed, ""))
        self.groups.append((start, opened, closes, closed))
        self.closers.add(closes)

    def _add_brace(self, at: int) -> int:
        """Handle a brace without a command: hidden if it groups words, kept if it encloses a set or a longer text."""
        closes = self.pairs.get(at)
        if closes is not None and PLAIN_GROUP.fullmatch(self.raw, at + 1, closes):
            glued = self.raw[at - 1 : at].isalnum() and closes > at + 1 and self.raw[at + 1].isalnum()
            self._hide(at, at + 1, closes, closes + 1, " " if glued and len(self.raw[at + 1 : closes]) > 3 else "")
        return at + 1

    def _add_command(self, kind: str, start: int, end: int) -> int:
        """Handle a command with an argument in braces; it is left as it is if the braces do not close."""
        opens = end if kind in {"drop", "two", "fraction"} else start if kind == "switch" else end - 1
        closes = self.pairs.get(opens)
        if closes is None:
            return end
        if kind == "drop":
            self.edits.append((start, closes + 1, ""))
            return closes + 1
        if kind in {"two", "fraction"}:  # \href{address}{text}, \textcolor{name}{text}
            again = self.pairs.get(closes + 1)
            if again is None:
                return end
            if kind == "fraction":
                self.edits += ((start, end + 1, ""), (closes, closes + 2, "/"), (again, again + 1, ""))
                self.closers |= {closes, closes + 1, again}
                return end + 1
            self._hide(start, closes + 2, again, again + 1)
            return closes + 2
        self._hide(opens if kind == "script" else start, end, closes, closes + 1, " " if kind == "note" else "")
        return end


def _pair_braces(raw: str) -> Mapping[int, int]:
    """The positions of closed opening braces, each with that of its closing brace; escaped braces do not count."""
    pairs: dict[int, int] = {}
    unclosed: list[int] = []
    for match in re.finditer(r"\\[{}]|[{}\n]", raw):
        if match[0] == "\n":  # markup does not reach from one paragraph into the next
            unclosed.clear()
        elif match[0] == "{":
            unclosed.append(match.start())
        elif match[0] == "}" and unclosed:
            pairs[unclosed.pop()] = match.start()
    return pairs
