"""One request is answered from the state of one build, at the precision of the server."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kg.pipeline import build
from kg.serve.context import Context, holding_asked
from kg.store.generations import find_current


async def find_asked(context: Context) -> tuple[Path, bool]:
    """The folder that a request asks, and whether it is there within and after it, though a build has finished."""
    async with holding_asked(context) as folder:
        asked = Path(folder)
        source = context.folder.with_suffix(".jsonl")
        source.write_text('{"id": "c", "title": "GPT-4", "abstract": "We use GPT-4."}\n', encoding="utf-8")
        build([str(source)], context.folder)
        return asked, (asked / "graph.ttl").is_file()


def test_a_state_stays_while_a_request_asks_it_and_the_next_asks_the_next(small_input: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    build([str(small_input)], folder)
    before = find_current(folder)
    assert asyncio.run(find_asked(Context(folder))) == (before, True)
    assert find_current(folder) != before
    assert asyncio.run(find_asked(Context(folder))) == (find_current(folder), True)


def test_at_another_precision_a_view_of_the_state_is_asked(small_input: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    build([str(small_input)], folder)
    before = find_current(folder)
    asked, there = asyncio.run(find_asked(Context(folder, precision=0.99)))
    assert there
    assert asked.is_relative_to(before)
    assert asked != before
