"""The five sample listings, built once for all tests that need a real graph; and programs that are told to stop."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("kg", deadline=None)  # a test says what is right, never how fast a busy machine is
settings.load_profile("kg")

LISTINGS = Path(__file__).parent / "data" / "listings"


@pytest.fixture(scope="session")
def listings() -> Path:
    """The folder of the five sample listings."""
    return LISTINGS


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder in which the five sample listings were built by the command line."""
    from kg.cli import main

    folder = tmp_path_factory.mktemp("built")
    assert main(["build", str(LISTINGS), "-o", str(folder)]) == 0
    return folder


SMALL = """
{"id": "a", "title": "LoRA", "abstract": "We report an FID of 2.5 with LoRA on ImageNet."}
{"id": "b", "title": "BoxNet", "abstract": "We propose BoxNet, which outperforms LoRA on ImageNet.", "comments": 3}
"""


@pytest.fixture(scope="session")
def small_input(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of two papers."""
    path = tmp_path_factory.mktemp("small-input") / "papers.jsonl"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def small(small_input: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder in which two papers were built; to be copied before anything in it is changed."""
    from kg.cli import main

    folder = tmp_path_factory.mktemp("small")
    assert main(["build", str(small_input), "-o", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def without_privileges() -> Callable[[], None]:
    """For `preexec_fn`: the program is bound by the rights of files even if it is started by root."""
    drop_from_bounding_set, override_rights = 24, 1
    call = ctypes.CDLL(None).prctl
    return lambda: call(drop_from_bounding_set, override_rights, 0, 0, 0)


STOPPER = """
import os, sys
point, number = os.environ.pop("STOP_AT"), int(os.environ.pop("STOP_BY"))
del os.environ["PYTHONPATH"]  # so that processes which are started do not stop too
kind, _, what = point.partition(" ")

def stop():
    os.kill(os.getpid(), number)

class Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name == what:
            sys.meta_path.remove(Finder)
            stop()

def watch(frame, event, argument):
    if event == kind and frame.f_code.co_name == function and frame.f_code.co_filename.endswith(file):
        sys.setprofile(None)
        stop()

if kind == "import":
    sys.meta_path.insert(0, Finder)
else:
    file, _, function = what.partition(":")
    sys.setprofile(watch)
"""


@pytest.fixture
def stopped(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[int, str]]:
    """Runs `kg` with a signal that comes at one moment: its exit code, and what it said on standard error.

    The moment is `import MODULE`, or `call` or `return` with FILE:FUNCTION.
    """
    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(STOPPER)

    def run(command: list[str], *, at: str, by: int) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "kg", *command],
            env={**os.environ, "PYTHONPATH": str(site), "STOP_AT": at, "STOP_BY": f"{int(by)}"},
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # whatever the tests are started with
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stderr

    return run
