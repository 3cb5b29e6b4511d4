"""`kg validate`: check a graph against the SHACL shapes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, Graph
from kg.model.errors import EXIT_DATA, EXIT_OK, GraphNotFound

MOST_PRINTED = 50  # violations


def validate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE.ttl", help="Turtle files. Without them: the built graph.", show_default=False),
    ] = None,
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Check a graph against the SHACL shapes; exit with 1 if it breaks one."""
    from kg.rdf import validate
    from kg.store.generations import holding_current

    with holding_current(graph) as state:
        report = validate.validate(files or _find_built_files(state))
    for violation in report.violations[:MOST_PRINTED]:
        value = f" (value {violation.value})" if violation.value else ""
        print(f"{violation.focus} {violation.path}: {violation.message}{value}")
    if report.conforms:
        print(f"{report.triples} triples conform to the shapes", file=sys.stderr)
        return EXIT_OK
    print(f"{len(report.violations)} violations in {report.triples} triples", file=sys.stderr)
    return EXIT_DATA


def _find_built_files(graph: Path) -> list[Path]:
    """The Turtle files of a build.

    Raises:
        GraphNotFound: one of them is missing.
    """
    from kg.store.generations import find_output_folder

    files = [graph / name for name in ("graph.ttl", "mentions.ttl", "derived.ttl")]
    if not all(file.exists() for file in files):
        folder = find_output_folder(graph)
        raise GraphNotFound(f"There is no built graph in {folder}; run `kg build INPUT... -o {folder}` or name a file.")
    return files
