"""The registry: every file and format can be written and keeps to its schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from kg.export.content import Content
from kg.export.registry import FILES, FORMATS, write_format
from kg.model.errors import NoSuchName
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.schemas import find_schemas

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


def read_jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.mark.parametrize("file", ["papers.jsonl", "entities.jsonl", "rejected.jsonl"])
def test_json_lines_keep_to_their_schema(knowledge: Knowledge, content: MakeContent, tmp_path: Path, file: str) -> None:
    schema = json.loads((find_schemas() / file.replace(".jsonl", ".schema.json")).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    FILES[file](content(knowledge, RUN), tmp_path / file)
    rows = read_jsonl(tmp_path / file)
    assert rows
    for row in rows:
        jsonschema.validate(row, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**row, "invented": 1}, schema)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_written(knowledge: Knowledge, content: MakeContent, tmp_path: Path, name: str) -> None:
    paths = write_format(name, content(knowledge, RUN), tmp_path / "out")
    assert all(path.stat().st_size > 0 for path in paths)
    single = len(FORMATS[name].files) == 1
    assert [path.name for path in paths] == (["out"] if single else list(FORMATS[name].files))


def test_an_unknown_format_is_told_with_those_there_are(
    knowledge: Knowledge, content: MakeContent, tmp_path: Path
) -> None:
    with pytest.raises(NoSuchName, match=r"no export format 'xls'\. There are csv, graphml"):
        write_format("xls", content(knowledge, RUN), tmp_path / "out")
