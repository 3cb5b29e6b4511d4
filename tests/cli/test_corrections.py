"""A corrections file through `kg build`, `kg extract` and `kg show`."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from kg.cli import main

PAPERS = [
    {"id": "a", "title": "About LoRA", "abstract": "We use LoRA and report a FID of 3.2 on CIFAR-10."},
    {
        "id": "b",
        "title": "Using CFG",
        "abstract": "Classifier-free guidance (CFG) gets an FID of 2.04 on ImageNet-256.",
    },
]
TOML = """
[[alias]]
name = "Guide"
aliases = ["CFG", "classifier-free guidance"]
note = "house style"
[[retract]]
paper = "b"
result = "2.04"
[[add]]
paper = "a"
relation = "trainsOn"
object = "CIFAR-10"
quote = "FID of 3.2 on CIFAR-10"
[[type]]
name = "nowhere"
type = "task"
"""
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def papers(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_OUTPUT", "out")
    Path("papers.jsonl").write_text("\n".join(map(json.dumps, PAPERS)))
    Path("mine.toml").write_text(TOML)


def files(folder="out"):
    paths = (path for path in Path(folder).iterdir() if path.is_file() and path.name != "history.ttl")
    return {path.name: path.read_bytes() for path in paths}


def ids():
    return {json.loads(line)["id"] for line in Path("out/entities.jsonl").read_text().splitlines()}


@pytest.mark.slow
@pytest.mark.usefixtures("papers")
def test_corrections_survive_rebuilds_until_others_or_none_take_their_place(capsys):
    main(["build", "papers.jsonl"])
    plain = files()
    assert main(["build", "papers.jsonl", "--corrections", "mine.toml"]) == 0
    corrected = files()
    assert "method/guide" in ids()
    assert "corrections.toml:14: The corpus has no nowhere" in capsys.readouterr().err
    manifest = json.loads(corrected["manifest.json"])
    assert manifest["corrections"] == {
        "sha256": hashlib.sha256(TOML.encode()).hexdigest(),
        "added": 1,
        "retracted": 1,
        "unmatched": 1,
    }
    assert manifest["corrections"]["sha256"].encode() in corrected["graph.ttl"]
    assert [json.loads(line)["line"] for line in corrected["rejected.jsonl"].splitlines()] == [6, 14]
    assert main(["build", "papers.jsonl"]) == 0
    assert files() == corrected
    Path("other.toml").write_text('[[type]]\nname = "LoRA"\ntype = "model"\n')
    assert main(["build", "papers.jsonl", "--corrections", "other.toml"]) == 0
    assert "method/classifier-free-guidance" in ids()
    assert {identifier for identifier in ids() if identifier.endswith("low-rank-adaptation")} == {
        "model/low-rank-adaptation"
    }
    Path("empty.toml").write_text("")
    assert main(["build", "papers.jsonl", "--corrections", "empty.toml"]) == 0
    assert files() == plain


@pytest.mark.usefixtures("papers")
def test_a_file_with_a_mistake_leaves_the_graph_and_its_corrections_as_they_were(capsys):
    main(["build", "papers.jsonl", "--corrections", "mine.toml"])
    before = files()
    Path("mine.toml").write_text(TOML.replace('"task"', '"tusk"'))
    capsys.readouterr()
    assert main(["build", "papers.jsonl", "--corrections", "mine.toml"]) == 1
    message = capsys.readouterr().err
    assert message.startswith("kg: mine.toml, line 14, [[type]] number 1: type cannot be 'tusk'; did you mean task?")
    assert files() == before


@pytest.mark.usefixtures("papers")
def test_the_kept_file_may_be_edited_in_place():
    main(["build", "papers.jsonl", "--corrections", "mine.toml"])
    stored_file = Path("out/corrections.toml")
    assert stored_file.read_text() == TOML
    stored_file.write_text(TOML.replace('"Guide"', '"Guidance"'))
    assert main(["build", "papers.jsonl"]) == 0
    assert "method/guidance" in ids()


@pytest.mark.usefixtures("papers")
def test_show_gives_reasons_and_marks_what_was_added(capsys):
    main(["build", "papers.jsonl", "--corrections", "mine.toml"])
    capsys.readouterr()
    main(["show", "Guide"])
    assert "CFG: It is another name of Guide: the corrections file says so: house style." in capsys.readouterr().out
    main(["show", "a"])
    output = capsys.readouterr().out
    assert "CIFAR-10  [dataset/cifar-10]  (from the corrections file)" in output
    assert "Added (trainsOn CIFAR-10)" in output
    main(["show", "b"])
    assert "Retracted (result 2.04)" in capsys.readouterr().out
    assert main(["validate"]) == 0


@pytest.mark.usefixtures("papers")
def test_extract_applies_them_and_stores_nothing(capsys):
    assert main(["extract", "papers.jsonl", "--corrections", "mine.toml"]) == 0
    streams = capsys.readouterr()
    a, b = map(json.loads, streams.out.splitlines())
    assert ("trainsOn", "dataset/cifar-10") in {(relation["type"], relation["object"]) for relation in a["relations"]}
    assert "method/guide" in {mention["entity"] for mention in b["mentions"]}
    assert b["results"] == []
    assert "corrections: 1 facts added, 1 retracted, 1 without effect" in streams.err
    assert not Path("out").exists()


@pytest.mark.slow
def test_the_example_of_the_documentation_has_effect(built_folder, tmp_path, listings):
    (example,) = re.findall(
        r"^```toml\n(.*?)^```", (ROOT / "docs/guide/correcting.md").read_text(), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "corrections.toml").write_text(example)
    shutil.copytree(built_folder, tmp_path / "out")
    line = ["build", str(listings / "004_69aa84a8d3afd57e.txt"), "-o", str(tmp_path / "out")]
    assert main([*line, "--corrections", str(tmp_path / "corrections.toml")]) == 0
    applied = json.loads((tmp_path / "out" / "manifest.json").read_text())["corrections"]
    assert applied["unmatched"] == 0, (tmp_path / "out" / "rejected.jsonl").read_text()
    assert applied["added"] == len(re.findall(r"^\[\[add\]\]", example, re.MULTILINE))
