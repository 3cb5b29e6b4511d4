"""What a build writes: every file and what makes it, and every format by the name that `kg export` knows it by."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.errors import NoSuchName
from kg.records import Knowledge

if TYPE_CHECKING:
    from kg.export.rdf.description import RunInfo


class Writer(Protocol):
    """Writes one file of an output folder, whole or not at all."""

    def __call__(self, knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None: ...


# Each imports what it needs when it is called: a command that writes a table loads no RDF and no spaCy.


def _graph(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.turtle import write_graph

    write_graph(knowledge, path, run=run, base=base)


def _mentions(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.turtle import write_mentions

    write_mentions(knowledge, path, run=run, base=base)


def _papers(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.papers import write

    write(knowledge, path)


def _entities_csv(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.entities import write_csv

    write_csv(knowledge, path)


def _entities_jsonl(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.entities import write_jsonl

    write_jsonl(knowledge, path)


def _patterns(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.patterns import write

    write(knowledge, path)


def _results(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.results import write

    write(knowledge, path)


def _rejected(knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> None:
    from kg.export.rejected import write

    write(knowledge, path)


FILES: Mapping[str, Writer] = MappingProxyType(
    {
        "graph.ttl": _graph,
        "mentions.ttl": _mentions,
        "papers.jsonl": _papers,
        "entities.csv": _entities_csv,
        "entities.jsonl": _entities_jsonl,
        "patterns.jsonl": _patterns,
        "results.csv": _results,
        "rejected.jsonl": _rejected,
    }
)
"""The files of an output folder and what writes each."""


class Format(NamedTuple):
    """An export format: what it is for, and the files that it consists of."""

    about: str
    files: tuple[str, ...]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format(
            "tables of entities and results, for spreadsheets and data frames", ("entities.csv", "results.csv")
        ),
        "jsonl": Format(
            "papers, entities and rejected input, one JSON object a line",
            ("papers.jsonl", "entities.jsonl", "rejected.jsonl"),
        ),
        "spacy": Format("patterns for spaCy's EntityRuler", ("patterns.jsonl",)),
        "turtle": Format("the graph and its provenance in RDF", ("graph.ttl", "mentions.ttl")),
    }
)
"""The formats that `kg export` knows."""


def write_format(name: str, knowledge: Knowledge, path: Path, *, run: RunInfo, base: str) -> tuple[Path, ...]:
    """Write one format: to the file `path`, or, where it consists of several files, into the folder `path`.

    Returns:
        the files written.

    Raises:
        NoSuchName: there is no such format.
    """
    if name not in FORMATS:
        raise NoSuchName(f"There is no export format {name!r}; there are {', '.join(FORMATS)}.")
    files = FORMATS[name].files
    paths = (path,) if len(files) == 1 else tuple(path / file for file in files)
    for file, target in zip(files, paths, strict=True):
        FILES[file](knowledge, target, run=run, base=base)
    return paths
