"""`kg export`: any export of the built graph on its own."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from kg.export.registry import FORMATS, WITH_EVIDENCE, write_format
from kg.model.errors import EXIT_OK, UsageError
from kg.system.table_view import Table, write_table


def run(name: str | None, *, graph: Path, output: str | None, facts_only: bool, listed: bool) -> int:
    """Write one format and return an exit code; the names of the files written go to standard error.

    Raises:
        UsageError: no format is named, one of several files is to go to standard output, or one has no evidence to
            leave out.
        NoSuchName: there is no such format.
        GraphNotFound: there is no built graph.
    """
    if listed:
        _list()
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
        _to_standard_output(name, graph, evidence=not facts_only)
        return EXIT_OK
    for path in _write(name, graph, Path(output), evidence=not facts_only):
        print(path, file=sys.stderr)
    return EXIT_OK


def _write(name: str, graph: Path, path: Path, *, evidence: bool) -> tuple[Path, ...]:
    from kg.export.build_outputs import make_content
    from kg.export.run_manifest import Run
    from kg.store.database import open_to_read

    with open_to_read(graph / "store") as store:
        content = make_content(store.knowledge(), Run.of(store.facts()), evidence=evidence)
    return write_format(name, content, path)


def _to_standard_output(name: str, graph: Path, *, evidence: bool) -> None:
    """Written aside first, so that an error leaves nothing half written in a pipe either."""
    with tempfile.TemporaryDirectory() as folder:
        (path,) = _write(name, graph, Path(folder) / "export", evidence=evidence)
        with path.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)  # of a terminal: of its screen
        sys.stdout.buffer.flush()


def _list() -> None:
    rows = [(name, form.about, ", ".join(form.files)) for name, form in FORMATS.items()]
    write_table(Table(("format", "what it is", "files"), rows, aside=("files",)), sys.stdout)
