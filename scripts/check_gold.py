"""Scores the shipped pipeline on the development set and fails below the bars; for continuous integration.

    python scripts/check_gold.py SHARED

SHARED is the folder that holds `annotation/dev.jsonl`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

BARS = {"mention": 0.70, "value": 0.85, "link": 0.94}  # F1


def kg(*args: str) -> str:
    """What a command prints."""
    return subprocess.run([sys.executable, "-m", "kg", *args], check=True, stdout=subprocess.PIPE, text=True).stdout


def main() -> int:
    gold = str(Path(sys.argv[1]) / "annotation" / "dev.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        found = str(Path(folder) / "found.jsonl")
        kg("extract", gold, "-o", found)
        print(kg("eval", gold, "--input", found))
        figures = json.loads(kg("eval", gold, "--input", found, "--json"))
    failed = [name for name, bar in BARS.items() if figures[name]["f1"] < bar]
    for name in failed:
        print(f"{name} F1 {figures[name]['f1']} is below {BARS[name]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
