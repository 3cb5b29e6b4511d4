"""Scores the shipped pipeline on the development set and fails below the bars; for continuous integration.

    python scripts/check_gold.py SHARED

SHARED is the folder that holds `annotation/dev.jsonl` and its scorer, `annotation/score.py`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

BARS = {"mention": 0.70, "value": 0.85, "link": 0.94}  # F1


def main() -> int:
    annotation = Path(sys.argv[1]) / "annotation"
    gold = annotation / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        papers, found = Path(folder) / "papers.jsonl", Path(folder) / "found.jsonl"
        lines = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
        papers.write_text(
            "".join(json.dumps({"id": p["id"], "text": p["text"]}) + "\n" for p in lines), encoding="utf-8"
        )
        kg = [sys.executable, "-m", "kg", "extract", str(papers), "-o", str(found)]
        subprocess.run(kg, check=True)
        score = [sys.executable, str(annotation / "score.py"), str(gold), str(found)]
        print(subprocess.run(score, check=True, capture_output=True, text=True).stdout)
        figures = json.loads(subprocess.run([*score, "--json"], check=True, capture_output=True).stdout)
    failed = [name for name, bar in BARS.items() if figures[name]["f1"] < bar]
    for name in failed:
        print(f"{name} F1 {figures[name]['f1']} is below {BARS[name]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
