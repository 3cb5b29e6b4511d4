"""What could not be read: `rejected.jsonl`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from kg.export import jsonl
from kg.records import Knowledge


def write(knowledge: Knowledge, path: Path) -> None:
    """Write `rejected.jsonl`, by file and line."""
    ordered = sorted(knowledge.rejected, key=lambda item: (item.file, item.line, item.reason, item.excerpt))
    jsonl.write(map(asdict, ordered), path)
