"""Which abstracts the encoder reads before it learns names."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.training.pretrain import read_texts


def test_papers_with_numbers_are_read_once_and_none_that_is_left_out(tmp_path: Path) -> None:
    corpus = tmp_path / "papers.jsonl"
    rows = [
        ("Rotors", "It gains 3.2 points."),
        ("Wings", "It is good."),
        ("rotors", "It gains 7%."),
        ("Blades", "It is 2x faster."),
        ("Held Out", "It gains 12%."),
    ]
    corpus.write_text(
        "\n".join(json.dumps({"title": title, "abstract": abstract}) for title, abstract in rows), encoding="utf-8"
    )
    read = list(read_texts([corpus, corpus], but={"held out"}))
    assert read == ["Rotors\n\nIt gains 3.2 points.", "Blades\n\nIt is 2x faster."]
