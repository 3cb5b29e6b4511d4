"""SQLite against DuckDB as the store: what docs/adr/0001-store.md says is measured here.

    pip install duckdb && python scripts/bench_store.py PAPERS.jsonl[.gz]

PAPERS is generic input (id, title, abstract); all figures come from one run on one machine.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb

Row = tuple[str, str, str]
CREATE = "CREATE TABLE paper (id TEXT PRIMARY KEY, title TEXT, abstract TEXT)"
INSERT = "INSERT INTO paper VALUES (?, ?, ?)"
DAY = 50
SECOND_READER = {
    "sqlite": "import sqlite3, sys; print(sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)"
    ".execute('SELECT count(*) FROM paper').fetchone()[0])",
    "duckdb": "import duckdb, sys; print(duckdb.connect(sys.argv[1], read_only=True)"
    ".execute('SELECT count(*) FROM paper').fetchone()[0])",
}


def _open(engine: str, path: Path) -> Any:
    if engine == "duckdb":
        return duckdb.connect(str(path), config={"threads": 1})
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def _load(engine: str, path: Path, rows: list[Row]) -> None:
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


def _add_day(engine: str, path: Path, rows: list[Row]) -> None:
    connection = _open(engine, path)
    connection.execute("BEGIN")
    connection.executemany(INSERT, rows)
    connection.commit()
    connection.close()


def _look_up(engine: str, path: Path, rows: list[Row]) -> None:
    connection = _open(engine, path)
    for key, _, abstract in rows:
        found = connection.execute("SELECT abstract FROM paper WHERE id = ?", [key]).fetchone()
        assert found == (abstract,)
    connection.close()


def _scan(engine: str, path: Path) -> None:
    connection = _open(engine, path)
    connection.execute("SELECT avg(length(abstract)), max(title) FROM paper").fetchone()
    connection.close()


def _timed(function: Callable[[], None]) -> float:
    start = time.perf_counter()
    function()
    return time.perf_counter() - start


def _measure(engine: str, folder: Path, rows: list[Row]) -> dict[str, str]:
    stored, day = rows[:-DAY], rows[-DAY:]
    paths = [folder / f"{engine}{n}" for n in range(3)]
    loads = [_timed(partial(_load, engine, path, stored)) for path in paths]
    figures = {f"load {len(stored)} papers": statistics.median(loads)}
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
    size = paths[0].stat().st_size
    adds = [_timed(partial(_add_day, engine, path, day)) for path in paths]
    figures[f"add {DAY} papers"] = statistics.median(adds)
    figures[f"open and look up {DAY} papers"] = min(_timed(lambda: _look_up(engine, paths[0], day)) for _ in range(3))
    figures["open and scan all"] = min(_timed(lambda: _scan(engine, paths[0])) for _ in range(3))
    writer = _open(engine, paths[0])
    writer.execute("BEGIN")
    writer.execute("DELETE FROM paper")
    reader = subprocess.run(
        [sys.executable, "-c", SECOND_READER[engine], str(paths[0])], capture_output=True, text=True, check=False
    )
    writer.close()
    return {name: f"{1000 * seconds:.0f} ms" for name, seconds in figures.items()} | {
        "file": f"{size / 1e6:.0f} MB",
        "same bytes from same rows": "yes" if len(digests) == 1 else "no",
        "readable while another process writes": "yes" if reader.returncode == 0 else "no",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path)
    path = parser.parse_args().papers
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        papers = {p["id"]: (p["id"], p["title"], p["abstract"]) for p in map(json.loads, lines)}
    with tempfile.TemporaryDirectory() as folder:
        tables = {engine: _measure(engine, Path(folder), list(papers.values())) for engine in SECOND_READER}
    print(f"SQLite {sqlite3.sqlite_version}, DuckDB {duckdb.__version__}\n\n| | sqlite | duckdb |\n|---|---|---|")
    for name, figure in tables["sqlite"].items():
        print(f"| {name} | {figure} | {tables['duckdb'][name]} |")


if __name__ == "__main__":
    main()
