"""Papers as JSON: the line that `kg extract` prints, and `papers.jsonl`, which adds the metadata."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.export import jsonl_writer
from kg.export.content import Content
from kg.model.comparison_record import Comparison
from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.results import Result
from kg.text.identifiers import get_entity_type

_SCORE_PLACES = 4


def make_extract_row(facts: PaperFacts, *, dropped: bool = False) -> dict[str, Any]:
    """The object with the extraction of a paper, as `schemas/extract.schema.json` describes it.

    Relations that the text denies are under `denied`, which is missing if there are none. With `dropped`, items that
    one component found and another one dropped are under that key, with the reason.
    """
    row: dict[str, Any] = {
        "id": facts.paper.id,
        "title": facts.paper.title,
        "text": facts.paper.text,
        "field_score": round(facts.field_score, _SCORE_PLACES),
        "mentions": [_make_mention(mention) for mention in facts.mentions],
        "proposes": list(facts.proposes),
        "dataset_roles": dict(facts.dataset_roles),
        "results": [_make_result(result, facts.paper.text) for result in facts.results],
        "comparisons": [_make_comparison(comparison) for comparison in facts.comparisons],
        "relations": [_make_relation(relation) for relation in facts.relations if not relation.negated],
    }
    if denied := [_make_relation(relation) for relation in facts.relations if relation.negated]:
        row["denied"] = denied
    if dropped:
        row["dropped"] = [asdict(item) for item in facts.dropped]
    return row


def make_extract_line(facts: PaperFacts) -> str:
    """`make_extract_row` as one line of JSON, without its line feed."""
    return jsonl_writer.format_line(make_extract_row(facts))


def make_paper_row(facts: PaperFacts) -> dict[str, Any]:
    """`make_extract_row` and the paper's metadata, as `schemas/papers.schema.json` describes it."""
    paper = facts.paper
    return make_extract_row(facts) | {
        "abstract": paper.abstract,
        "authors": list(paper.authors) if isinstance(paper.authors, tuple) else paper.authors,
        "organization": paper.organization,
        "published": paper.published,
        "published_inferred": paper.published_inferred,
        "comments": paper.comments,
        "url": paper.url,
        "arxiv_id": paper.arxiv_id,
        "code": list(facts.code),
        "sources": list(paper.sources),
    }


def write(content: Content, path: Path) -> None:
    """Write `papers.jsonl`, by identifier: all that was found, each doubtful record marked as such."""
    rows = (mark_doubtful(make_paper_row(facts), facts, sure) for facts, sure in content.apart.pair_papers())
    jsonl_writer.write_file(rows, path)


def mark_doubtful(row: dict[str, Any], facts: PaperFacts, sure: PaperFacts) -> dict[str, Any]:
    """The row of a paper, with `"doubtful": true` in each mention, relation, result and comparison that is not sure."""
    stated = [relation for relation in facts.relations if not relation.negated]
    denied = [relation for relation in facts.relations if relation.negated]
    pairs = (
        ("mentions", facts.mentions, frozenset[object](sure.mentions)),
        ("results", facts.results, frozenset[object](sure.results)),
        ("comparisons", facts.comparisons, frozenset[object](sure.comparisons)),
        ("relations", stated, frozenset[object](sure.relations)),
        ("denied", denied, frozenset[object](sure.relations)),
    )
    for key, records, among in pairs:
        for entry, record in zip(row.get(key, ()), records, strict=True):
            if record not in among:
                entry["doubtful"] = True
    return row


def _make_mention(mention: LinkedMention) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "label": mention.label,
        "text": mention.text,
        "entity": mention.entity,
        "type": get_entity_type(mention.entity),
        "score": round(mention.score, _SCORE_PLACES),
    }


def _make_relation(relation: Relation) -> dict[str, Any]:
    return {
        "type": relation.type,
        "object": relation.object,
        "start": relation.start,
        "end": relation.end,
        "score": round(relation.score, _SCORE_PLACES),
    }


def _make_result(result: Result[EntityId], text: str) -> dict[str, Any]:
    return {
        "metric": result.metric,
        "value": result.value,
        "value_text": result.value_text,
        "low": result.low,
        "high": result.high,
        "spread": result.spread,
        "unit": result.unit,
        "kind": result.kind,
        "dataset": result.dataset,
        "subject": result.subject,
        "comparator": result.comparator,
        "direction": result.direction,
        "bound": result.bound,
        "conditions": [text[start:end] for start, end in result.conditions],
        "task": result.task,
        "holder": result.holder,
        "start": result.start,
        "end": result.end,
        "score": round(result.score, _SCORE_PLACES),
    }


def _make_comparison(comparison: Comparison[EntityId]) -> dict[str, Any]:
    return {
        "subject": comparison.subject,
        "object": comparison.object,
        "relation": comparison.relation,
        "denied": comparison.denied,
        "start": comparison.start,
        "end": comparison.end,
        "score": round(comparison.score, _SCORE_PLACES),
    }
