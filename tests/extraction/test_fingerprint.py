import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
PRINT = "from kg.extraction.fingerprint import fingerprint; print(fingerprint())"


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
