"""The five sample listings, built once for all tests that need a real graph."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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
