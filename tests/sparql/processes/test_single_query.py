"""The process of a query with a time limit ends with whoever asked."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.sparql.limits import MOST_MEMORY


def children(pid: int) -> set[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return {int(child) for task in tasks for child in task.read_text().split()}


def is_working(pid: int) -> bool:
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
        while not any(is_working(child) for child in children(process.pid)):
            assert time.monotonic() < end, "the query never ran"
            time.sleep(0.05)
        (child,) = children(process.pid)
        process.kill()
        process.wait()
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < end, "the process of the query runs on"
        time.sleep(0.05)


def test_the_command_line_limits_every_query_and_takes_its_process_along(folder: Path) -> None:
    """Without --timeout too; and where the command is killed, its query ends."""
    endless = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
    kg = subprocess.Popen([sys.executable, "-m", "kg", "query", endless, "--graph", str(folder)])
    children = Path(f"/proc/{kg.pid}/task/{kg.pid}/children")
    try:
        while not (pids := children.read_text().split()):
            assert kg.poll() is None
            time.sleep(0.05)
        limits = Path(f"/proc/{pids[0]}/limits")
        while str(MOST_MEMORY) not in limits.read_text():
            time.sleep(0.05)
        (line,) = (line for line in limits.read_text().splitlines() if line.startswith("Max data size"))
        assert line.split()[3] == str(MOST_MEMORY)
    finally:
        kg.kill()
        kg.wait()
    while (stat := Path(f"/proc/{pids[0]}/stat")).exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.05)
