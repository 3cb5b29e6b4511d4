"""Which lines of `kg` an input makes run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

_PACKAGE = str(Path(__file__).resolve().parents[3] / "kg")

Line = tuple[CodeType, int]


@contextmanager
def collect(lines: set[Line]) -> Iterator[None]:
    """Add the lines that run inside to a set. What is slow is the tracing: ten times."""

    def trace_lines(frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        if event == "line":
            lines.add((frame.f_code, frame.f_lineno))
        return trace_lines

    def trace_calls(frame: FrameType, _event: str, _argument: object) -> Callable[..., Any] | None:
        return trace_lines if frame.f_code.co_filename.startswith(_PACKAGE) else None

    before = sys.gettrace()
    sys.settrace(trace_calls)
    try:
        yield
    finally:
        sys.settrace(before)
