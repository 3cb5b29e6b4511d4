"""Texts and their extractions as bytes, one JSON value a line: how they travel between machines."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pydantic import TypeAdapter

from kg.model.records import Extraction

_EXTRACTION = TypeAdapter(Extraction)


def pack_texts(texts: Iterable[str]) -> bytes:
    """Texts as lines of ASCII, which hold any character, half of one too."""
    return "".join(f"{json.dumps(text)}\n" for text in texts).encode("ascii")


def unpack_texts(lines: bytes) -> list[str]:
    """The texts of `pack_texts`."""
    return [json.loads(line) for line in lines.splitlines()]


def pack_extractions(extractions: Iterable[Extraction]) -> bytes:
    """Extractions as lines, each written as the store writes it."""
    return b"".join(_EXTRACTION.dump_json(extraction) + b"\n" for extraction in extractions)


def unpack_extractions(lines: bytes) -> list[Extraction]:
    """The extractions of `pack_extractions`."""
    return [_EXTRACTION.validate_json(line) for line in lines.split(b"\n")[:-1]]
