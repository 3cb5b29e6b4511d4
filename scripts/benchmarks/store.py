"""SQLite and DuckDB as the store: the figures of docs/adr/0001-store.md."""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from scripts.arguments import file
from scripts.benchmarks.table import Row, report
from scripts.corpora import read_papers

PaperRow = tuple[str, str, str]  # id, title, abstract
CREATE = "CREATE TABLE paper (id TEXT PRIMARY KEY, title TEXT, abstract TEXT)"
INSERT = "INSERT INTO paper VALUES (?, ?, ?)"
DAY = 50  # papers
RUNS = 3
SECOND_READER = {
    "sqlite": "import sqlite3, sys; print(sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)"
    ".execute('SELECT count(*) FROM paper').fetchone()[0])",
    "duckdb": "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True)"
    ".execute('SELECT count(*) FROM paper').fetchone()[0])",
}


def _open(engine: str, path: Path) -> Any:
    if engine == "duckdb":
        import duckdb

        return duckdb.connect(str(path), config={"threads": 1})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def _load(engine: str, path: Path, rows: list[PaperRow]) -> None:
    connection = _open(engine, path)
    connection.execute(CREATE)
    if engine == "duckdb":  # its fast way in: a file, not rows
        source = path.with_suffix(".ndjson")
        source.write_text(
            "".join(json.dumps(dict(zip(("id", "title", "abstract"), r, strict=True))) + "\n" for r in rows)
        )
        connection.execute("INSERT INTO paper SELECT id, title, abstract FROM read_json(?)", [str(source)])
    else:
        connection.executemany(INSERT, rows)
        connection.commit()
    connection.close()


def _add_day(engine: str, path: Path, rows: list[PaperRow]) -> None:
    connection = _open(engine, path)
    connection.execute("BEGIN")
    connection.executemany(INSERT, rows)
    connection.commit()
    connection.close()


def _look_up(engine: str, path: Path, rows: list[PaperRow]) -> None:
    connection = _open(engine, path)
    for key, _, abstract in rows:
        found = connection.execute("SELECT abstract FROM paper WHERE id = ?", [key]).fetchone()
        assert found == (abstract,)
    connection.close()


def _scan(engine: str, path: Path) -> None:
    connection = _open(engine, path)
    connection.execute("SELECT avg(length(abstract)), max(title) FROM paper").fetchone()
    connection.close()


def _time(function: Callable[[], None]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def measure(engine: str, folder: Path, rows: list[PaperRow]) -> Iterator[Row]:
    """Each operation of a store on the papers, in an engine."""
    stored, day = rows[:-DAY], rows[-DAY:]
    paths = [folder / f"{engine}{n}" for n in range(RUNS)]
    loads = [_time(partial(_load, engine, path, stored)) for path in paths]
    yield Row(engine, f"load {len(stored)} papers, median", 1000 * statistics.median(loads), "ms", RUNS)
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    yield Row(engine, "file", paths[0].stat().st_size / 1e6, "MB", 1)
    adds = [_time(partial(_add_day, engine, path, day)) for path in paths]
    yield Row(engine, f"add {DAY} papers, median", 1000 * statistics.median(adds), "ms", RUNS)
    look_ups = [_time(lambda: _look_up(engine, paths[0], day)) for _ in range(RUNS)]
    yield Row(engine, f"open and look up {DAY} papers, least", 1000 * min(look_ups), "ms", RUNS)
    scans = [_time(lambda: _scan(engine, paths[0])) for _ in range(RUNS)]
    yield Row(engine, "open and scan all, least", 1000 * min(scans), "ms", RUNS)
    yield Row(engine, "same bytes from same rows", "yes" if len(digests) == 1 else "no", "", RUNS)
    yield Row(engine, "readable while another process writes", "yes" if _is_readable(engine, paths[0]) else "no", "", 1)


def _is_readable(engine: str, path: Path) -> bool:
    """Whether another process can read while this one is in a transaction that deletes everything."""
    writer = _open(engine, path)
    writer.execute("BEGIN")
    writer.execute("DELETE FROM paper")
    command = [sys.executable, "-c", SECOND_READER[engine], str(path)]
    reader = subprocess.run(command, capture_output=True, text=True, check=False)
    writer.close()
    return reader.returncode == 0


def measure_both(papers: Sequence[PaperRow]) -> Iterator[Row]:
    """SQLite, then DuckDB."""
    import duckdb

    yield Row("sqlite", "version", sqlite3.sqlite_version, "", 1)
    yield Row("duckdb", "version", duckdb.__version__, "", 1)
    with tempfile.TemporaryDirectory() as folder:
        for engine in SECOND_READER:
            yield from measure(engine, Path(folder), list(papers))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("papers", type=file, metavar="PAPERS.jsonl[.gz]", help="generic input: id, title, abstract")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    papers = {p["id"]: (p["id"], p["title"], p["abstract"]) for p in read_papers(arguments.papers)}
    return report(measure_both(list(papers.values())))
