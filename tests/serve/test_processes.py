"""The processes behind the endpoint: they are stopped, replaced, and gone with the server."""

from __future__ import annotations

import fcntl
import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest

from kg.cli import main
from kg.pipeline import build
from kg.serve.run import open_listening_socket
from kg.sparql.index import build_index
from kg.sparql.processes.wire import QueryRequest
from kg.store.generations import find_current

pytestmark = pytest.mark.slow

COUNT = "SELECT (COUNT(*) AS ?papers) { ?paper a kg:Paper }"
CSV = {"Accept": "text/csv"}
TRUE = QueryRequest("ASK { paper:a a kg:Paper }", rows=10, results="text/csv")
PATIENCE = 30  # seconds, of which a passing test needs few


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def find_running(pids: set[int]) -> set[int]:
    """Those of the processes that are there and no zombies."""
    return {pid for pid in pids if read_state(pid)[:1] not in ([], ["Z"])}


def read_state(pid: int) -> list[str]:
    """What the system says of a process, from its state on; nothing where it has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def ask(client: httpx.Client, text: str) -> httpx.Response:
    return client.get("/sparql", params={"query": text})


# ---- over HTTP, where the only process has to be free again for the next query


def test_a_query_that_takes_too_long_is_stopped(limited_client, strict_server, endless_query) -> None:
    before = strict_server.workers()
    reply = ask(limited_client, endless_query)
    assert reply.status_code == 504
    assert "stopped after 2 seconds" in reply.text
    assert ask(limited_client, "ASK {}").json()["boolean"] is True
    assert not find_running(before)
    assert len(strict_server.workers()) == 1


def test_a_query_that_crashes_the_engine_harms_nobody_else(client) -> None:
    nested = f"SELECT * {{ ?s ?p {'(' * 100_000}"
    reply = client.post("/sparql", data={"query": nested})
    assert reply.status_code == 500
    assert "ended its process" in reply.text
    assert ask(client, "ASK {}").status_code == 200


def test_a_client_that_goes_away_stops_its_query(own_folder, start_server, endless_query) -> None:
    with start_server(own_folder, "--workers", "1", "--timeout", "600") as server:
        before = server.workers()
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(endless_query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            (worker,) = before
            wait_until(lambda: processor_time(worker) > 0.5)  # the query runs
        with httpx.Client(base_url=server.url, timeout=PATIENCE) as client:
            assert ask(client, "ASK {}").status_code == 200
        assert not find_running(before)


def processor_time(pid: int) -> float:
    fields = read_state(pid)
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_server(own_folder, start_server, endless_query, number) -> None:
    with start_server(own_folder, "--workers", "2", "--timeout", "600") as server:
        workers = server.workers()
        assert len(workers) == 2
        address = urlsplit(server.url)
        with socket.create_connection((address.hostname, address.port)) as connection:
            connection.sendall(f"GET /sparql?query={quote(endless_query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            wait_until(lambda: any(processor_time(worker) > 0.5 for worker in workers))
            server.process.send_signal(number)
            server.process.wait(PATIENCE)
        wait_until(lambda: not find_running(workers))
        assert server.process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}.get(number, -number)
        assert "Traceback" not in server.process.stderr.read()


def test_a_graph_that_is_built_anew_is_served_at_once(own_folder, start_server) -> None:
    new = "ASK { paper:new a kg:Paper }"
    with start_server(own_folder, "--workers", "2") as server, httpx.Client(base_url=server.url, timeout=60) as client:
        workers = server.workers()
        assert [ask(client, new).json()["boolean"] for _ in range(4)] == [False] * 4
        graph = own_folder / "graph.ttl"
        graph.write_text(f"{graph.read_text()}\npaper:new a kg:Paper .\n")
        build_index(own_folder)
        assert [ask(client, new).json()["boolean"] for _ in range(4)] == [True] * 4
        assert server.workers() == workers


@pytest.mark.parametrize("options", [(), ("--precision", "0.5")])
def test_each_generation_is_served_once_it_is_published(small_input, tmp_path, start_server, options) -> None:
    folder, more = tmp_path / "out", tmp_path / "more.jsonl"
    more.write_text('{"id": "c", "title": "GPT-4", "abstract": "We use GPT-4."}\n', encoding="utf-8")
    build([str(small_input)], folder)
    with start_server(folder, *options, "--workers", "2") as server:
        for papers, source in ((2, more), (3, None)):
            for _ in range(3):  # whichever process answers
                found = httpx.get(f"{server.url}sparql", params={"query": COUNT}, headers=CSV, timeout=60)
                assert found.text.split() == ["papers", f"{papers}"]
            assert httpx.get(f"{server.url}id/paper/c", timeout=60).status_code == (404 if source else 200)
            if source:
                build([str(source)], folder)
    assert len(list((folder / "generations").iterdir())) <= 2
    build([str(more)], folder)
    assert [path.name for path in (folder / "generations").iterdir()] == [find_current(folder).name]


def test_a_standard_error_that_nobody_reads_stops_nothing(own_folder, start_server) -> None:
    nested = f"SELECT * {{ ?s ?p {'(' * 100_000}"
    with (
        start_server(own_folder, "--workers", "1") as server,
        httpx.Client(base_url=server.url, timeout=PATIENCE) as client,
    ):
        pipe = server.process.stderr.fileno()
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 4096)  # the engine says some lines of each crash
        for _ in range(40):
            assert client.post("/sparql", data={"query": nested}).status_code == 500
        assert ask(client, "ASK {}").status_code == 200


# ---- the command


def test_an_address_in_use_is_told(folder, capsys) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert main(["serve", "--graph", str(folder), "--port", str(taken.getsockname()[1])]) == 2
    message = capsys.readouterr().err
    assert "Address already in use" in message
    assert "choose another --port" in message


def test_replies_do_not_wait_for_acknowledgements() -> None:
    # Only for sockets that name their protocol does asyncio turn Nagle's algorithm off.
    with open_listening_socket("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_a_host_that_is_none_is_told(folder, capsys) -> None:
    assert main(["serve", "--graph", str(folder), "--host", "999.999.1.1.invalid"]) == 2
    assert capsys.readouterr().err.startswith("kg: The server cannot listen on 999.999.1.1.invalid, port 7474")
