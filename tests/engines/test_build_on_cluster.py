"""A build on a cluster of two processes, of which one is killed in the middle, gives the bytes of any other build."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

import kg
from kg import pipeline
from kg.cli import main
from kg.engines import Cluster
from tests.conftest import LISTINGS

LISTING = LISTINGS / "001_26b4efff6ed09144.txt"

pytestmark = [pytest.mark.build, pytest.mark.slow]


def read_exports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_build_survives_a_lost_worker_and_gives_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 8)  # so that there is a middle
    killed: list[int] = []
    with (
        dask.config.set({"distributed.deploy.lost-worker-timeout": "1 day"}),  # of this kind of cluster alone
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50) as cluster,
    ):

        def kill_one(stage: str, done: int, total: int) -> None:
            if stage == "extracting" and 0 < done < total and not killed:
                killed.append(next(worker.pid for worker in cluster.workers.values()))
                os.kill(killed[0], signal.SIGKILL)

        chosen = Cluster(tmp_path / "shards", cluster.scheduler_address)
        clustered = pipeline.build([str(LISTING)], tmp_path / "clustered", cluster=chosen, progress=kill_one)
    local = pipeline.build([str(LISTING)], tmp_path / "local", workers=2)
    assert killed
    assert clustered.new_texts == local.new_texts > 40
    assert read_exports(tmp_path / "clustered") == read_exports(tmp_path / "local")
    assert not (tmp_path / "shards").exists()


def test_the_command_and_the_library_take_the_engine(tmp_path: Path, small_input: Path) -> None:
    assert main(["build", str(small_input), "-o", str(tmp_path / "local")]) == 0
    line = ["build", str(small_input), "-o", str(tmp_path / "dask"), "--engine", "dask", "--workers", "2"]
    assert main([*line, "--shards", str(tmp_path / "shared")]) == 0
    kg.build(small_input, tmp_path / "library", engine="dask")
    assert read_exports(tmp_path / "dask") == read_exports(tmp_path / "library") == read_exports(tmp_path / "local")
    assert list((tmp_path / "shared").iterdir()) == []


def test_a_cluster_that_is_not_there_is_one_sentence(
    tmp_path: Path, small_input: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.engines.dask_cluster._CONNECT", 1)
    line = ["build", str(small_input), "-o", str(tmp_path / "graph"), "--scheduler", "tcp://127.0.0.1:1"]
    assert main([*line, "--engine", "dask"]) == 1
    assert capsys.readouterr().err.startswith("kg: No scheduler answers at tcp://127.0.0.1:1 (")
    assert main(line) == 2
    assert "add --engine dask" in capsys.readouterr().err
