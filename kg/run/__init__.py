"""How the map stages are run: one after another, or in several processes, with the same results in the same order."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

__all__ = ["batches", "map_batches"]

Item = TypeVar("Item")
Out = TypeVar("Out")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut `items` into lists of `size`; the last may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def map_batches(
    function: Callable[[list[Item]], Out], work: Iterable[list[Item]], *, workers: int = 1
) -> Iterator[tuple[list[Item], Out]]:
    """Apply a pure, picklable function to each batch; yield each batch with what it gave, in order.

    At most two batches a worker are in memory at once, so `work` may be longer than memory.
    """
    if workers == 1:
        for batch in work:
            yield batch, function(batch)
        return
    # Spawned, not forked: a fork copies the locks of whatever threads numerical libraries have started.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[tuple[list[Item], Future[Out]]] = deque()
        try:
            for batch in work:
                waiting.append((batch, pool.submit(function, batch)))
                if len(waiting) >= 2 * workers:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            pool.shutdown(cancel_futures=True)
