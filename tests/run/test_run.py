from kg.run import batches, map_batches


def test_batches_keep_order_and_lose_nothing():
    assert list(batches(range(7), 3)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(batches([], 3)) == []


def test_processes_give_what_one_after_another_gives():
    work = list(batches([-1, 2, -3, 4, -5, 6, -7], 1))
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
