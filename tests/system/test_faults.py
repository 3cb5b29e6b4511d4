"""What the machine does to a run is one sentence that names the file and the remedy; our own mistakes are not."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from kg.model.errors import MachineError, StoreDamaged
from kg.system.faults import explain, explain_store


def fault(number: int, name: str | None = "a.txt") -> OSError:
    return OSError(number, os.strerror(number), name)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (fault(errno.ENOSPC), "a.txt: No space left on device; make room there and run the command again."),
        (fault(errno.EFBIG), "a.txt: File too large; raise the limit on the size of files (ulimit -f) and run"),
        (fault(errno.EACCES), "a.txt: Permission denied; check who may read and write it, or name another place."),
        (fault(errno.EROFS), "a.txt: Read-only file system; name a place that can be written to."),
        (fault(errno.EISDIR), "a.txt: Is a directory; name a file."),
        (fault(errno.ENOTDIR), "a.txt: Not a directory; name a folder, or another place."),
        (fault(errno.ENOENT), "a.txt: No such file or directory; check its name."),
        (fault(errno.EMFILE), "a.txt: Too many open files; raise the limit on open files (ulimit -n) and run"),
        (fault(errno.EBADF, "standard output"), "standard output: it is closed; open it, or write to a file with -o."),
        (fault(errno.ETXTBSY), "a.txt: Text file busy; mend that and run the command again."),
        (fault(errno.ENOSPC, None), "No space left on device; make room there and run the command again."),
        (OSError(errno.EIO, "Input/output error", b"a\xff"), "a\udcff: Input/output error; check the disk."),
        # as the engine for SPARQL raises them
        (PermissionError("Permission denied (os error 13)"), "Permission denied; check who may read and write it"),
        (OSError("IO error: while appending to x.sst: File too large"), "x.sst: File too large; raise the limit"),
        (OSError("Kein Platz mehr frei (os error 28)"), "Kein Platz mehr frei; make room there"),  # in any language
        (MemoryError(), "There is not enough memory for this; close other programs"),
    ],
)
def test_what_the_machine_refuses_is_told_with_the_remedy(error: BaseException, sentence: str) -> None:
    explanation = explain(error)
    assert isinstance(explanation, MachineError)
    assert sentence in str(explanation)
    assert str(explanation).endswith(".")
    assert explanation.exit_code == 1


@pytest.mark.parametrize(
    "error", [KeyError("x"), ValueError("x"), RuntimeError("x"), AssertionError(), sqlite3.ProgrammingError("x")]
)
def test_a_mistake_of_ours_is_not_the_machine_s(error: Exception) -> None:
    assert explain(error) is None


def catch_error(connection: sqlite3.Connection, *statements: str) -> sqlite3.Error:
    *before, last = statements
    for statement in before:
        connection.execute(statement)
    with pytest.raises(sqlite3.Error) as caught:
        list(connection.execute(last))
    return caught.value


@pytest.fixture
def database(tmp_path: Path):
    connection = sqlite3.connect(tmp_path / "db")
    connection.execute("CREATE TABLE t (a TEXT)")
    connection.commit()
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("statements", "kind", "sentence"),
    [
        (
            ["PRAGMA max_page_count = 3", "INSERT INTO t VALUES (zeroblob(100000))"],
            MachineError,
            "kg.sqlite: database or disk is full; make room there and run the command again.",
        ),
        (
            ["PRAGMA query_only = 1", "DELETE FROM t"],
            MachineError,
            "kg.sqlite: attempt to write a readonly database; check who may",
        ),
        (["ATTACH '/none/at/all' AS other"], MachineError, "kg.sqlite: unable to open database"),
        (["SELECT * FROM entity"], StoreDamaged, "no such table: entity); remove the folder out/store and build again"),
        (["SELECT b FROM t"], StoreDamaged, "no such column: b); remove the folder"),
        (["INSERT INTO t VALUES (1, 2)"], StoreDamaged, "table t has 1 columns"),
        (
            ["INSERT INTO t VALUES (CAST(x'41ff' AS TEXT))", "SELECT a FROM t"],
            StoreDamaged,
            "(text in it is not UTF-8); remove the folder",
        ),
    ],
)
def test_what_is_wrong_with_a_store_is_told_with_the_remedy(
    database: sqlite3.Connection, statements: list[str], kind: type[Exception], sentence: str
) -> None:
    explanation = explain_store(catch_error(database, *statements), Path("out/store/kg.sqlite"))
    assert isinstance(explanation, kind)
    assert sentence in str(explanation)
    assert str(explanation).startswith("out/store/kg.sqlite")


@pytest.mark.parametrize("statement", ["SELEKT 1", "SELECT ?"])
def test_a_statement_of_ours_that_is_wrong_is_not_the_store_s(database: sqlite3.Connection, statement: str) -> None:
    assert explain_store(catch_error(database, statement), Path("kg.sqlite")) is None
