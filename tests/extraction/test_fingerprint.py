import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.extraction.fingerprint import ROOMS

PACKAGE = Path(kg.__file__).parent
PRINT = "from kg.extraction.fingerprint import fingerprint; print(fingerprint())"


def list_imported(path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, within functions too, by their full names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] == "kg")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            if node.module and node.module.split(".")[0] == "kg":
                yield from (f"{node.module}.{name.name}" for name in node.names)


def find_rooms(room: str) -> set[str]:
    """The rooms that the modules of a room import."""
    imported = (name for path in (PACKAGE / room).rglob("*.py") for name in list_imported(path))
    return {name.removeprefix("kg.").partition(".")[0] for name in imported}


def test_no_code_of_another_room_decides_what_is_extracted() -> None:
    for room in ROOMS:
        assert find_rooms(room) <= set(ROOMS), f"{room} imports what the fingerprint does not hash"


def test_no_room_is_hashed_that_extraction_does_not_import() -> None:
    reached = {"extraction"}
    while more := {imported for room in reached for imported in find_rooms(room)} - reached:
        reached |= more
    assert reached == set(ROOMS)


@pytest.fixture
def copy(tmp_path):
    return Path(shutil.copytree(PACKAGE, tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__")))


def fingerprint_of(copy):
    environment = os.environ | {"PYTHONPATH": str(copy.parent)}
    command = [sys.executable, "-c", PRINT]
    return subprocess.run(command, env=environment, cwd=copy.parent, check=True, capture_output=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["extraction/learned/weights/roles.json", "extraction/coreference/abbreviations.py", "text/display.py"]
)
def test_what_an_extraction_depends_on_changes_it(copy, name):
    before = fingerprint_of(copy)
    (copy / name).write_text((copy / name).read_text() + "\n")
    assert fingerprint_of(copy) != before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["resolve/canonical.py", "cli/app.py"])
def test_what_comes_after_it_does_not(copy, name):
    before = fingerprint_of(copy)
    (copy / name).write_text((copy / name).read_text() + "\n")
    assert fingerprint_of(copy) == before
