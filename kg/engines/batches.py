"""Maps a function over batches, in this process or in several, with the same results in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from queue import SimpleQueue
from typing import Generic, TypeVar

from kg.engines.worker_process import Worker, WorkerDied
from kg.model.errors import KgError

Item = TypeVar("Item")
Out = TypeVar("Out")


class FatalItem(KgError):
    """An item that ends every process that gets it."""

    def __init__(self, item: object) -> None:
        super().__init__(
            f"A worker process died of {item!r} every time: it took too much memory, or a library crashed."
        )
        self.item = item


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
            yield from _raise_if_fatal(_attempt(_run_here, function, batch))
        return
    processes = [Worker() for _ in range(workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for process in processes:
        idle.put(process)

    def attempt(batch: list[Item]) -> _Attempt[Item, Out]:
        process = idle.get()
        try:
            return _attempt(process.run, function, batch)
        finally:
            idle.put(process)

    threads = ThreadPoolExecutor(workers, thread_name_prefix="kg-worker")
    waiting: deque[Future[_Attempt[Item, Out]]] = deque()
    try:
        for batch in work:
            waiting.append(threads.submit(attempt, batch))
            if len(waiting) >= 2 * workers:
                yield from _raise_if_fatal(waiting.popleft().result())
        while waiting:
            yield from _raise_if_fatal(waiting.popleft().result())
    finally:
        for process in processes:
            process.end()
        threads.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Attempt(Generic[Item, Out]):
    """The outcome of a batch."""

    done: list[tuple[list[Item], Out]]  # the whole batch or, in order, its parts up to the fatal item
    fatal: list[Item]  # the fatal item, if there is one


def _run_here(function: Callable[[list[Item]], Out], batch: list[Item]) -> Out:
    """Run the function in this process."""
    try:
        return function(batch)
    except MemoryError as error:
        raise WorkerDied from error


def _attempt(
    run: Callable[[Callable[[list[Item]], Out], list[Item]], Out],
    function: Callable[[list[Item]], Out],
    batch: list[Item],
    *,
    tries: int = 2,
) -> _Attempt[Item, Out]:
    """Try a batch twice, then its halves: once each, or twice if it is a single item."""
    for _ in range(tries):
        try:
            return _Attempt([(batch, run(function, batch))], [])
        except WorkerDied:
            pass  # the next try shows whether the batch is at fault
    if len(batch) == 1:
        _probe(run, function)
        return _Attempt([], batch)
    half = len(batch) // 2
    done = []
    for part in (batch[:half], batch[half:]):
        attempt = _attempt(run, function, part, tries=2 if len(part) == 1 else 1)
        done += attempt.done
        if attempt.fatal:
            return _Attempt(done, attempt.fatal)
    return _Attempt(done, [])


def _probe(
    run: Callable[[Callable[[list[Item]], Out], list[Item]], Out], function: Callable[[list[Item]], Out]
) -> None:
    """Try the function on an empty batch: if the process dies of that too, no item is at fault.

    Raises:
        KgError: the process died.
    """
    try:
        run(function, [])
    except WorkerDied as error:
        raise KgError(
            "The worker processes die as they start, whatever they are given; there may not be enough memory. "
            "Close other programs, or take fewer --workers."
        ) from error


def _raise_if_fatal(attempt: _Attempt[Item, Out]) -> Iterator[tuple[list[Item], Out]]:
    yield from attempt.done
    if attempt.fatal:
        raise FatalItem(attempt.fatal[0])
