"""The tables of this folder: tab-separated UTF-8, a heading line, the last column says where a row comes from."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


def read_table(file: str, *columns: str) -> Iterator[list[str]]:
    """The rows of a table, without the column of sources.

    Raises:
        ValueError: the heading is not `columns` and "source", or a row has more or fewer cells.
    """
    heading, *lines = resources.files("kg.vocabulary").joinpath(file).read_text(encoding="utf-8").splitlines()
    if heading.split("\t") != [*columns, "source"]:
        raise ValueError(f"Unexpected heading of {file}: {heading!r}")
    for line in lines:
        *cells, _ = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"Unexpected row of {file}: {line!r}")
        yield cells
