"""The HTML files: the concept map, and the page that answers SPARQL. The pages are made in `kg.pictures.pages`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from kg.export import rdf_files
from kg.export.content import Content


def write_map_page(content: Content, path: Path) -> None:
    """Write `graph.html`, the concept map."""
    from kg.pictures.concept_map import make_concept_map
    from kg.pictures.pages.map_page import write

    write(make_concept_map(content.analysis), content.knowledge, path, doubtful=content.apart.doubtful.papers)


def write_sparql_page(content: Content, path: Path) -> None:
    """Write `page.html`, the page that holds the graph and a query engine."""
    from kg.pictures.pages.sparql_page import write_page

    with TemporaryDirectory() as folder:
        graph, mentions, derived = (Path(folder) / f"{name}.ttl" for name in ("graph", "mentions", "derived"))
        for file in (graph, derived, *([mentions] if content.evidence else [])):
            rdf_files.write_file(content, file)
        write_page(graph, mentions if content.evidence else None, path, derived=derived)
