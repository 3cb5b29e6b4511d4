"""`kg validate`: does a graph keep to the shapes?"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.model.errors import EXIT_DATA, EXIT_OK, GraphNotFound

MOST = 50  # violations printed


def run(files: list[Path], *, graph: Path) -> int:
    """Print the violations, if any, and return an exit code.

    Raises:
        GraphNotFound: no file was named and there is no built graph.
        InputError: a file cannot be read as Turtle.
    """
    if not files:
        files = [graph / name for name in ("graph.ttl", "mentions.ttl", "derived.ttl")]
        if not all(file.exists() for file in files):
            raise GraphNotFound(
                f"There is no built graph in {graph}; run `kg build INPUT... -o {graph}` or name a file."
            )
    from kg.rdf.validate import validate

    report = validate(files)
    for violation in report.violations[:MOST]:
        value = f" (value {violation.value})" if violation.value else ""
        print(f"{violation.focus} {violation.path}: {violation.message}{value}")
    if report.conforms:
        print(f"{report.triples} triples conform to the shapes", file=sys.stderr)
        return EXIT_OK
    print(f"{len(report.violations)} violations in {report.triples} triples", file=sys.stderr)
    return EXIT_DATA
