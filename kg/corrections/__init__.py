"""The user's corrections file: what it may say, how it is read, and how it changes what the texts say.

`parse` makes `entries` of the file's tables; `agreement` refuses entries that contradict each other. What texts yield
is changed by `mention_retractions`, `additions` and `fact_retractions`; `effects` says which entries did what. What the
file says of names are constraints of resolution (`kg.resolve.constraints`). A folder keeps the file for later builds
(`kept_corrections`). `docs/guide/correcting.md` is for those who write one.
"""

from __future__ import annotations

from kg.corrections.entries import (
    FILE,
    ORIGIN,
    AddComparison,
    AddRelation,
    AddResult,
    Alias,
    Apart,
    Corrections,
    Place,
    RetractComparison,
    RetractMention,
    RetractRelation,
    RetractResult,
    Typed,
)
from kg.corrections.parse import parse, read

__all__ = [
    "FILE",
    "ORIGIN",
    "AddComparison",
    "AddRelation",
    "AddResult",
    "Alias",
    "Apart",
    "Corrections",
    "Place",
    "RetractComparison",
    "RetractMention",
    "RetractRelation",
    "RetractResult",
    "Typed",
    "parse",
    "read",
]
