"""Sequences of records of which memory holds a few at a time: the others are in a temporary file, or are computed.

What a build knows of 100,000 papers is larger than a laptop's memory, and nearly all that is done with it goes through
the papers in order.
"""

from __future__ import annotations

import heapq
import os
import pickle
import tempfile
import weakref
from abc import abstractmethod
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar, overload

Record = TypeVar("Record")

_BATCH = 64  # records that are read together; what they share, such as labels, is written once


class Keep(Protocol):
    """Keeps records that are made one after the other, so that they can be gone through again: `tuple`, a spool."""

    def __call__(self, records: Iterable[Record], /) -> Sequence[Record]:
        """The records, in order."""


class _Records(Sequence[Record]):
    """What sequences of records share: they equal any sequence of equal records, and have no hash."""

    __hash__ = None  # type: ignore[assignment]  # as of a list

    @abstractmethod
    def _get(self, position: int) -> Record:
        """The record at a position that exists, counted from the start."""

    @overload
    def __getitem__(self, position: int) -> Record: ...
    @overload
    def __getitem__(self, position: slice) -> list[Record]: ...
    def __getitem__(self, position: int | slice) -> Record | list[Record]:
        if isinstance(position, slice):
            return [self._get(i) for i in range(*position.indices(len(self)))]
        return self._get(self._normalise(position))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    def _normalise(self, position: int) -> int:
        """The position counted from the start.

        Raises:
            IndexError: there is no such position.
        """
        if not -len(self) <= position < len(self):
            raise IndexError(f"position {position} of {len(self)} records")
        return position % len(self)


class Spool(_Records[Record]):
    """Records in a temporary file that has no name, so that it goes with the process.

    Records are pickled, which is safe since no other process can write to the file. Iterators are independent of each
    other; looking up single records is fast where they are near each other.
    """

    def __init__(self, records: Iterable[Record], folder: Path | None = None) -> None:
        """Write all `records` to a file on the disk of `folder`.

        Raises:
            OSError: the disk is full, or the folder cannot be written to; `filename` is the folder.
        """
        self._starts = array("Q", [0])  # of each batch, and the end of the last
        self._length = 0
        self._last: tuple[int, list[Record]] = (-1, [])
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  # closed with the spool
            weakref.finalize(self, self._file.close)
            self._write(iter(records))
        except OSError as error:
            error.filename = error.filename or str(folder or tempfile.gettempdir())
            raise

    def _write(self, records: Iterator[Record]) -> None:
        while batch := list(islice(records, _BATCH)):
            packed = pickle.dumps(batch, pickle.HIGHEST_PROTOCOL)
            self._file.write(packed)
            self._starts.append(self._starts[-1] + len(packed))
            self._length += len(batch)
        self._file.flush()

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Record]:
        for number in range(len(self._starts) - 1):
            yield from self._read(number)

    def _get(self, position: int) -> Record:
        number, place = divmod(position, _BATCH)
        if self._last[0] != number:
            self._last = (number, self._read(number))
        return self._last[1][place]

    def _read(self, number: int) -> list[Record]:
        start, end = self._starts[number], self._starts[number + 1]
        batch: list[Record] = pickle.loads(os.pread(self._file.fileno(), end - start, start))
        return batch


def spool_in(folder: Path) -> Keep:
    """Keeps records in files on the disk of `folder`."""

    def keep(records: Iterable[Record]) -> Sequence[Record]:
        return Spool(records, folder)

    return keep


class Amended(_Records[Record]):
    """Records of which some are replaced by others; the records themselves stay as they are."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._changes: dict[int, Record] = {}

    def __setitem__(self, position: int, record: Record) -> None:
        """Replace the record at a position.

        Raises:
            IndexError: there is no such position.
        """
        self._changes[self._normalise(position)] = record

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Record]:
        return (self._changes.get(position, record) for position, record in enumerate(self._records))

    def _get(self, position: int) -> Record:
        return self._changes[position] if position in self._changes else self._records[position]


class Mapped(_Records[Record]):
    """Records that a function makes of aligned sequences, anew each time that they are asked for."""

    def __init__(self, make: Callable[..., Record], *sequences: Sequence[Any]) -> None:
        """`make` takes one item of each sequence."""
        self._make, self._sequences = make, sequences

    def __len__(self) -> int:
        return len(self._sequences[0])

    def __iter__(self) -> Iterator[Record]:
        return (self._make(*items) for items in zip(*self._sequences, strict=True))

    def _get(self, position: int) -> Record:
        return self._make(*(sequence[position] for sequence in self._sequences))


def sort_on_disk(
    records: Iterable[Record], key: Callable[[Record], Any], folder: Path | None = None, *, run: int = 50_000
) -> Iterator[Record]:
    """The records by `key`, of which memory holds `run`; equal ones keep their order.

    Runs are sorted in memory, written to the disk of `folder` and merged (Knuth, The Art of Computer Programming,
    volume 3, section 5.4: external sorting).
    """
    rest = iter(records)
    runs = []
    while batch := list(islice(rest, run)):
        runs.append(Spool(sorted(batch, key=key), folder))
    return heapq.merge(*runs, key=key)
