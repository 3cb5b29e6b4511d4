"""A batch whose process dies is tried again, then halved, until the item at fault is found."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.engines.retry import FatalItem, raise_if_fatal, try_batch
from kg.engines.worker_process import WorkerDied
from kg.model.errors import KgError


def make_run(deadly: object, *, times: int = 1000) -> tuple[Callable[[list[int]], list[int]], list[list[int]]]:
    """A function that dies of a deadly item, or of any, so many times; and the batches that it is given."""
    given: list[list[int]] = []
    deaths = iter(range(times))

    def run(batch: list[int]) -> list[int]:
        given.append(batch)
        if (deadly is None or deadly in batch) and next(deaths, None) is not None:
            raise WorkerDied
        return [2 * item for item in batch]

    return run, given


@pytest.mark.parametrize(
    ("times", "given"),
    [
        (0, [[1, 2, 3]]),
        (1, [[1, 2, 3], [1, 2, 3]]),
        (2, [[1, 2, 3], [1, 2, 3], [1], [2, 3]]),
        (3, [[1, 2, 3], [1, 2, 3], [1], [2, 3], [2], [3]]),
        (4, [[1, 2, 3], [1, 2, 3], [1], [2, 3], [2], [3], [3]]),
    ],
)
def test_a_batch_is_tried_twice_its_halves_once_and_an_item_twice(times: int, given: list[list[int]]) -> None:
    run, seen = make_run(3, times=times)
    parts = list(raise_if_fatal(try_batch(run, [1, 2, 3])))
    assert seen == given
    assert [out for _, outs in parts for out in outs] == [2, 4, 6]


def test_what_stands_before_the_item_at_fault_is_given_and_an_empty_batch_is_tried() -> None:
    run, seen = make_run(3)
    done: list[tuple[list[int], list[int]]] = []
    with pytest.raises(FatalItem) as caught:
        done.extend(raise_if_fatal(try_batch(run, [1, 2, 3, 4])))
    assert caught.value.item == 3
    assert seen[-1] == []
    assert try_batch(run, [1, 2, 3, 4]).done == [([1, 2], [2, 4])]


def test_a_process_that_dies_of_nothing_blames_no_item() -> None:
    run, _ = make_run(None)
    with pytest.raises(KgError, match="as they start"):
        try_batch(run, [1])
