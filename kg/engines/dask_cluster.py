"""Runs a map stage on the workers of a Dask scheduler, or of a cluster of this machine's processes.

Only names of shards, functions by reference and digests pass through the scheduler; what the stage reads and writes is
in the shards' folder, which all workers see. Dask is imported where it is needed: it comes with the extra `dask`.
"""

from __future__ import annotations

import hashlib
import logging
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Generic, TypeVar

from kg import __version__
from kg.engines.retry import raise_if_fatal, try_batch
from kg.engines.shards import ShardFolder, read_input, write_output
from kg.engines.worker_process import WorkerDied, block_interrupts
from kg.model.errors import KgError, UsageError

if TYPE_CHECKING:
    from distributed import Client, Future

Item = TypeVar("Item")
Out = TypeVar("Out")

ENGINES = ("local", "dask")

_CONNECT = 20  # seconds until a scheduler has to answer
_WORKERS = 300.0  # seconds to wait for a worker where a scheduler has none
_LOOK = 5.0  # seconds between two looks at whether there are workers
_AHEAD = 2  # shards a worker that are under way at once
_READS = 3  # how often a shard is done again whose output does not arrive
_one_at_a_time = threading.Lock()  # in a worker: a stage need not be safe in threads


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster that a stage runs on, and the folder for its shards."""

    shards: Path  # a folder of this run alone; all workers see it under this name
    scheduler: str | None = None  # its address; None starts worker processes on this machine


def choose_cluster(engine: str, *, scheduler: str | None, shards: Path | None, output: Path) -> Cluster | None:
    """The cluster for a build of the folder `output`; None for the engine "local".

    Args:
        engine: one of `ENGINES`.
        scheduler, shards: the user's choice, if any. In a folder for shards that the user names, each output folder has
            a folder of its own.

    Raises:
        UsageError: there is no such engine, or the engine has no scheduler and no shards.
    """
    if engine not in ENGINES:
        raise UsageError(f"There is no engine {engine!r}; choose {' or '.join(ENGINES)}.")
    if engine == "local":
        if scheduler is not None or shards is not None:
            raise UsageError("Only the engine dask has a scheduler and shards; add --engine dask, or leave them out.")
        return None
    own = output.absolute() / "store" / "shards"
    if shards is not None:
        own = shards.absolute() / f"kg-{hashlib.sha256(str(output.absolute()).encode()).hexdigest()[:16]}"
    return Cluster(own, scheduler)


@dataclass(frozen=True, slots=True)
class Stage(Generic[Item, Out]):
    """A map stage over shards. Its functions are sent by name, so they have to stand at the top of modules."""

    run: Callable[[bytes], bytes]  # pure: a packed batch -> what comes of it, packed; on a worker
    identify: Callable[[], str]  # of the program that runs it; has to be the same here and on each worker
    pack: Callable[[list[Item]], bytes]
    unpack: Callable[[bytes], Out]


def map_on_cluster(
    stage: Stage[Item, Out], work: Iterable[list[Item]], cluster: Cluster, *, workers: int = 1
) -> Generator[tuple[list[Item], Out]]:
    """Apply a stage to each batch; yield each batch with its result, in order: as `map_batches`, on other machines.

    A worker that is lost is not waited for: its shards go to others. A batch that ends its workers is tried again and
    halved as in `map_batches`.

    Args:
        workers: number of processes, where the cluster has no scheduler.

    Raises:
        FatalItem: an item ends every process; all batches before it have been yielded.
        KgError: the scheduler cannot be reached, or goes away; there are no workers; a worker has another version, or
            does not see the folder; the workers die even without an item.
    """
    folder = ShardFolder(cluster.shards, stage.identify())
    with _connect(cluster, workers) as client:
        folder.open()
        runs = _Runs(client, stage, folder)
        waiting: deque[tuple[list[Item], _Pending]] = deque()
        for batch in work:
            waiting.append((batch, runs.submit(batch)))
            if len(waiting) >= _AHEAD * max(1, len(client.nthreads())):
                yield from runs.take(*waiting.popleft())
        while waiting:
            yield from runs.take(*waiting.popleft())
    folder.remove()


@dataclass(frozen=True, slots=True)
class _Pending:
    """A shard that is under way; without a future, it was done before."""

    name: str
    future: Future | None


class _Runs(Generic[Item, Out]):
    """The shards of a run: sends them to the workers and takes what comes of them."""

    def __init__(self, client: Client, stage: Stage[Item, Out], folder: ShardFolder) -> None:
        self._client = client
        self._stage = stage
        self._folder = folder
        self._identity = stage.identify()

    def submit(self, batch: list[Item]) -> _Pending:
        name = self._folder.add(self._stage.pack(batch))
        if self._folder.is_done(name):
            return _Pending(name, None)
        return _Pending(name, self._send(name))

    def take(self, batch: list[Item], pending: _Pending) -> Iterator[tuple[list[Item], Out]]:
        """Wait for a batch, and try it again where its worker died. Raises as `map_on_cluster`."""
        first = [pending]

        def run(part: list[Item]) -> Out:
            return self._wait(first.pop() if first else self.submit(part), items=len(part))

        yield from raise_if_fatal(try_batch(run, batch))

    def _send(self, name: str) -> Future:
        return self._client.submit(
            run_shard, self._stage.run, self._stage.identify, self._identity, self._folder.path, name, pure=False
        )

    def _wait(self, pending: _Pending, *, items: int) -> Out:
        name = pending.name
        digest = self._folder.digest(name) if pending.future is None else self._find_digest(pending.future)
        for _ in range(_READS):
            data = self._folder.read(name, digest)
            if data is not None:
                if pending.future is not None:
                    self._folder.record(name, digest, items=items)
                self._folder.forget(name)
                return self._stage.unpack(data)
            digest = self._find_digest(self._send(name))
        raise KgError(
            f"What workers write to {self._folder.path} does not arrive there; name a folder that all machines share "
            "with --shards."
        )

    def _find_digest(self, future: Future) -> str:
        """Wait for a shard: the digest of its output.

        Raises:
            WorkerDied: its worker died, or had too little memory.
            KgError: as `map_on_cluster`.
        """
        from distributed import KilledWorker

        last_seen = time.monotonic()
        while True:
            try:
                return str(future.result(timeout=_LOOK))
            except TimeoutError:
                if self._client.nthreads():
                    last_seen = time.monotonic()
                elif time.monotonic() - last_seen > _WORKERS:
                    raise KgError(_explain_no_workers(self._client)) from None
            except (KilledWorker, MemoryError) as error:
                raise WorkerDied from error
            except CancelledError as error:
                raise KgError(
                    "The scheduler has gone. What was read so far is kept: run the same command again to go on."
                ) from error


def run_shard(
    run: Callable[[bytes], bytes], identify: Callable[[], str], expected: str, folder: Path, name: str
) -> str:
    """Do one shard on a worker; returns the digest of its output.

    Raises:
        KgError: this worker has another version, or does not see the folder.
    """
    here = identify()
    if here != expected:
        raise KgError(
            f"A worker on {socket.gethostname()} has another version of kg, or of a library that it extracts with "
            f"({here}, here {expected}); install the same on all workers."
        )
    try:
        data = read_input(folder, name)
    except FileNotFoundError as error:
        raise KgError(
            f"A worker on {socket.gethostname()} does not see {folder}; name a folder that all machines share with "
            "--shards."
        ) from error
    with _one_at_a_time:
        return write_output(folder, name, run(data))


@contextmanager
def _connect(cluster: Cluster, workers: int) -> Iterator[Client]:
    """A client of the cluster's scheduler, which has workers; a cluster of this machine ends with the block."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise UsageError("The engine dask needs an extra: pip install 'kg-papers[dask]'.") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is raised here
    if cluster.scheduler is not None:
        try:
            client = Client(cluster.scheduler, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise KgError(
                f"No scheduler answers at {cluster.scheduler} ({error}); start one with `dask scheduler`, or leave out "
                "--scheduler for processes on this machine."
            ) from error
        with client:
            try:
                client.wait_for_workers(1, timeout=_CONNECT)
            except TimeoutError as error:
                raise KgError(_explain_no_workers(client)) from error
            _check_installed(client)
            yield client
        return
    with TemporaryDirectory(prefix="kg-dask-") as scratch:
        settings = {
            "temporary-directory": scratch,
            "distributed.scheduler.worker-saturation": 1.0,  # no shard waits on a worker that another may kill
            "distributed.deploy.lost-worker-timeout": "1 day",  # else one that dies twice in a row is not started again
            "distributed.scheduler.http.routes": [],
            "distributed.worker.http.routes": [],
        }
        with dask.config.set(settings):
            with block_interrupts():  # the processes are started by a thread that inherits this
                local = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                    scheduler_kwargs={"allowed_failures": 0},  # the batch is tried again here
                )
            with local, Client(local, set_as_default=False) as client:
                yield client


def _check_installed(client: Client) -> None:
    """Ask, by a function that every Python has, whether the scheduler and its workers can import this module.

    Raises:
        KgError: one cannot; Dask itself would fail in ways that say less, or wait.
    """
    try:
        found = {"The scheduler": client.run_on_scheduler(find_spec, __name__)}
    except ImportError as error:
        found = {"The scheduler": error}
    found |= {f"The worker {at}": spec for at, spec in client.run(find_spec, __name__, on_error="return").items()}
    for place, spec in found.items():
        if spec is None or isinstance(spec, Exception):
            raise KgError(f"{place} has no kg {__version__} ({spec or 'another version'}); install the same on all.")


def _explain_no_workers(client: Client) -> str:
    address = client.scheduler.address if client.scheduler is not None else "its address"
    return f"The scheduler at {address} has no workers; start some with `dask worker {address} --nthreads 1`."
