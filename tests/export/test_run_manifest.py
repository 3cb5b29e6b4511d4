"""The manifest of a build: the run comes back from what the store keeps, and equal runs are equal."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from kg.bounds.doubt import SHOW_ALL, Bounds, set_apart
from kg.export.run_manifest import Run, is_manifest, read_bounds, write_manifest
from kg.model.knowledge import Knowledge
from kg.model.records import InputFile
from kg.rdf.schemas import find_schemas

INPUTS = (InputFile("a.txt", "a" * 64, "cards", 2, 1),)
BOUNDS = Bounds({"mention": 0.5, "result": 0.6}, 0.9)
RUN = Run("f" * 64, INPUTS, min_score=0.5, corrections="c" * 64, bounds=BOUNDS)


@pytest.mark.parametrize("run", [RUN, Run("f" * 64, ())])
def test_a_run_comes_back_from_its_facts(run: Run) -> None:
    assert Run.of(json.loads(json.dumps(run.facts()))) == run


def test_a_store_of_an_earlier_version_sets_nothing_apart() -> None:
    assert read_bounds({"settings": {"min_score": 0.0}}) == SHOW_ALL


def test_the_graph_is_told_settings_and_contents() -> None:
    info = RUN.info()
    settings = {"min_score": "0.5", "precision": "0.9", "bound of result": "0.6", "bound of proposes": "none"}
    assert settings.items() <= info.settings.items()
    assert info.settings["corrections"] == f"sha256:{'c' * 64}"
    assert info.contents == ("a" * 64,)
    assert info.key != Run("f" * 64, INPUTS).info().key


def test_the_manifest_keeps_to_its_schema_and_is_known_as_one(knowledge: Knowledge, tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    (tmp_path / "graph.ttl").write_bytes(b"abc")
    write_manifest(set_apart(knowledge, BOUNDS), RUN, path, files=[tmp_path / "graph.ttl"])
    manifest = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.validate(manifest, json.loads((find_schemas() / "manifest.schema.json").read_text(encoding="utf-8")))
    assert manifest["counts"]["papers"] == len(knowledge.papers)
    assert manifest["counts"]["rejected"] == 1
    assert manifest["settings"]["bounds"]["proposes"] is None
    assert manifest["counts"]["results"] + manifest["counts"]["doubtful_results"] == 6
    assert manifest["counts"]["doubtful_results"] > 0
    assert manifest["files"] == {"graph.ttl": hashlib.sha256(b"abc").hexdigest()}
    assert is_manifest(path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"name": "an app", "version": "1"}', "no JSON"])
def test_other_files_are_no_manifest(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    assert not is_manifest(path)


def test_a_missing_file_is_no_manifest(tmp_path: Path) -> None:
    assert not is_manifest(tmp_path / "manifest.json")
