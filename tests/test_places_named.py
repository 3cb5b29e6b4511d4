"""Every place at which a test stops a program is there: at one that was renamed it would never be stopped."""

from __future__ import annotations

import ast
import importlib.util
import re
from pathlib import Path

import pytest

import kg

TESTS = Path(__file__).parent
ROOT = Path(kg.__file__).parent.parent
PLACE = re.compile(r"(?:(?:call|return) [\w/]+\.py:\w+|import [\w.]+)")


def find_places(source: str) -> list[str]:
    """The texts in a source that name a moment as the fixture `run_with_signal` takes it."""
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return [text for text in texts if isinstance(text, str) and PLACE.fullmatch(text)]


def is_there(place: str) -> bool:
    kind, _, what = place.partition(" ")
    if kind == "import":
        return importlib.util.find_spec(what) is not None
    file, _, function = what.partition(":")
    path = ROOT / file
    if not path.exists():  # of the standard library
        spec = importlib.util.find_spec(file.removesuffix(".py").replace("/", "."))
        if spec is None or spec.origin is None:
            return False
        path = Path(spec.origin)
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return any(isinstance(node, functions) and node.name == function for node in nodes)


SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("test_*.py"))}
NAMED = {
    path.relative_to(TESTS).as_posix(): places
    for path, source in SOURCES.items()
    if path != Path(__file__) and "run_with_signal(" in source and (places := find_places(source))
}


@pytest.mark.parametrize("file", NAMED)
def test_every_place_is_there(file: str) -> None:
    assert [place for place in NAMED[file] if not is_there(place)] == []


def test_places_are_found_where_programs_are_stopped() -> None:
    assert {"cli/test_signals.py", "serve/test_run.py"} <= set(NAMED)
    assert len(NAMED["cli/test_signals.py"]) > 15


@pytest.mark.parametrize(
    "place",
    [
        "call kg/pipeline.py:no_such_function",
        "call kg/no_such_module.py:build",
        "call kg/pipeline.py:RunSummary",  # a class is never called as a function is
        "import kg.no_such_module",
        "return secrets.py:no_such_function",
    ],
)
def test_a_place_that_is_not_there_is_noticed(place: str) -> None:
    assert find_places(f"x = {place!r}") == [place]
    assert not is_there(place)
