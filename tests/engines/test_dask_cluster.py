"""A stage on a cluster gives what it gives here: workers that die, restart, differ, or see another folder included."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import dask
import pytest
from distributed import LocalCluster

from kg.engines import Cluster, FatalItem, Stage, choose_cluster, map_on_cluster, shards, split_into_batches
from kg.engines import dask_cluster as module
from kg.engines.shards import ShardFolder
from kg.model.errors import KgError, UsageError

pytestmark = pytest.mark.slow

FUNCTIONS = """
import json, os, time
from pathlib import Path

def pack(batch):
    return json.dumps(batch).encode()

def unpack(data):
    return json.loads(data)

def identify():
    return "one"

def identify_process():
    return f"one of {os.getpid()}"

def double(data):
    return pack([2 * number for number in json.loads(data)])

def double_slowly(data):
    time.sleep(0.2)
    return double(data)

def die_of_7(data):
    if 7 in json.loads(data):
        die(data)
    return double(data)

def die(data):
    time.sleep(0.5)  # else it may be gone before whoever looks after it knows that it is there, and is given up
    os._exit(1)

def fail(data):
    raise ValueError("no such number")

def use_up(data):
    if 7 in json.loads(data):
        raise MemoryError
    return double(data)

def write_nothing(data):
    return data

def count(data):
    with open(os.environ["COUNTED"], "a") as file:
        file.write("x")
    return double(data)
"""
WORK = list(split_into_batches(range(40), 4))
DOUBLED = [(batch, [2 * number for number in batch]) for batch in WORK]


@pytest.fixture(scope="module")
def functions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    """A module that the workers find too, since they are given the path."""
    folder = tmp_path_factory.mktemp("functions")
    (folder / "functions_for_cluster.py").write_text(FUNCTIONS)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        import functions_for_cluster

        yield functions_for_cluster


@pytest.fixture(scope="module")
def running(functions: ModuleType) -> Iterator[LocalCluster]:
    """A scheduler with two workers, as somebody else has started them: with Dask's own settings."""
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1 day"}),  # of this kind of cluster alone
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50) as cluster,
    ):
        yield cluster


@pytest.fixture
def cluster(running: LocalCluster, tmp_path: Path) -> Cluster:
    return Cluster(tmp_path / "shards", running.scheduler_address)


def make_stage(functions: ModuleType, run: str, identify: str = "identify") -> Stage[int, list[int]]:
    return Stage(getattr(functions, run), getattr(functions, identify), functions.pack, functions.unpack)


def take(parts, done):
    for part in parts:
        done.append(part)  # so that what came before an error is there


def find_worker(cluster: LocalCluster) -> int:
    """The process of one of its workers."""
    return next(worker.pid for worker in cluster.workers.values() if worker.pid is not None)


@pytest.mark.parametrize("there", [True, False])
def test_batches_come_in_order_and_leave_nothing_behind(functions, cluster, there) -> None:
    chosen = cluster if there else Cluster(cluster.shards)
    assert list(map_on_cluster(make_stage(functions, "double"), WORK, chosen, workers=2)) == DOUBLED
    assert not cluster.shards.exists()


def test_a_worker_that_is_killed_costs_nothing(functions, running, cluster) -> None:
    done = []
    for part in map_on_cluster(make_stage(functions, "double_slowly"), WORK, cluster):
        done.append(part)
        if len(done) == 2:
            os.kill(find_worker(running), signal.SIGKILL)
    assert done == DOUBLED


@pytest.mark.parametrize(("run", "there"), [("die_of_7", True), ("die_of_7", False), ("use_up", True)])
def test_an_item_that_ends_every_process_is_named_and_all_before_it_is_done(functions, cluster, run, there) -> None:
    done: list[tuple[list[int], list[int]]] = []
    chosen = cluster if there else Cluster(cluster.shards)
    with pytest.raises(FatalItem) as caught:
        take(map_on_cluster(make_stage(functions, run), [[1, 2], [6, 7], [9]], chosen, workers=2), done)
    assert caught.value.item == 7
    assert [pair for batch, out in done for pair in zip(batch, out, strict=True)] == [(1, 2), (2, 4), (6, 12)]


def test_processes_that_die_of_anything_are_not_blamed_on_an_item(functions, tmp_path) -> None:
    with pytest.raises(KgError, match="as they start") as caught:
        list(map_on_cluster(make_stage(functions, "die"), [[1]], Cluster(tmp_path / "shards")))
    assert not isinstance(caught.value, FatalItem)


def test_what_a_function_raises_is_raised(functions, cluster) -> None:
    with pytest.raises(ValueError, match="no such number"):
        list(map_on_cluster(make_stage(functions, "fail"), WORK, cluster))


# ---- shards


def test_a_run_that_was_stopped_takes_what_is_done(functions, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("COUNTED", str(tmp_path / "counted"))
    stage, cluster = make_stage(functions, "count"), Cluster(tmp_path / "shards")
    begun = map_on_cluster(stage, WORK, cluster)
    assert next(begun) == DOUBLED[0]
    begun.close()
    before = len((tmp_path / "counted").read_text())
    folder = ShardFolder(cluster.shards, stage.identify())
    folder.open()
    ready = folder.add(stage.pack(WORK[5]))  # as if it had been done ahead of another
    folder.record(ready, shards.write_output(cluster.shards, ready, functions.double(stage.pack(WORK[5]))), items=4)
    with (cluster.shards / "manifest.jsonl").open("a") as manifest:
        manifest.write('{"shard": "a line that a killed run')
    assert list(map_on_cluster(stage, WORK, cluster)) == DOUBLED
    assert len((tmp_path / "counted").read_text()) - before == len(WORK) - 1


def test_an_output_that_is_missing_or_another_is_made_again(functions, cluster, monkeypatch) -> None:
    spoiled = []

    def spoil(folder: ShardFolder, name: str, digest: str) -> bytes | None:
        if name not in spoiled:
            spoiled.append(name)
            path = shards.find_output(folder.path, name)
            path.unlink() if len(spoiled) % 2 else path.write_bytes(b"half of")
        return read(folder, name, digest)

    read = ShardFolder.read
    monkeypatch.setattr(ShardFolder, "read", spoil)
    assert list(map_on_cluster(make_stage(functions, "double"), WORK, cluster)) == DOUBLED
    assert len(spoiled) == len(WORK)


def test_outputs_that_never_arrive_are_told(functions, cluster, monkeypatch) -> None:
    monkeypatch.setattr(ShardFolder, "read", lambda *_: None)
    with pytest.raises(KgError, match=r"does not arrive there; name a folder .* --shards"):
        list(map_on_cluster(make_stage(functions, "double"), WORK, cluster))


# ---- clusters that cannot be used: one sentence


def test_a_worker_of_another_version_is_told(functions, cluster) -> None:
    with pytest.raises(KgError, match=r"A worker on .* has another version of kg.* install the same on all"):
        list(map_on_cluster(make_stage(functions, "double", "identify_process"), WORK, cluster))


@pytest.mark.parametrize("name", ["no_such_module", "no_such_package.module"])
def test_a_scheduler_or_worker_without_this_version_is_told(functions, cluster, monkeypatch, name) -> None:
    monkeypatch.setattr(module, "__name__", name)
    with pytest.raises(KgError, match=r"The scheduler has no kg .*; install the same on all"):
        list(map_on_cluster(make_stage(functions, "double"), WORK, cluster))


def test_a_worker_that_does_not_see_the_folder_is_told(functions, cluster, monkeypatch) -> None:
    add = ShardFolder.add

    def add_elsewhere(folder: ShardFolder, data: bytes) -> str:
        name = add(folder, data)
        shards.find_input(folder.path, name).unlink()
        return name

    monkeypatch.setattr(ShardFolder, "add", add_elsewhere)
    with pytest.raises(KgError, match=r"does not see .*shards; name a folder that all machines share with --shards"):
        list(map_on_cluster(make_stage(functions, "double"), WORK, cluster))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://here"])
def test_a_scheduler_that_does_not_answer_is_told(functions, tmp_path, monkeypatch, address) -> None:
    monkeypatch.setattr(module, "_CONNECT", 1)
    with pytest.raises(KgError, match=rf"No scheduler answers at {address} .* `dask scheduler`"):
        list(map_on_cluster(make_stage(functions, "double"), WORK, Cluster(tmp_path, address)))


def test_a_scheduler_without_workers_is_told_at_once_or_later(functions, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(module, "_CONNECT", 5)
    monkeypatch.setattr(module, "_LOOK", 0.1)
    monkeypatch.setattr(module, "_WORKERS", 1.0)
    stage = make_stage(functions, "double_slowly")
    with LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0", silence_logs=50) as empty:
        chosen = Cluster(tmp_path / "shards", empty.scheduler_address)
        with pytest.raises(KgError, match="has no workers; start some"):
            list(map_on_cluster(stage, WORK, chosen))
        empty.scale(1)
        parts = map_on_cluster(stage, WORK, chosen)
        assert next(parts) == DOUBLED[0]
        empty.scale(0)
        with pytest.raises(KgError, match="has no workers; start some"):
            list(parts)


def test_a_scheduler_that_goes_away_is_told(functions, tmp_path) -> None:
    stage = make_stage(functions, "double_slowly")
    with LocalCluster(n_workers=1, dashboard_address="127.0.0.1:0", silence_logs=50) as leaving:
        parts = map_on_cluster(stage, WORK, Cluster(tmp_path / "shards", leaving.scheduler_address))
        assert next(parts) == DOUBLED[0]
        threading.Thread(target=leaving.close).start()
        with pytest.raises(KgError, match=r"The scheduler has gone.* run the same command again"):
            list(parts)
        time.sleep(0.1)


def test_an_engine_is_chosen_with_what_belongs_to_it(tmp_path) -> None:
    assert choose_cluster("local", scheduler=None, shards=None, output=tmp_path) is None
    assert choose_cluster("dask", scheduler="tcp://a:1", shards=None, output=tmp_path) == Cluster(
        tmp_path / "store" / "shards", "tcp://a:1"
    )
    two = [choose_cluster("dask", scheduler=None, shards=Path("s"), output=tmp_path / name) for name in "ab"]
    assert len({str(chosen.shards) for chosen in two if chosen}) == 2
    for wrong in ({"scheduler": "tcp://a:1", "shards": None}, {"scheduler": None, "shards": tmp_path}):
        with pytest.raises(UsageError, match="add --engine dask"):
            choose_cluster("local", output=tmp_path, **wrong)
    with pytest.raises(UsageError, match="choose local or dask"):
        choose_cluster("spark", scheduler=None, shards=None, output=tmp_path)
