"""What a long build will take: disk, told before it reads texts, and time, told after the first of them."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_MANY = 2_000  # texts; what takes less needs no forecast
_SAMPLE = 256  # texts after which the speed is known
_PER_TEXT = 244_000  # bytes that store, exports and index take of a paper (`python -m scripts.benchmarks scale`)
_STAGE = "extracting"


class Forecast:
    """Tells of a build in a folder, from its reports of progress, what it will take."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        self._began: float | None = None
        self._timed = False

    def tell(self, stage: str, done: int, total: int) -> Iterator[str]:
        """The sentences that a report (see `kg.pipeline.Progress`) gives reason for, each of them once."""
        if stage != _STAGE or total < _MANY:
            return
        if self._began is None:
            self._began = self._clock()
            yield self._describe_disk(total)
        if not self._timed and _SAMPLE <= done < total:
            self._timed = True
            left = (self._clock() - self._began) / done * (total - done)
            yield f"Reading the other {total - done:,} texts takes about {format_duration(left)}, the graph some more."

    def _describe_disk(self, total: int) -> str:
        need, free = total * _PER_TEXT, shutil.disk_usage(_find_existing(self._folder)).free
        told = f"{total:,} texts to read. {self._folder} will take about {_format_size(need)} more"
        if before := _measure_generation(self._folder):  # which stays until the new one is written
            told += f", and {_format_size(before)} more than that while the graph is written"
        told += "; "
        if free > need + before:
            return f"{told}{_format_size(free)} are free."
        return f"{told}only {_format_size(free)} are free: stop with Ctrl-C and choose another -o, or make room."


def format_duration(seconds: float) -> str:
    """A duration to a precision that a forecast can have: "40 seconds", "12 minutes", "2.5 hours"."""
    if seconds < 90:
        return f"{max(10, round(seconds, -1)):.0f} seconds"
    if seconds < 90 * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"


def _find_existing(folder: Path) -> Path:
    """The folder, or the nearest above it that exists."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _measure_generation(folder: Path) -> int:
    """The bytes of the generation that is published in a folder, if there is one."""
    from kg.store.generations import find_current

    current = find_current(folder)
    if current == folder:
        return 0
    return sum(path.stat().st_size for path in current.rglob("*") if path.is_file())


def _format_size(size: int) -> str:
    return f"{size / 1e9:.0f} GB" if size >= 10e9 else f"{size / 1e9:.1f} GB"
