"""The registry of exports: the files that a build writes, and the formats that `kg export` knows.

A new format is one module with a writer, and one row of `FORMATS` (and of `FILES`, if every build is to write it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from kg.export import (
    entity_lists,
    graphml,
    html_pages,
    paper_lists,
    rdf_files,
    rejected,
    result_table,
    spacy_patterns,
)
from kg.export.content import Content
from kg.model.errors import NoSuchName, UsageError
from kg.text.suggestions import suggest_nearest

Writer: TypeAlias = Callable[[Content, Path], None]
"""Writes one file, whole or not at all. It imports heavy libraries itself, so that other commands do not load them."""

FILES: Mapping[str, Writer] = MappingProxyType(
    {
        "graph.ttl": rdf_files.write_file,
        "mentions.ttl": rdf_files.write_file,
        "derived.ttl": rdf_files.write_file,
        "doubtful.ttl": rdf_files.write_file,
        "papers.jsonl": paper_lists.write,
        "entities.csv": entity_lists.write_csv,
        "entities.jsonl": entity_lists.write_jsonl,
        "patterns.jsonl": spacy_patterns.write,
        "results.csv": result_table.write,
        "doubtful.csv": result_table.write_doubtful,
        "rejected.jsonl": rejected.write,
        "graph.html": html_pages.write_map_page,
        "graph.graphml": graphml.write,
    }
)
"""The files of an output folder, in the order in which they are written."""


class Format(NamedTuple):
    """An export format: what it is for, and the files that it consists of with the writer of each."""

    about: str
    files: Mapping[str, Writer]


def _select_built(*names: str) -> dict[str, Writer]:
    """Files that a build writes too."""
    return {name: FILES[name] for name in names}


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format(
            "tables of entities and results, for spreadsheets and data frames",
            _select_built("entities.csv", "results.csv", "doubtful.csv"),
        ),
        "graphml": Format("the graph for networkx, Gephi, yEd and Cytoscape", _select_built("graph.graphml")),
        "html": Format("the concept map, one page that needs no network", _select_built("graph.html")),
        "jsonl": Format(
            "papers, entities and rejected input, one JSON object a line",
            _select_built("papers.jsonl", "entities.jsonl", "rejected.jsonl"),
        ),
        "jsonld": Format(
            "the graph, its provenance, derived links and doubtful facts in JSON-LD, context included",
            {
                "graph.jsonld": rdf_files.write_file,
                "mentions.jsonld": rdf_files.write_file,
                "derived.jsonld": rdf_files.write_file,
                "doubtful.jsonld": rdf_files.write_file,
            },
        ),
        "nquads": Format("the four named graphs in N-Quads", {"graph.nq": rdf_files.write_quads}),
        "ntriples": Format(
            "the graph, its provenance, derived links and doubtful facts, one fact a line",
            {
                "graph.nt": rdf_files.write_file,
                "mentions.nt": rdf_files.write_file,
                "derived.nt": rdf_files.write_file,
                "doubtful.nt": rdf_files.write_file,
            },
        ),
        "page": Format(
            "the graph with its query engine in one page that answers SPARQL without a network",
            {"page.html": html_pages.write_sparql_page},
        ),
        "spacy": Format("patterns for spaCy's EntityRuler", _select_built("patterns.jsonl")),
        "trig": Format("the four named graphs in TriG", {"graph.trig": rdf_files.write_trig}),
        "turtle": Format(
            "the graph, its provenance, derived links and doubtful facts in Turtle",
            _select_built("graph.ttl", "mentions.ttl", "derived.ttl", "doubtful.ttl"),
        ),
    }
)
"""The formats that `kg export` knows, by name."""

WITH_EVIDENCE = ("nquads", "page", "trig")
"""The formats that hold all named graphs in one file, and can leave out the provenance."""


def write_format(name: str, content: Content, path: Path) -> tuple[Path, ...]:
    """Write one format: to the file `path`, or, where it consists of several files, into the folder `path`.

    Returns:
        the files written.

    Raises:
        NoSuchName: there is no such format.
        UsageError: several files are to go into a folder, and `path` is a file.
    """
    if name not in FORMATS:
        hint = suggest_nearest(name, FORMATS, otherwise=f"There are {', '.join(FORMATS)}.")
        raise NoSuchName(f"There is no export format {name!r}. {hint}")
    files = FORMATS[name].files
    if len(files) == 1:
        (write,) = files.values()
        write(content, path)
        return (path,)
    if path.exists() and not path.is_dir():
        raise UsageError(f"The format {name} is {len(files)} files, which go into a folder; {path} is a file.")
    for file, write in files.items():
        write(content, path / file)
    return tuple(path / file for file in files)
