"""Reading: files in any supported format become entries, and the entries of one paper are merged into a paper.

read         files, folders, globs, standard input -> Reading
iter_items   the same as a stream, for inputs larger than memory
read_bytes   one file's name and bytes -> FileReading, a pure function that any engine can map
merge        entries -> papers; `merge_on_disk` for more than memory holds
find_replaced  which entries of a file a later reading of it replaces

Steps: `finding` (which files), `stream` (unpack, decode, detect the format), `formats` (one module a format),
`fields` (a record's fields) or `listing` (a saved page's lines), `merge`. A new input format is a module in `formats`.
"""

from __future__ import annotations

from kg.read.finding import find_inputs
from kg.read.inputs import iter_items, read
from kg.read.merge import find_replaced, merge, merge_on_disk
from kg.read.reading_records import FileReading, Reading, SkippedInput, UnusedField
from kg.read.stream import read_bytes, read_stream
from kg.read.titles import normalise_title

__all__ = [
    "FileReading",
    "Reading",
    "SkippedInput",
    "UnusedField",
    "find_inputs",
    "find_replaced",
    "iter_items",
    "merge",
    "merge_on_disk",
    "normalise_title",
    "read",
    "read_bytes",
    "read_stream",
]
