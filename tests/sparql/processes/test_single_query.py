"""The process of a query with a time limit ends with whoever asked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest


def children(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def works(pid: int) -> bool:
    """Whether the process has had half a second of a processor, so that its query runs."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return fields[0] != "Z" and int(fields[11]) > 50


@pytest.mark.slow
def test_a_query_ends_when_the_command_is_killed(tmp_path) -> None:
    triples = "".join(f"<urn:a{i}> <urn:b> <urn:c{i}> .\n" for i in range(300))
    (tmp_path / "graph.ttl").write_text(triples)
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    command = [sys.executable, "-m", "kg", "query", endless, "--timeout", "10000", "--graph", str(tmp_path)]
    end = time.monotonic() + 120
    with subprocess.Popen(command) as process:
        while not any(works(child) for child in children(process.pid)):
            assert time.monotonic() < end, "the query never ran"
            time.sleep(0.05)
        (child,) = children(process.pid)
        process.kill()
        process.wait()
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < end, "the process of the query runs on"
        time.sleep(0.05)
