"""`rejected.jsonl`: what could not be read or was retracted, and corrections that match nothing."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from kg.corrections import FILE
from kg.export import jsonl_writer
from kg.export.content import Content
from kg.model.records import Rejected


def write(content: Content, path: Path) -> None:
    """Write `rejected.jsonl`, by file and line."""
    corrected = [
        Rejected(FILE, entry.line, f"{entry.paper}: {entry.reason}" if entry.paper else entry.reason, entry.excerpt)
        for entry in content.knowledge.corrected
        if entry.done != "added"
    ]
    ordered = sorted(
        (*content.knowledge.rejected, *corrected), key=lambda item: (item.file, item.line, item.reason, item.excerpt)
    )
    jsonl_writer.write_file(map(asdict, ordered), path)
