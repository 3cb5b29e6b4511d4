"""What a build writes: every file and what makes it, and every format by the name that `kg export` knows it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from kg.export.content import Content
from kg.model.errors import NoSuchName, UsageError
from kg.text.suggestions import did_you_mean

Writer: TypeAlias = Callable[[Content, Path], None]
"""Writes one file, whole or not at all."""


# Each imports what it needs when it is called: a command that writes a table loads no RDF and no networkx.


def _rdf(content: Content, path: Path) -> None:
    from kg.export.graphs import write_file

    write_file(content, path)


def _quads(content: Content, path: Path) -> None:
    from kg.export.graphs import write_quads

    write_quads(content, path)


def _trig(content: Content, path: Path) -> None:
    from kg.export.graphs import write_trig

    write_trig(content, path)


def _page(content: Content, path: Path) -> None:
    from tempfile import TemporaryDirectory

    from kg.export.graphs import write_file
    from kg.pictures.pages.sparql_page import write_page

    with TemporaryDirectory() as folder:
        graph, mentions, derived = (Path(folder) / f"{name}.ttl" for name in ("graph", "mentions", "derived"))
        for file in (graph, derived, *([mentions] if content.evidence else [])):
            write_file(content, file)
        write_page(graph, mentions if content.evidence else None, path, derived=derived)


def _papers(content: Content, path: Path) -> None:
    from kg.export.paper_lists import write

    write(content.knowledge, path)


def _entities_csv(content: Content, path: Path) -> None:
    from kg.export.entity_lists import write_csv

    write_csv(content.knowledge, path)


def _entities_jsonl(content: Content, path: Path) -> None:
    from kg.export.entity_lists import write_jsonl

    write_jsonl(content.knowledge, path)


def _patterns(content: Content, path: Path) -> None:
    from kg.export.spacy_patterns import write

    write(content.knowledge, path)


def _results(content: Content, path: Path) -> None:
    from kg.export.result_table import write

    write(content.knowledge, path)


def _rejected(content: Content, path: Path) -> None:
    from kg.export.rejected import write

    write(content.knowledge, path)


def _graphml(content: Content, path: Path) -> None:
    from kg.analyse.network import to_networkx
    from kg.export.graphml import write

    write(to_networkx(content.knowledge), path)


def _html(content: Content, path: Path) -> None:
    from kg.pictures.concept_map import make_concept_map
    from kg.pictures.pages.map_page import write

    write(make_concept_map(content.analysis), content.knowledge, path)


FILES: Mapping[str, Writer] = MappingProxyType(
    {
        "graph.ttl": _rdf,
        "mentions.ttl": _rdf,
        "derived.ttl": _rdf,
        "papers.jsonl": _papers,
        "entities.csv": _entities_csv,
        "entities.jsonl": _entities_jsonl,
        "patterns.jsonl": _patterns,
        "results.csv": _results,
        "rejected.jsonl": _rejected,
        "graph.html": _html,
        "graph.graphml": _graphml,
    }
)
"""The files of an output folder and what writes each."""


class Format(NamedTuple):
    """An export format: what it is for, and the files that it consists of."""

    about: str
    files: Mapping[str, Writer]


def _built(*names: str) -> dict[str, Writer]:
    """Files that a build writes too."""
    return {name: FILES[name] for name in names}


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "csv": Format(
            "tables of entities and results, for spreadsheets and data frames", _built("entities.csv", "results.csv")
        ),
        "graphml": Format("the graph for networkx, Gephi, yEd and Cytoscape", _built("graph.graphml")),
        "html": Format("the concept map, one page that needs no network", _built("graph.html")),
        "jsonl": Format(
            "papers, entities and rejected input, one JSON object a line",
            _built("papers.jsonl", "entities.jsonl", "rejected.jsonl"),
        ),
        "jsonld": Format(
            "the graph, its provenance and derived links in JSON-LD, context included",
            {"graph.jsonld": _rdf, "mentions.jsonld": _rdf, "derived.jsonld": _rdf},
        ),
        "nquads": Format("the three named graphs in N-Quads", {"graph.nq": _quads}),
        "ntriples": Format(
            "the graph, its provenance and derived links, one fact a line",
            {"graph.nt": _rdf, "mentions.nt": _rdf, "derived.nt": _rdf},
        ),
        "page": Format(
            "the graph with its query engine in one page that answers SPARQL without a network", {"page.html": _page}
        ),
        "spacy": Format("patterns for spaCy's EntityRuler", _built("patterns.jsonl")),
        "trig": Format("the three named graphs in TriG", {"graph.trig": _trig}),
        "turtle": Format(
            "the graph, its provenance and derived links in Turtle", _built("graph.ttl", "mentions.ttl", "derived.ttl")
        ),
    }
)
"""The formats that `kg export` knows."""

WITH_EVIDENCE = ("nquads", "page", "trig")
"""Those that hold in one file what texts say and where they say it, and can leave out the latter."""


def write_format(name: str, content: Content, path: Path) -> tuple[Path, ...]:
    """Write one format: to the file `path`, or, where it consists of several files, into the folder `path`.

    Returns:
        the files written.

    Raises:
        NoSuchName: there is no such format.
        UsageError: several files are to go into a folder, and `path` is a file.
    """
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS, otherwise=f"There are {', '.join(FORMATS)}.")
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
