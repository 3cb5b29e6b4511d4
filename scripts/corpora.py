"""Corpora of papers: one JSON object a line with at least `id`, `title` and `abstract`, perhaps packed with gzip."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.model.errors import InputError

_MAGIC = b"\x1f\x8b"  # the first bytes of what gzip has packed


def read_papers(corpus: Path) -> Iterator[dict[str, Any]]:
    """The papers of a corpus, in its order.

    Raises:
        InputError: a line is no JSON object.
    """
    with corpus.open("rb") as file:
        packed = file.read(len(_MAGIC)) == _MAGIC
    with gzip.open(corpus, "rt", encoding="utf-8") if packed else corpus.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                paper = json.loads(line)
            except ValueError:
                paper = None
            if not isinstance(paper, dict):
                raise InputError(f"{corpus}, line {number}: this is no JSON object; write one paper a line.")
            yield paper
