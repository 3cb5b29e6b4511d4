"""`papers.jsonl` and the lines of `kg extract`: one JSON object a paper, with everything that its text says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.files import replacing
from kg.records import Knowledge, PaperFacts, Result


def write(knowledge: Knowledge, path: Path) -> None:
    """Write the papers with their metadata, sorted by id."""
    with replacing(path) as file:
        file.writelines(_line(extracted(facts) | _metadata(facts)) for facts in knowledge.papers)


def extract_lines(knowledge: Knowledge) -> Iterator[str]:
    """One line a paper, sorted by id, without metadata."""
    return (_line(extracted(facts)) for facts in knowledge.papers)


def extracted(facts: PaperFacts) -> dict[str, Any]:
    """What a paper's text says. Offsets count code points of `text`."""
    return {
        "id": facts.paper.id,
        "title": facts.paper.title,
        "text": facts.paper.text,
        "mentions": [asdict(mention) for mention in facts.mentions],
        "proposes": list(facts.proposes),
        "dataset_roles": dict(facts.dataset_roles),
        "results": [_result(result, facts.paper.text) for result in facts.results],
        "relations": [asdict(relation) for relation in facts.relations],
        "code": list(facts.code),
    }


def _result(result: Result, text: str) -> dict[str, Any]:
    spans = [list(span) for span in result.conditions]
    return asdict(result) | {"conditions": [text[start:end] for start, end in spans], "condition_spans": spans}


def _metadata(facts: PaperFacts) -> dict[str, Any]:
    paper = facts.paper
    return {
        "abstract": paper.abstract,
        "authors": list(paper.authors) if isinstance(paper.authors, tuple) else paper.authors,
        "organization": paper.organization,
        "published": paper.published,
        "published_inferred": paper.published_inferred,
        "comments": paper.comments,
        "url": paper.url,
        "arxiv_id": paper.arxiv_id,
        "sources": list(paper.sources),
    }


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
