"""Strings that break out of some format, from the corpus that the tests of exports and pages share."""

from __future__ import annotations

import json
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "tests" / "data" / "hostile" / "strings.json"


def read_hostile_strings() -> dict[str, str]:
    """The strings by what each is; some hold lone surrogates."""
    strings: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8"))
    return strings


def encode(text: str) -> bytes:
    """The text as UTF-8, with surrogates as if they were characters."""
    return text.encode("utf-8", "surrogatepass")
