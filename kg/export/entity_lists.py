"""Entity lists for other tools: `entities.csv` and `entities.jsonl`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.export import csv_writer, jsonl_writer
from kg.model.knowledge import Entity, EntityRelation

if TYPE_CHECKING:
    from kg.export.content import Content  # which needs SciPy

COLUMNS = (
    "id",
    "type",
    "name",
    "aliases",
    "papers",
    "mentions",
    "benchmark",
    "higher_is_better",
    "broader",
    "variant_of",
    "based_on",
)


def make_csv_rows(
    entities: Iterable[Entity], relations: Iterable[EntityRelation]
) -> Iterable[list[str | int | bool | None]]:
    """The rows under `COLUMNS`. Aliases are those that differ from the name, the most frequent first."""
    outgoing = _outgoing(relations)
    for entity in entities:
        related = outgoing.get(entity.id, {})
        yield [
            entity.id,
            entity.type,
            entity.name,
            csv_writer.join_values(surface for surface, _ in entity.aliases if surface != entity.name),
            entity.paper_count,
            entity.mention_count,
            entity.is_benchmark,
            entity.higher_is_better,
            *(csv_writer.join_values(related.get(kind, ())) for kind in ("broader", "variantOf", "basedOn")),
        ]


def make_json_rows(entities: Iterable[Entity], relations: Iterable[EntityRelation]) -> Iterable[dict[str, Any]]:
    """One object an entity, as `schemas/entities.schema.json` describes it."""
    outgoing = _outgoing(relations)
    for entity in entities:
        related = outgoing.get(entity.id, {})
        yield {
            "id": entity.id,
            "type": entity.type,
            "name": entity.name,
            "aliases": [{"text": surface, "mentions": mentions} for surface, mentions in entity.aliases],
            "hidden": list(entity.hidden),
            "papers": entity.paper_count,
            "mentions": entity.mention_count,
            "benchmark": entity.is_benchmark,
            "higher_is_better": entity.higher_is_better,
            "broader": list(related.get("broader", ())),
            "variant_of": list(related.get("variantOf", ())),
            "based_on": list(related.get("basedOn", ())),
            "merges": [
                {
                    "surface": merge.surface,
                    "reason": merge.reason,
                    "detail": merge.detail,
                    "papers": list(merge.papers),
                }
                for merge in entity.merges
            ],
        }


def write_csv(content: Content, path: Path) -> None:
    """Write `entities.csv`, by identifier."""
    csv_writer.write_file(COLUMNS, make_csv_rows(content.knowledge.entities, content.knowledge.entity_relations), path)


def write_jsonl(content: Content, path: Path) -> None:
    """Write `entities.jsonl`, by identifier."""
    jsonl_writer.write_file(make_json_rows(content.knowledge.entities, content.knowledge.entity_relations), path)


def _outgoing(relations: Iterable[EntityRelation]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    outgoing: dict[str, dict[str, list[str]]] = {}
    for relation in relations:
        outgoing.setdefault(relation.subject, {}).setdefault(relation.type, []).append(relation.object)
    return outgoing
