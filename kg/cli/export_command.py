"""`kg export`: write any export of the built graph on its own."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import DEFAULT_FOLDER, Graph, Precision
from kg.model.errors import EXIT_OK, UsageError


def export(
    name: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="The format; see --list.", show_default=False)
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE|FOLDER",
            help="A folder for a format of several files. Default: standard output, or a folder of the format's name.",
            show_default=False,
        ),
    ] = None,
    facts_only: Annotated[
        bool, typer.Option("--facts-only", help="Leave out the evidence: page, nquads and trig get smaller.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the formats.")] = False,
    publish: Annotated[
        bool, typer.Option("--all", help="Publish what builds with --no-exports have read, with all files of a build.")
    ] = False,
    precision: Precision = None,
    graph: Graph = DEFAULT_FOLDER,
) -> int:
    """Write any export of the built graph on its own.

    Example: `kg export nquads -o graph.nq`
    """
    from kg.export.registry import FORMATS, WITH_EVIDENCE

    if listed:
        _list_formats()
        return EXIT_OK
    if publish:
        if name is not None or output is not None or precision is not None:
            raise UsageError("--all writes all files of a build into its own folder: it goes with --graph alone.")
        _publish(graph)
        return EXIT_OK
    if name is None:
        raise UsageError(f"Which format? There are {', '.join(FORMATS)}; `kg export --list` says what each is for.")
    if facts_only and name not in WITH_EVIDENCE:
        raise UsageError(
            f"--facts-only goes with {', '.join(WITH_EVIDENCE)}; {name} has no evidence beside the facts in one file."
        )
    several = name in FORMATS and len(FORMATS[name].files) > 1
    if output is None:
        output = name if several else "-"
    if output == "-":
        if several:
            raise UsageError(f"The format {name} is several files; name a folder for them with -o.")
        _write_to_standard_output(name, graph, precision, evidence=not facts_only)
        return EXIT_OK
    for path in _write_export(name, graph, Path(output), precision, evidence=not facts_only):
        print(path, file=sys.stderr)
    return EXIT_OK


def _write_export(name: str, graph: Path, path: Path, precision: float | None, *, evidence: bool) -> tuple[Path, ...]:
    from kg.bounds.precision import select_bounds
    from kg.export.build_outputs import make_content
    from kg.export.registry import write_format
    from kg.export.run_manifest import Run
    from kg.store.open_store import open_to_read

    with open_to_read(graph / "store") as store:
        run = Run.of(store.facts())
        if precision is not None:
            run = run.with_bounds(select_bounds(precision))
        content = make_content(store.knowledge(), run, evidence=evidence)
    return write_format(name, content, path)


def _write_to_standard_output(name: str, graph: Path, precision: float | None, *, evidence: bool) -> None:
    """Write to a temporary file first, so that an error leaves nothing half written in a pipe."""
    with tempfile.TemporaryDirectory() as folder:
        (path,) = _write_export(name, graph, Path(folder) / "export", precision, evidence=evidence)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)  # of a terminal: of its screen
        sys.stdout.buffer.flush()


def _publish(folder: Path) -> None:
    from kg.api.publishing import publish_read
    from kg.cli.progress import show_progress

    with show_progress() as progress:
        sure = publish_read(folder, progress=progress).sure
    print(f"{len(sure.papers):,} papers and {len(sure.entities):,} entities published in {folder}", file=sys.stderr)


def _list_formats() -> None:
    from kg.export.registry import FORMATS
    from kg.system.table_view import Table, write_table

    rows = [(name, form.about, ", ".join(form.files)) for name, form in FORMATS.items()]
    write_table(Table(("format", "what it is", "files"), rows, aside=("files",)), sys.stdout)
