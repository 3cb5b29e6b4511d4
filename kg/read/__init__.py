"""Reading: inputs of any supported format become entries, entries of one paper become the paper.

read      files, folders, globs, standard input -> Reading
iter_items   the same as a stream, for inputs larger than memory
read_bytes   one file's name and bytes -> FileReading, a pure function that any engine can map
merge     entries -> papers
"""

from __future__ import annotations

from kg.read.finding import find_inputs
from kg.read.inputs import iter_items, read
from kg.read.listing.titles import normalized_title
from kg.read.merge import merge
from kg.read.reading import FileReading, LeftOut, Reading, Unused
from kg.read.stream import read_bytes, read_stream

__all__ = [
    "FileReading",
    "LeftOut",
    "Reading",
    "Unused",
    "find_inputs",
    "iter_items",
    "merge",
    "normalized_title",
    "read",
    "read_bytes",
    "read_stream",
]
