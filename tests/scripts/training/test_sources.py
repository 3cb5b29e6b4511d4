"""The record of which data made which weights."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from scripts.training import sources


def test_the_weights_that_ship_are_those_of_the_record() -> None:
    written = json.loads(sources.FILE.read_text(encoding="utf-8"))
    assert written["weights"] == sources.hash_shipped(), "run `python -m scripts.training sources`"


def test_every_file_of_weights_is_in_the_record() -> None:
    folder = sources.PACKAGE / "extraction" / "learned" / "weights"
    assert {path.name for path in folder.glob("*.json")} == {
        Path(name).name for name in sources.SHIPPED if "/weights/" in name
    }


def test_data_are_named_by_folder_and_file(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sources, "FILE", tmp_path / "sources.json")
    corpus = tmp_path / "corpora" / "papers.jsonl"
    corpus.parent.mkdir()
    corpus.write_bytes(b"{}\n")
    sources.write({"corpora": [corpus]})
    written = json.loads((tmp_path / "sources.json").read_text(encoding="utf-8"))
    assert written["data"] == {"corpora": {"corpora/papers.jsonl": hashlib.sha256(b"{}\n").hexdigest()}}
