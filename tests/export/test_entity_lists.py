"""`entities.csv`: its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from kg.export import csv_writer, entity_lists
from kg.export.content import Content
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_entities_as_csv(knowledge: Knowledge, content: MakeContent, tmp_path: Path) -> None:
    entity_lists.write_csv(content(knowledge, RUN), tmp_path / "entities.csv")
    rows = {row["id"]: row for row in read_csv(tmp_path / "entities.csv")}
    assert tuple(rows["metric/fid"]) == entity_lists.COLUMNS
    guidance = rows["method/classifier-free-guidance"]
    assert (guidance["type"], guidance["name"], guidance["aliases"]) == ("METHOD", "classifier-free guidance", "CFG")
    assert (guidance["papers"], guidance["mentions"], guidance["benchmark"]) == ("2", "3", "false")
    assert rows["dataset/imagenet-256x256"]["benchmark"] == "true"
    assert rows["metric/fid"]["higher_is_better"] == "false"
    assert rows["model/sit"]["higher_is_better"] == ""
    assert rows["model/llama-7b"]["variant_of"] == "model/llama"


def test_a_table_can_be_written_to_any_stream(knowledge: Knowledge) -> None:
    out = io.StringIO()
    csv_writer.write_rows(entity_lists.COLUMNS, entity_lists.make_csv_rows(knowledge.entities[:1], ()), out)
    assert out.getvalue().splitlines()[1].startswith("dataset/imagenet-256x256,DATASET,")
