"""The recipes of CONTRIBUTING.md, executed on a copy of the package."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import kg

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
RECIPES = PAGE.partition("\n## Recipes\n")[2].partition("\n## ")[0].split("\n### ")[1:]
[TYPE_RECIPE] = (recipe for recipe in RECIPES if recipe.startswith("A type of entity"))
STEP = re.compile(
    r"^New file \*\*(?P<new>\S+)\*\*:\n\n```\w+\n(?P<text>.*?)^```$"
    r"|^In `(?P<into>[^`]+)`, after `(?P<anchor>[^`]+)`:\n\n```\w+\n(?P<lines>.*?)^```$"
    r"|^In `(?P<files>[^`]+)`, `(?P<old>[^`]+)` becomes `(?P<becomes>[^`]+)`\.$",
    re.MULTILINE | re.DOTALL,
)
INPUT = """
[[paper]]
id = "a"
title = "Training courtesy of LoRA"
abstract = "Our results were obtained courtesy of LoRA with the PyTorch framework."
authors = ["Ann Author", "Bo Writer", "Cy Poet"]

[[paper]]
id = "b"
title = "Alone"
abstract = "We study one thing."
authors = ["Di Single"]
"""
GRAPH_WITH_TOOL = """
from pathlib import Path
from kg.export.build_outputs import publish_build
from kg.export.run_manifest import Run
from kg.model.records import Extraction, Mention, Paper
from kg.resolve import resolve

paper = Paper("a", "We compile it with Ninja", "", url="https://example.org/a")
mention = Mention(start=19, end=24, label="TOOL", text="Ninja", score=0.9, origin="encoder")
knowledge, run = resolve([paper], [Extraction(mentions=(mention,))]), Run("none", ())
publish_build(knowledge, run, Path("out"))
"""


class Copy(NamedTuple):
    """A copy of the package to which recipes were applied."""

    root: Path

    @property
    def out(self) -> Path:
        """Where it builds."""
        return self.root / "out"

    def run(self, *arguments: str) -> str:
        """What Python prints in the copy."""
        environment = {**os.environ, "PYTHONPATH": str(self.root), "KG_OUTPUT": str(self.out)}
        done = subprocess.run(
            [sys.executable, *arguments], cwd=self.root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def make_copy(root: Path, recipes: str) -> Copy:
    """A copy in a folder, to which all steps of recipes were applied."""
    vendored = ROOT / "kg" / "pictures" / "web" / "vendor"
    hostile = ROOT / "tests" / "data" / "hostile"  # which fixtures read as they are loaded
    for name in ("kg", "schemas", "tests"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "data", "vendor"))
    for folder in (vendored, hostile):
        shutil.copytree(folder, root / folder.relative_to(ROOT))
    shutil.copy(ROOT / "pyproject.toml", root)
    for step in STEP.finditer(recipes):
        apply_step(step, root)
    return Copy(root)


def apply_step(step: re.Match[str], root: Path) -> None:
    """Make the change that a step of a recipe tells."""
    if step["new"]:
        path = root / step["new"]
        assert not path.exists()
        path.write_text(step["text"], encoding="utf-8")
        return
    if step["into"]:
        path = root / step["into"]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        places = [number for number, line in enumerate(lines, start=1) if step["anchor"] in line]
        assert len(places) == 1, f"{len(places)} lines of {path.name} hold {step['anchor']}"
        lines.insert(places[0], step["lines"])
        path.write_text("".join(lines), encoding="utf-8")
        return
    texts = {path: path.read_text(encoding="utf-8") for path in root.glob(step["files"])}
    assert any(step["old"] in text for text in texts.values()), f"{step['files']} lacks {step['old']}"
    for path, text in texts.items():
        path.write_text(text.replace(step["old"], step["becomes"]), encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """With all recipes but that of a type, and a graph that it has built."""
    made = make_copy(tmp_path_factory.mktemp("copy"), "".join(r for r in RECIPES if r is not TYPE_RECIPE))
    (made.root / "papers.toml").write_text(INPUT, encoding="utf-8")
    made.run("-m", "kg", "build", "papers.toml", "-o", "out")
    return made


@pytest.fixture(scope="module")
def copy_with_type(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """With the recipe of a type, and a graph with an entity of it. The recogniser knows no such type until trained."""
    made = make_copy(tmp_path_factory.mktemp("copy"), TYPE_RECIPE)
    made.run("-c", GRAPH_WITH_TOOL)
    return made


def test_every_recipe_has_steps_and_every_block_is_one() -> None:
    assert len(RECIPES) == 5
    for recipe in RECIPES:
        steps = list(STEP.finditer(recipe))
        assert steps
        assert sum(step["old"] is None for step in steps) == recipe.count("\n```\n"), "a block that nothing applies"


def test_a_new_format_is_read(copy: Copy) -> None:
    papers = [json.loads(line) for line in (copy.out / "papers.jsonl").read_text().splitlines()]
    assert [paper["title"] for paper in papers] == ["Training courtesy of LoRA", "Alone"]
    assert json.loads((copy.out / "manifest.json").read_text())["inputs"][0]["format"] == "toml"


def test_a_new_pattern_finds_relations(copy: Copy) -> None:
    text = "Training courtesy of LoRA\n\nOur results were obtained courtesy of LoRA with the PyTorch framework."
    assert ("uses", "LoRA") not in [(r.type, text[r.start : r.end]) for r in kg.extract(text).relations]
    [paper, _] = [json.loads(line) for line in (copy.out / "papers.jsonl").read_text().splitlines()]
    assert ("uses", "LoRA") in [(r["type"], text[r["start"] : r["end"]]) for r in paper["relations"]]


def test_a_new_query_is_listed_and_answers(copy: Copy) -> None:
    assert "large-teams\tWhich papers have the most authors\t" in copy.run("-m", "kg", "query")
    assert copy.run("-m", "kg", "query", "large-teams", "--format", "csv") == (
        "authors,title\n3,Training courtesy of LoRA\n"
    )
    assert copy.run("-m", "kg", "query", "large-teams", "--set", "min_authors=4", "--format", "csv") == (
        "authors,title\n"
    )
    copy.run("-m", "pytest", "tests/sparql/test_competency.py", "-k", "every_query_has_an_answer")


def test_a_new_type_is_taken_everywhere(copy_with_type: Copy) -> None:
    copy = copy_with_type
    [row] = copy.run("-m", "kg", "entities", "--type", "tool").splitlines()[1:]
    assert row.startswith("tool/ninja,TOOL,Ninja,")
    copy.run("-m", "kg", "validate")
    assert "kg:Tool" in copy.run("-m", "kg", "query", "SELECT ?type { ?ninja skos:prefLabel 'Ninja' ; a ?type }")
    copy.run("-m", "kg", "map", "--type", "tool", "-o", "map.html")
    page = (copy.root / "map.html").read_text()
    assert '"TOOL":"star"' in page
    assert "--TOOL: #000000" in page
    copy.run("-m", "pytest", "tests/model/test_types.py", "-k", "mypy or looks or schemas or ontology or shapes")


def test_a_new_export_is_listed_and_written(copy: Copy) -> None:
    assert "titles\ttitles of papers, one a line\ttitles.txt" in copy.run("-m", "kg", "export", "--list")
    assert copy.run("-m", "kg", "export", "titles") == "Training courtesy of LoRA\nAlone\n"


def test_what_the_recipes_write_passes_the_checks(copy: Copy) -> None:
    pytest.importorskip("ruff")
    assert "All checks passed" in copy.run("-m", "ruff", "check", "kg")
    assert "already formatted" in copy.run("-m", "ruff", "format", "--check", "kg")
