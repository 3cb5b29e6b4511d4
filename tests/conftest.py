"""Markers, what the tests need, graphs that are built once for all tests, and programs on terminals or told to stop."""

from __future__ import annotations

import ctypes
import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.fixtures.installed import missing_programs, require_packages

pytest_plugins = ["tests.fixtures.graphs", "tests.fixtures.hostile_strings", "tests.fixtures.knowledge"]

TESTS = Path(__file__).parent
LISTINGS = TESTS / "data" / "listings"

# ---- markers

MARKER_OF_FOLDER = {"browser": "browser", "serve": "serve"}
MARKER_OF_FIXTURE = {"built_folder": "build"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by the folder they lie in and by the fixtures they ask for; other markers stand beside the tests."""
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        fixtures = getattr(item, "fixturenames", ())
        names = [MARKER_OF_FOLDER.get(folder), *map(MARKER_OF_FIXTURE.get, fixtures)]
        for name in filter(None, names):
            item.add_marker(name)


# ---- what has to be installed


def pytest_configure() -> None:
    """Refuse to start without the packages that tests import, and set how hypothesis works."""
    require_packages()
    from hypothesis import settings

    settings.register_profile("kg", deadline=None)  # a test says what is right, never how fast a busy machine is
    settings.load_profile("kg")


os.environ.pop("COLUMNS", None)  # parallel tests have it set: 80 columns, in which lines are broken


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where tests failed and programs that some of them start are missing, say once how to install these."""
    missing = missing_programs()
    if missing and any(terminalreporter.stats.get(kind) for kind in ("failed", "error")):
        packages = " ".join(missing)
        terminalreporter.line(f"Some tests start programs that are not installed: run `apt-get install {packages}`.")


# ---- graphs


@pytest.fixture(scope="session")
def listings() -> Path:
    """The folder of the five sample listings."""
    return LISTINGS


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder in which the five sample listings were built by the command line, once for all workers."""
    from kg.cli import main

    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / "built"
    with (shared / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "manifest.json").exists():  # which a build writes last
            assert main(["build", str(LISTINGS), "-o", str(folder), "--precision", "0"]) == 0  # all is shown
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
def small_folder(small_input: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
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
def run_with_signal(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[int, str]]:
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


@dataclass(frozen=True)
class Seen:
    """What a program wrote to a terminal, and how it ended."""

    code: int
    raw: str

    @property
    def text(self) -> str:
        """Without styles."""
        return STYLE.sub("", self.raw)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()


STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="session")
def on_terminal() -> Callable[..., Seen]:
    """Runs Python with arguments (by default those of `kg`) on a terminal of its own, for all three streams."""

    def run(*args: str, columns: int = 80, program: tuple[str, ...] = ("-m", "kg"), **environment: str) -> Seen:
        ours, theirs = pty.openpty()
        settings = termios.tcgetattr(theirs)
        settings[1] &= ~termios.OPOST  # the bytes as they are written
        termios.tcsetattr(theirs, termios.TCSANOW, settings)
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        cleared = {name: value for name, value in os.environ.items() if name not in WITHOUT}
        process = subprocess.Popen(
            [sys.executable, *program, *args],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**cleared, "TERM": "xterm-256color", **environment},
        )
        os.close(theirs)
        with os.fdopen(ours, "rb", buffering=0) as stream:
            written = b"".join(iter(lambda: _read(stream), b""))
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        return Seen(process.wait(), written.decode(encoding, "surrogateescape"))

    return run


WITHOUT = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "KG_OUTPUT", "PYTHONIOENCODING")


def _read(stream: BinaryIO) -> bytes:
    try:
        return stream.read(65536)
    except OSError:  # how Linux says that nobody holds the other end any more
        return b""
