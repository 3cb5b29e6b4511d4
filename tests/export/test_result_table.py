"""`results.csv`: its rows."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from kg.export import result_table
from kg.export.content import Content
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_results_as_csv(knowledge: Knowledge, content: MakeContent, tmp_path: Path) -> None:
    result_table.write(content(knowledge, RUN), tmp_path / "results.csv")
    rows = read_csv(tmp_path / "results.csv")
    assert tuple(rows[0]) == result_table.COLUMNS
    first = next(row for row in rows if row["value"] == "1.19")
    assert (first["metric"], first["dataset"], first["subject"]) == (
        "FID",
        "ImageNet 256x256",
        "classifier-free guidance",
    )
    assert (first["metric_id"], first["conditions"], first["score"]) == ("metric/fid", "256x256", "0.9877")
    ranged = next(row for row in rows if row["value"] == "13-25")
    assert (ranged["low"], ranged["high"], ranged["unit"], ranged["direction"]) == ("13", "25", "points", "decrease")
    spreads = {row["value"]: (row["spread"], row["value_text"]) for row in rows}
    assert spreads["91.2"] == ("0.3", "91.2 ± 0.3%")
    assert spreads["1.19"] == ("", "1.19")
