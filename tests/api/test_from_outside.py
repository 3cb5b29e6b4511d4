"""The interface as a program of somebody else meets it: in a process of its own, and under a type checker."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import kg

pytestmark = pytest.mark.slow

GOLD = Path(__file__).parent.parent / "data" / "gold" / "tiny.jsonl"
CALLS = """
import importlib, pkgutil, sys, kg
for module in pkgutil.walk_packages(kg.__path__, "kg."):
    importlib.import_module(module.name)
paper, gold, folder = sys.argv[1:]
graph = kg.build(paper, folder)
assert repr(kg.open(folder)) == repr(graph)
assert kg.extract("We use LoRA.").mentions
assert kg.evaluate(gold)["mention"].gold
"""


def test_each_function_works_after_every_module_was_imported(small_input: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CALLS, str(small_input), str(GOLD), str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr


SCRIPT = """
from pathlib import Path

import kg

def best(graph: kg.Graph) -> list[tuple[str, float]]:
    return [(result.subject or "", result.value) for result in graph.results(metric="FID") if result.value is not None]

graph = kg.build(Path("listings"), "outputs")
document: kg.Document = kg.extract("We use LoRA.")
documents: list[kg.Document] = kg.extract(["We use LoRA.", kg.Paper("a", "A title", "An abstract.")])
names: set[str] = {mention.entity for mention in document.mentions}
f1: float = kg.evaluate("gold.jsonl")["mention"].f1
for row in graph.sparql("leaderboard", metric="FID"):
    print(row["value"])
try:
    kg.open("nowhere").show("LoRA")
except kg.NoSuchName as error:
    print(error)
graph.entitys()  # type: ignore[attr-defined]
document.mentions[0].strt  # type: ignore[attr-defined]
kg.opne("x")  # type: ignore[attr-defined]
graph.results(kind="relative")  # type: ignore[arg-type]
"""


def test_a_type_checker_understands_a_script_that_uses_it(tmp_path: Path) -> None:
    """Each mistake in it is found: under `--strict`, a remark that silences nothing is an error."""
    pytest.importorskip("mypy")
    assert (Path(kg.__file__).parent / "py.typed").is_file()
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--follow-imports=silent", "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout == "Success: no issues found in 1 source file\n"
