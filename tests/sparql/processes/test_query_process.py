"""One process as the server sees it: it starts, answers, is killed, and says when it has gone."""

import asyncio
from pathlib import Path

import pytest

from kg.sparql.processes.query_process import NotTaken, ProcessEnded, start_query_process
from kg.sparql.processes.wire import QueryReply, QueryRequest

TRUE = QueryRequest("ASK { paper:a a kg:Paper }", rows=1, results="text/csv")
MEMORY = 2_000_000_000


def test_it_answers_one_query_after_another(folder: Path) -> None:
    async def run() -> list[QueryReply]:
        process = await start_query_process(folder, memory=MEMORY)
        try:
            assert process.is_alive
            return [await process.ask(TRUE) for _ in range(2)]
        finally:
            process.kill()
            await process.wait_until_ended()

    assert asyncio.run(run()) == [QueryReply("results", b"true")] * 2


def test_a_process_that_is_killed_takes_no_query(folder: Path) -> None:
    async def run() -> None:
        process = await start_query_process(folder, memory=MEMORY)
        process.kill()
        await process.wait_until_ended()
        assert not process.is_alive
        with pytest.raises(NotTaken):
            await process.ask(TRUE)
        process.kill()  # again, which changes nothing

    asyncio.run(run())


def test_a_process_without_memory_does_not_start(folder: Path) -> None:
    async def run() -> None:
        with pytest.raises(ProcessEnded, match="is there enough memory"):
            await start_query_process(folder, memory=1_000_000)

    asyncio.run(run())
