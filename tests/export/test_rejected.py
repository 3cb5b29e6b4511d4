"""`rejected.jsonl`: what could not be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kg.export import rejected
from kg.export.content import Content
from kg.model.knowledge import Corrected, Knowledge
from kg.rdf.description import RunInfo

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


def read_jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_rejected_input_is_sorted(knowledge: Knowledge, content: MakeContent, tmp_path: Path) -> None:
    rejected.write(content(knowledge, RUN), tmp_path / "rejected.jsonl")
    assert read_jsonl(tmp_path / "rejected.jsonl") == [
        {"file": "x.txt", "line": 3, "reason": "The entry has no title; add one.", "excerpt": "…"}
    ]


def test_corrections_that_took_something_away_or_did_nothing_are_told_and_additions_are_not(
    knowledge: Knowledge, content: MakeContent, tmp_path: Path
) -> None:
    corrected = (
        Corrected(9, "retracted", "p", "It is not said.", "CFG"),
        Corrected(4, "unmatched", None, "No paper has it."),
        Corrected(2, "added", "p", "It is said."),
    )
    rejected.write(content(replace(knowledge, rejected=(), corrected=corrected), RUN), tmp_path / "rejected.jsonl")
    assert read_jsonl(tmp_path / "rejected.jsonl") == [
        {"file": "corrections.toml", "line": 4, "reason": "No paper has it.", "excerpt": ""},
        {"file": "corrections.toml", "line": 9, "reason": "p: It is not said.", "excerpt": "CFG"},
    ]
