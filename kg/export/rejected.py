"""What could not be read or was retracted, and corrections that match nothing: `rejected.jsonl`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from kg.corrections import FILE
from kg.export import jsonl
from kg.model.knowledge import Knowledge
from kg.model.records import Rejected


def write(knowledge: Knowledge, path: Path) -> None:
    """Write `rejected.jsonl`, by file and line."""
    corrected = [
        Rejected(FILE, each.line, f"{each.paper}: {each.reason}" if each.paper else each.reason, each.excerpt)
        for each in knowledge.corrected
        if each.done != "added"
    ]
    ordered = sorted(
        (*knowledge.rejected, *corrected), key=lambda item: (item.file, item.line, item.reason, item.excerpt)
    )
    jsonl.write(map(asdict, ordered), path)
