"""The user's corrections file: what it may say, how it is read, and what in it contradicts itself.

Resolution applies it (`kg.resolve`); `docs/guide/correcting.md` is for those who write one.
"""

from __future__ import annotations

from kg.corrections.entries import (
    AddRelation,
    AddResult,
    Alias,
    Apart,
    Corrections,
    Place,
    RetractMention,
    RetractRelation,
    RetractResult,
    Typed,
)
from kg.corrections.parse import parse, read

__all__ = [
    "FILE",
    "ORIGIN",
    "AddRelation",
    "AddResult",
    "Alias",
    "Apart",
    "Corrections",
    "Place",
    "RetractMention",
    "RetractRelation",
    "RetractResult",
    "Typed",
    "parse",
    "read",
]

FILE = "corrections.toml"
"""What the file is called in an output folder."""

ORIGIN = "corrections"
"""The origin of facts and mentions that a corrections file adds."""
