"""The pool: its bounded queue, and processes that are stopped, replaced, and gone when it closes."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from kg.sparql.limits import Limits
from kg.sparql.processes.pool import Busy, Pool, TooLong
from kg.sparql.processes.query_process import ProcessEnded
from kg.sparql.processes.wire import QueryReply, QueryRequest

pytestmark = pytest.mark.slow

TRUE = QueryRequest("ASK { paper:a a kg:Paper }", rows=10, results="text/csv")


def run_in_pool(folder: Path, work: Callable[[Pool], Awaitable[Any]], **limits: Any) -> Any:
    """What `work` makes of a pool over a folder."""

    async def run() -> Any:
        async with Pool(folder, Limits(**{"workers": 1, **limits})) as pool:
            return await work(pool)

    return asyncio.run(run())


def test_a_full_queue_refuses_more(folder, endless_query) -> None:
    async def work(pool: Pool) -> list[object]:
        pending = [
            asyncio.ensure_future(pool.ask(QueryRequest(endless_query, rows=1, results="text/csv"))) for _ in range(3)
        ]
        return await asyncio.gather(*pending, return_exceptions=True)

    outcomes = run_in_pool(folder, work, queue=1, timeout=1)
    # One runs, one waits as long as that does, and the third is told at once.
    assert [type(outcome) for outcome in outcomes] == [TooLong, Busy, Busy]
    assert "1 queries are waiting already" in str(outcomes[2])


def test_a_queue_holds_what_comes_at_once(folder) -> None:
    async def work(pool: Pool) -> list[QueryReply]:
        return await asyncio.gather(*(pool.ask(TRUE) for _ in range(100)))

    answers = run_in_pool(folder, work, queue=100)
    assert {answer.body for answer in answers} == {b"true"}


def test_who_waits_is_told_that_the_server_stops(folder, endless_query) -> None:
    async def work(pool: Pool) -> list[object]:
        pending = [
            asyncio.ensure_future(pool.ask(QueryRequest(endless_query, rows=1, results="text/csv"))) for _ in range(2)
        ]
        await asyncio.sleep(0.2)
        await pool.close()
        return await asyncio.gather(*pending, pool.ask(TRUE), return_exceptions=True)

    outcomes = run_in_pool(folder, work, timeout=600)
    assert [(type(outcome), str(outcome)) for outcome in outcomes] == [(Busy, "The server is being stopped.")] * 3


def test_a_query_that_is_cancelled_frees_its_process(folder, endless_query) -> None:
    async def work(pool: Pool) -> QueryReply:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await pool.ask(QueryRequest(endless_query, rows=1, results="text/csv"))
        return await pool.ask(TRUE)

    assert run_in_pool(folder, work, timeout=600).body == b"true"


def test_a_query_may_not_take_all_memory(folder) -> None:
    pairs = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(4))

    async def work(pool: Pool) -> QueryReply:
        with pytest.raises(ProcessEnded, match="too much memory"):
            await pool.ask(QueryRequest(f"SELECT * {{ {pairs} }} ORDER BY ?c0", rows=1, results="text/csv"))
        return await pool.ask(TRUE)

    assert run_in_pool(folder, work, memory=300_000_000, timeout=60).body == b"true"


def test_a_graph_that_is_gone_is_told_and_comes_back(folder) -> None:
    graph = folder / "graph.ttl"
    text = graph.read_text()

    async def work(pool: Pool) -> list[QueryReply]:
        answers = [await pool.ask(TRUE)]
        graph.unlink()
        (folder / "store" / "index" / "current").unlink()
        answers.append(await pool.ask(TRUE))
        graph.write_text(text)
        return [*answers, await pool.ask(TRUE)]

    before, gone, after = run_in_pool(folder, work)
    assert before == after == QueryReply("results", b"true")
    assert gone.kind == "failed"
    assert b"There is no built graph" in gone.body


def test_a_process_that_died_idle_costs_no_query(folder) -> None:
    async def work(pool: Pool) -> list[QueryReply]:
        answers = []
        for _ in range(3):
            for process in list(pool._alive):
                with suppress(ProcessLookupError):  # one that was killed before and is not replaced yet
                    os.kill(process.pid, signal.SIGKILL)
            answers += await asyncio.gather(*(pool.ask(TRUE) for _ in range(4)))
        return answers

    assert {(answer.kind, answer.body) for answer in run_in_pool(folder, work, workers=2)} == {("results", b"true")}


def test_a_process_that_dies_as_it_is_asked_costs_no_query(folder) -> None:
    async def work(pool: Pool) -> QueryReply:
        (process,) = pool._alive
        os.kill(process.pid, signal.SIGSTOP)  # so that it cannot say that it has the query
        pending = asyncio.ensure_future(pool.ask(TRUE))
        await asyncio.sleep(0.1)
        os.kill(process.pid, signal.SIGKILL)
        return await pending

    assert run_in_pool(folder, work) == QueryReply("results", b"true")


def test_a_query_that_ends_its_process_is_not_asked_again(folder) -> None:
    nested = QueryRequest(f"SELECT * {{ ?s ?p {'(' * 100_000}", rows=1, results="text/csv")

    async def work(pool: Pool) -> int:
        first = {process.pid for process in pool._alive}
        with pytest.raises(ProcessEnded, match="nested too deeply"):
            await pool.ask(nested)
        while (now := {process.pid for process in pool._alive}) == first or len(now) < 3:
            await asyncio.sleep(0.01)
        return len(now & first)

    assert run_in_pool(folder, work, workers=3) == 2
