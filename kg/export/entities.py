"""Entity lists for other tools: a table for people and spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from kg.files import replacing
from kg.records import Entity

COLUMNS = ("id", "type", "name", "benchmark", "papers", "mentions", "higher_is_better", "aliases")


def write_csv(entities: Iterable[Entity], path: Path) -> None:
    """Write `entities.csv`: RFC 4180 with line feeds; aliases, most frequent first, are parted by " | "."""
    with replacing(path) as file:
        csv_to(entities, file)


def write_jsonl(entities: Iterable[Entity], path: Path) -> None:
    """Write `entities.jsonl`: one entity a line, with the count of each alias and the reason for each merge."""
    with replacing(path) as file:
        jsonl_to(entities, file)


def csv_to(entities: Iterable[Entity], file: TextIO) -> None:
    """The table, to an open file."""
    table = csv.writer(file, lineterminator="\n")
    table.writerow(COLUMNS)
    for entity in entities:
        better = "" if entity.higher_is_better is None else str(entity.higher_is_better).lower()
        aliases = " | ".join(alias for alias, _ in entity.aliases)
        benchmark = str(entity.is_benchmark).lower()
        counts = (entity.paper_count, entity.mention_count)
        table.writerow((entity.id, entity.type.lower(), entity.name, benchmark, *counts, better, aliases))


def jsonl_to(entities: Iterable[Entity], file: TextIO) -> None:
    """The lines, to an open file."""
    file.writelines(json.dumps(_record(entity), ensure_ascii=False) + "\n" for entity in entities)


def _record(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type.lower(),
        "name": entity.name,
        "benchmark": entity.is_benchmark,
        "papers": entity.paper_count,
        "mentions": entity.mention_count,
        "higher_is_better": entity.higher_is_better,
        "aliases": [{"text": alias, "mentions": count} for alias, count in entity.aliases],
        "hidden": list(entity.hidden),
        "merges": [asdict(merge) for merge in entity.merges],
    }
