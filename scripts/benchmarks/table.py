"""The table that every benchmark prints, and the line about the machine that stands before it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, TextIO

_FLAGS = ("avx2", "avx512f", "avx512_vnni", "avx_vnni", "amx_int8", "asimd", "asimddp", "i8mm")
"""The flags of a processor that change how fast ONNX Runtime computes."""


class Row(NamedTuple):
    """One figure."""

    name: str  # of what is measured
    what: str  # is measured of it
    figure: float | str  # text where there is no number, such as "over 150"
    unit: str
    runs: int

    def line(self) -> str:
        """As a line of a Markdown table."""
        figure = self.figure if isinstance(self.figure, str) else format_number(self.figure)
        return f"| {self.name} | {self.what} | {figure} | {self.unit} | {self.runs} |"


def format_number(number: float) -> str:
    """With at least three significant digits and no digits behind the point that say nothing."""
    size = abs(number)
    if isinstance(number, int) or size >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if size >= 10 else f"{number:.2f}" if size >= 1 else f"{number:.3g}"


def describe_machine(processor: Path = Path("/proc/cpuinfo")) -> str:
    """Architecture, processor, its flags that matter, cores and versions, in one line."""
    facts: dict[str, str] = {}
    if processor.is_file():
        pairs = (line.partition(":") for line in processor.read_text(encoding="utf-8").splitlines())
        facts = {key.strip(): value.strip() for key, _, value in pairs}
    known = set((facts.get("flags") or facts.get("Features") or "").split())
    flags = ", ".join(flag for flag in _FLAGS if flag in known) or "none known"
    name = facts.get("model name", "processor unknown")
    return (
        f"{platform.machine()}, {name} (flags: {flags}), {os.cpu_count()} cores, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def report(rows: Iterable[Row], file: TextIO | None = None) -> int:
    """Print the machine and the table, each row as soon as it is measured; the exit code is 0."""
    out = sys.stdout if file is None else file
    print(
        f"{describe_machine()}\n\n| name | what | figure | unit | runs |\n|---|---|---|---|---|", file=out, flush=True
    )
    for row in rows:
        print(row.line(), file=out, flush=True)
    return 0
