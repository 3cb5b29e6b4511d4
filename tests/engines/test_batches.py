import pytest

from kg.engines import FatalItem, map_batches, split_into_batches
from kg.model.errors import KgError


def test_batches_keep_order_and_lose_nothing():
    assert list(split_into_batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(split_into_batches([], 3)) == []


def test_processes_give_what_one_after_another_gives():
    work = list(split_into_batches([-1, 2, -3, 4, -5, 6, -7], 1))
    alone = list(map_batches(sum, work))
    assert alone == [([n], n) for n in (-1, 2, -3, 4, -5, 6, -7)]
    assert list(map_batches(sum, work, workers=2)) == alone


def test_work_is_taken_as_it_is_needed():
    taken = []

    def work():
        for n in range(100):
            taken.append(n)
            yield [n]

    results = map_batches(sum, work())
    next(results)
    assert taken == [0]


# ---- work that kills


WORK = [[1, 2, 3], [4, 5, 6, 7, 8], [9, 10], [11, 12], [13]]


def by_item(parts):
    return [(item, out) for batch, outs in parts for item, out in zip(batch, outs, strict=True)]


def take(parts, done):
    for part in parts:
        done.append(part)  # so that what came before an error is there


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "crash", "exit", "memory"])
def test_a_process_that_dies_once_is_replaced_and_nothing_is_lost(functions, tmp_path, how):
    killed = functions.Killed(str(tmp_path), how, deadly=6, times=1)
    done = list(map_batches(killed, WORK, workers=2))
    assert done == [(batch, [2 * number for number in batch]) for batch in WORK]
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "crash", "exit", "memory"])
@pytest.mark.parametrize("deadly", [1, 6, 8, 13])
def test_an_item_that_always_kills_is_named_and_all_before_it_is_done(functions, tmp_path, how, deadly):
    killed = functions.Killed(str(tmp_path), how, deadly=deadly)
    done: list[tuple[list[int], list[int]]] = []
    with pytest.raises(FatalItem) as caught:
        take(map_batches(killed, WORK, workers=2), done)
    assert caught.value.item == deadly
    assert by_item(done) == [(item, 2 * item) for item in range(1, deadly)]


def test_an_item_that_kills_more_often_than_its_batch_is_tried_gets_through_by_itself(functions, tmp_path):
    # Twice the batch, once its half, once the item by itself: the fifth time it is well.
    killed = functions.Killed(str(tmp_path), "kill", deadly=4, times=4)
    done = list(map_batches(killed, [[1, 2, 3, 4]], workers=2))
    assert done == [([1, 2], [2, 4]), ([3], [6]), ([4], [8])]


@pytest.mark.slow
def test_processes_that_die_of_anything_are_not_blamed_on_an_item(functions, tmp_path):
    with pytest.raises(KgError, match="as they start") as caught:
        list(map_batches(functions.Killed(str(tmp_path), "kill", deadly=None), WORK, workers=2))
    assert not isinstance(caught.value, FatalItem)


def test_memory_that_is_short_in_one_process_is_met_the_same_way(functions, tmp_path):
    done: list[tuple[list[int], list[int]]] = []
    with pytest.raises(FatalItem) as caught:
        take(map_batches(functions.Killed(str(tmp_path), "memory", deadly=6), WORK), done)
    assert caught.value.item == 6
    assert by_item(done) == [(item, 2 * item) for item in range(1, 6)]
