"""One process as its parent sees it: it starts, answers, is killed from another thread, and says when it has gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from kg.sparql.processes.query_process import NotTaken, ProcessEnded, QueryProcess
from kg.sparql.processes.wire import QueryReply, QueryRequest

TRUE = QueryRequest("ASK { paper:a a kg:Paper }", rows=1, results="text/csv")
MEMORY = 2_000_000_000


@contextmanager
def running(folder: Path, *, memory: int | None = MEMORY, logs: bool = False) -> Iterator[QueryProcess]:
    process = QueryProcess(folder, memory=memory, logs=logs)
    try:
        yield process
    finally:
        process.kill()
        process.wait_until_ended()


@pytest.mark.parametrize("memory", [MEMORY, None])
def test_it_answers_one_query_after_another(folder: Path, memory: int | None) -> None:
    with running(folder, memory=memory) as process:
        process.wait_until_ready()
        assert process.is_alive
        assert [process.ask(TRUE) for _ in range(2)] == [QueryReply("results", b"true")] * 2


def test_a_process_that_is_killed_takes_no_query(folder: Path) -> None:
    with running(folder) as process:
        process.wait_until_ready()
        process.kill()
        while process.is_alive:
            pass
        with pytest.raises(NotTaken):
            process.ask(TRUE)


def test_a_query_ends_when_its_process_is_killed(folder: Path, endless_query: str) -> None:
    with running(folder) as process:
        process.wait_until_ready()
        Timer(0.5, process.kill).start()
        with pytest.raises(ProcessEnded, match="ended its process"):
            process.ask(QueryRequest(endless_query, rows=1, results="text/csv"))


def test_a_process_without_memory_does_not_start(folder: Path) -> None:
    with running(folder, memory=1_000_000) as process, pytest.raises(ProcessEnded, match="is there enough memory"):
        process.wait_until_ready()


@pytest.mark.parametrize("logs", [True, False])
def test_what_the_engine_says_as_it_crashes_is_logged_where_that_is_wanted(
    folder: Path, caplog: pytest.LogCaptureFixture, logs: bool
) -> None:
    pairs = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(4))
    with running(folder, memory=300_000_000, logs=logs) as process:
        process.wait_until_ready()
        with pytest.raises(ProcessEnded):
            process.ask(QueryRequest(f"SELECT * {{ {pairs} }} ORDER BY ?c0", rows=1, results="text/csv"))
    assert any("memory allocation" in record.getMessage() for record in caplog.records) == logs
