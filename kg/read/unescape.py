"""HTML's character references, as they are left in what was copied from web pages."""

from __future__ import annotations

import html
import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def unescape(text: str) -> str:
    """The text with each reference as the character that it stands for, once: "&amp;lt;" becomes "&lt;".

    Only what HTML knows, with its semicolon, is a reference: "AT&T; x" and "R&D" stay.
    """
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    name = match[0][1:]
    if not name.startswith("#"):
        return html5.get(name, match[0])
    return html.unescape(match[0]) or match[0]  # nothing where HTML forbids the character
