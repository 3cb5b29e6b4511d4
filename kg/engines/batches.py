"""Maps a function over batches, in this process or in several, with the same results in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from queue import SimpleQueue
from typing import TypeVar

from kg.engines.retry import Attempt, raise_if_fatal, try_batch
from kg.engines.worker_process import Worker, WorkerDied

Item = TypeVar("Item")
Out = TypeVar("Out")


def split_into_batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut `items` into lists of `size`; the last may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def map_batches(
    function: Callable[[list[Item]], Out], work: Iterable[list[Item]], *, workers: int = 1
) -> Generator[tuple[list[Item], Out]]:
    """Apply a pure, picklable function to each batch; yield each batch with its result, in order.

    At most two batches a worker are in memory at once, so `work` may be larger than memory. A process that dies is
    replaced, and its batch tried again. If the next process dies too, the batch is halved until the item at fault is
    found; such a batch is yielded in parts. With one worker, a batch that needs too much memory is treated the same
    way.

    Raises:
        FatalItem: an item ends every process; all batches before it have been yielded.
        KgError: the processes die even without an item.
    """
    if workers == 1:
        for batch in work:
            yield from raise_if_fatal(try_batch(partial(_run_here, function), batch))
        return
    processes = [Worker() for _ in range(workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for process in processes:
        idle.put(process)

    def attempt(batch: list[Item]) -> Attempt[Item, Out]:
        process = idle.get()
        try:
            return try_batch(partial(process.run, function), batch)
        finally:
            idle.put(process)

    threads = ThreadPoolExecutor(workers, thread_name_prefix="kg-worker")
    waiting: deque[Future[Attempt[Item, Out]]] = deque()
    try:
        for batch in work:
            waiting.append(threads.submit(attempt, batch))
            if len(waiting) >= 2 * workers:
                yield from raise_if_fatal(waiting.popleft().result())
        while waiting:
            yield from raise_if_fatal(waiting.popleft().result())
    finally:
        for process in processes:
            process.end()
        threads.shutdown(cancel_futures=True)


def _run_here(function: Callable[[list[Item]], Out], batch: list[Item]) -> Out:
    """Run the function in this process."""
    try:
        return function(batch)
    except MemoryError as error:
        raise WorkerDied from error
