r"""Characters written as codes: HTML's references ("&amp;") and, in names of people, LaTeX ("Sch\"olkopf")."""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
_BASE = r"(\\[ij](?![A-Za-z])\s{0,9}|[^\W\d_])"
_ACCENT = re.compile(
    rf"\\(?:([`'^~=.\"])\s{{0,9}}|([uvHcdbkr])(?:\s{{1,9}}|(?=[{{\\])))(?:\{{\s{{0,9}}{_BASE}\s{{0,9}}\}}|{_BASE})"
)
_NESTED = 3  # two accents on one letter, as Vietnamese has them, and a group around
_LETTER = re.compile(rf"\\({'|'.join(sorted(_LETTERS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|\s{{1,9}}(?=\S))?")
_ESCAPED = re.compile(r"\\([&%$#_{} -])")


def decode_html(text: str) -> str:
    """The text with HTML's character references replaced, once: "&amp;lt;" becomes "&lt;".

    Only references that HTML knows, with their semicolon, are replaced: "AT&T; x" and "R&D" stay.
    """
    return _REFERENCE.sub(_decode_reference, text) if "&" in text else text


def _decode_reference(match: re.Match[str]) -> str:
    name = match[0][1:]
    if not name.startswith("#"):
        return html5.get(name, match[0])
    return html.unescape(match[0]) or match[0]  # nothing where HTML forbids the character


def decode_latex(text: str) -> str:
    """The text with LaTeX's accents and letters as characters, without braces, and with spaces for "~"."""
    if not re.search(r"[\\{}~]", text):
        return text
    for _ in range(_NESTED):
        text = _ACCENT.sub(_compose_accent, text)
    text = _LETTER.sub(lambda match: _LETTERS[match[1]], text)
    return _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)[{}]", "", text)).replace("~", " ")


def _compose_accent(match: re.Match[str]) -> str:
    sign, letter, grouped, bare = match.groups()
    base = (grouped or bare).strip().lstrip("\\")
    return unicodedata.normalize("NFC", base + _MARKS[sign or letter])
