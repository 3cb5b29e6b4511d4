"""What is done about a batch whose process died: it is tried again, then halved, until the item at fault is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.engines.worker_process import WorkerDied
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


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Item, Out]):
    """The outcome of a batch."""

    done: list[tuple[list[Item], Out]]  # the whole batch or, in order, its parts up to the fatal item
    fatal: list[Item]  # the fatal item, if there is one


def try_batch(run: Callable[[list[Item]], Out], batch: list[Item], *, tries: int = 2) -> Attempt[Item, Out]:
    """Try a batch twice, then its halves: once each, or twice if it is a single item.

    Args:
        run: raises `WorkerDied` where the process that ran the batch died of it.
    """
    for _ in range(tries):
        try:
            return Attempt([(batch, run(batch))], [])
        except WorkerDied:
            pass  # the next try shows whether the batch is at fault
    if len(batch) == 1:
        _probe(run)
        return Attempt([], batch)
    half = len(batch) // 2
    done = []
    for part in (batch[:half], batch[half:]):
        attempt = try_batch(run, part, tries=2 if len(part) == 1 else 1)
        done += attempt.done
        if attempt.fatal:
            return Attempt(done, attempt.fatal)
    return Attempt(done, [])


def _probe(run: Callable[[list[Item]], Out]) -> None:
    """Try an empty batch: if the process dies of that too, no item is at fault.

    Raises:
        KgError: the process died.
    """
    try:
        run([])
    except WorkerDied as error:
        raise KgError(
            "The worker processes die as they start, whatever they are given; there may not be enough memory. "
            "Close other programs, or take fewer --workers."
        ) from error


def raise_if_fatal(attempt: Attempt[Item, Out]) -> Iterator[tuple[list[Item], Out]]:
    """Yield what was done of a batch; then raise `FatalItem` if an item of it is at fault."""
    yield from attempt.done
    if attempt.fatal:
        raise FatalItem(attempt.fatal[0])
