"""How the map stages are run: one after another, or in several processes, with the same results in the same order."""

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

__all__ = ["Deadly", "batches", "map_batches"]

Item = TypeVar("Item")
Out = TypeVar("Out")


class Deadly(KgError):
    """An item that ends every process that it is given to."""

    def __init__(self, item: object) -> None:
        super().__init__(
            f"A worker process died of {item!r} every time: it took too much memory, or a library crashed."
        )
        self.item = item


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Cut `items` into lists of `size`; the last may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def map_batches(
    function: Callable[[list[Item]], Out], work: Iterable[list[Item]], *, workers: int = 1
) -> Generator[tuple[list[Item], Out]]:
    """Apply a pure, picklable function to each batch; yield each batch with what it gave, in order.

    At most two batches a worker are in memory at once, so `work` may be longer than memory. A process that dies is
    replaced and its batch given again. If that kills the next one too, the batch is halved until the item is found, so
    that it may come in parts. In one process, a batch for which there is not enough memory is treated so.

    Raises:
        Deadly: an item ends every process; all before it has been yielded.
        KgError: the processes die whatever they are given.
    """
    if workers == 1:
        for batch in work:
            yield from _unless_deadly(_attempted(_here, function, batch))
        return
    processes = [Worker() for _ in range(workers)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for process in processes:
        idle.put(process)

    def attempted(batch: list[Item]) -> _Attempted[Item, Out]:
        process = idle.get()
        try:
            return _attempted(process.run, function, batch)
        finally:
            idle.put(process)

    threads = ThreadPoolExecutor(workers, thread_name_prefix="kg-worker")
    waiting: deque[Future[_Attempted[Item, Out]]] = deque()
    try:
        for batch in work:
            waiting.append(threads.submit(attempted, batch))
            if len(waiting) >= 2 * workers:
                yield from _unless_deadly(waiting.popleft().result())
        while waiting:
            yield from _unless_deadly(waiting.popleft().result())
    finally:
        for process in processes:
            process.end()
        threads.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True)
class _Attempted(Generic[Item, Out]):
    """What came of a batch."""

    done: list[tuple[list[Item], Out]]  # the batch whole, or its parts in order
    deadly: list[Item]  # nothing, or the item that ended the rest


def _here(function: Callable[[list[Item]], Out], batch: list[Item]) -> Out:
    """The function in this process."""
    try:
        return function(batch)
    except MemoryError as error:
        raise WorkerDied from error


def _attempted(
    run: Callable[[Callable[[list[Item]], Out], list[Item]], Out],
    function: Callable[[list[Item]], Out],
    batch: list[Item],
    *,
    tries: int = 2,
) -> _Attempted[Item, Out]:
    """A batch, tried twice, then in halves; those once, unless they are a single item."""
    for _ in range(tries):
        try:
            return _Attempted([(batch, run(function, batch))], [])
        except WorkerDied:
            pass  # whether it was this batch, the next try shows
    if len(batch) == 1:
        _probe(run, function)
        return _Attempted([], batch)
    half = len(batch) // 2
    done = []
    for part in (batch[:half], batch[half:]):
        found = _attempted(run, function, part, tries=2 if len(part) == 1 else 1)
        done += found.done
        if found.deadly:
            return _Attempted(done, found.deadly)
    return _Attempted(done, [])


def _probe(
    run: Callable[[Callable[[list[Item]], Out], list[Item]], Out], function: Callable[[list[Item]], Out]
) -> None:
    """Try the function on nothing: what dies of that does not die of an item.

    Raises:
        KgError: it dies.
    """
    try:
        run(function, [])
    except WorkerDied as error:
        raise KgError(
            "The worker processes die as they start, whatever they are given; there may not be enough memory. "
            "Close other programs, or take fewer --workers."
        ) from error


def _unless_deadly(found: _Attempted[Item, Out]) -> Iterator[tuple[list[Item], Out]]:
    yield from found.done
    if found.deadly:
        raise Deadly(found.deadly[0])
