"""Corpora of papers: one JSON object a line with at least `id`, `title` and `abstract`, perhaps packed with gzip."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MAGIC = b"\x1f\x8b"  # the first bytes of what gzip has packed


def read_papers(corpus: Path) -> Iterator[dict[str, Any]]:
    """The papers of a corpus, in its order."""
    with corpus.open("rb") as file:
        packed = file.read(len(_MAGIC)) == _MAGIC
    with gzip.open(corpus, "rt", encoding="utf-8") if packed else corpus.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
