"""Each module of the extraction has a test file of its own, in the same folder and by its name."""

from __future__ import annotations

from pathlib import Path

import kg.extraction

PACKAGE = Path(kg.extraction.__file__).parent
TESTS = Path(__file__).parent
# What is data or names only, and is tested by what reads it.
WITHOUT = {
    "mentions/encoder/heads.py",
    "mentions/encoder/session.py",
    "results/claim_reader/columns.py",
}


def test_every_module_has_its_tests() -> None:
    modules = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py") if path.name != "__init__.py"}
    tested = {
        path.relative_to(TESTS).as_posix().replace("/test_", "/").removeprefix("test_")
        for path in TESTS.rglob("test_*.py")
    }
    assert modules - tested == WITHOUT
    assert tested - modules == {"every_module.py"}, "a test file bears the name of a module that is there"
