"""`rejected.jsonl`: what could not be read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from kg.files import replacing
from kg.records import Rejected


def write(rejected: Iterable[Rejected], path: Path) -> None:
    """Write one object a rejection: `file`, `line`, `reason`, `excerpt`."""
    with replacing(path) as file:
        file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in rejected)
