"""Clients that are slow, many, silent or gone: the server goes on, and closes what takes its time without bound."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from kg.serve.connections import HEADERS, limit_connections

pytestmark = pytest.mark.slow

PATIENCE = 30  # seconds, of which a passing test needs few
GET = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: localhost\r\n"
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 900\r\n\r\n"
)
DIGITS = "{ 0 1 2 3 4 5 6 7 8 9 }"
ROWS = " ".join(f"VALUES ?{name} {DIGITS}" for name in "abcd")
LARGE = f"SELECT ?x {{ {ROWS} BIND ('{'x' * 3000}' AS ?x) }}"
"""Its answer has 30 million bytes, more than the system takes for a client."""

SERVE = """
import sys
from pathlib import Path
from kg.model.errors import Terminated
from kg.serve.context import Access
from kg.sparql.limits import Patience
from kg.sparql.limits import Limits
from kg.serve.run import serve

patience = Patience(head=1, body=1, taking=1, connections=int(sys.argv[2]))
try:
    serve(
        Path(sys.argv[1]),
        port=0,
        limits=Limits(workers=1, rows=1_000_000, patience=patience),
        access=Access(),
        ready=lambda address: print(address, file=sys.stderr, flush=True),
    )
except Terminated:
    pass
"""


@contextmanager
def start_impatient_server(folder: Path, *, connections: int = 512) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A server that waits a second for its clients; its log stays in the pipe unless somebody reads it."""
    command = [sys.executable, "-c", SERVE, str(folder), str(connections)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().decode().strip(), process
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    with start_impatient_server(folder) as (url, _):
        yield url


def connect(url: str) -> socket.socket:
    address = urlsplit(url)
    return socket.create_connection((address.hostname, address.port), timeout=PATIENCE)


def wait_until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)


def is_answered(url: str) -> bool:
    return httpx.get(f"{url}sparql", params={"query": "ASK {}"}, timeout=PATIENCE).json()["boolean"] is True


def receive_all(connection: socket.socket) -> bytes:
    """All that comes until the server closes; a connection that it cuts off ends there too."""
    reply = b""
    try:
        while piece := connection.recv(1 << 16):
            reply += piece
    except ConnectionError:
        pass
    return reply


@pytest.mark.parametrize(
    ("first", "more", "status"),
    [
        (b"", b"", b""),  # nothing at all
        (b"G", b"", b"HTTP/1.1 408"),
        (GET, b"X-More: x\r\n", b"HTTP/1.1 408"),  # a line now and then, for ever
        (POST, b"", b"HTTP/1.1 408"),
        (POST + b"ASK", b" ", b"HTTP/1.1 408"),
        (GET + b"\r\n" + GET, b"X-More: x\r\n", b"HTTP/1.1 200"),  # the second of a connection
        (POST.replace(b"ion/sparql-query", b"ion/none") + b"x", b"x", b"HTTP/1.1 415"),  # answered before its end
    ],
)
def test_a_request_that_does_not_come_to_its_end_is_closed(
    server: str, first: bytes, more: bytes, status: bytes
) -> None:
    with connect(server) as connection:
        connection.sendall(first)
        connection.settimeout(0.2)
        reply, pieces = b"", 0
        while pieces < 5 * PATIENCE:
            pieces += 1
            try:
                piece = connection.recv(1 << 16)
            except TimeoutError:
                connection.sendall(more)
                continue
            except ConnectionError:
                break
            if not piece:
                break
            reply += piece
        assert pieces < 5 * PATIENCE
        assert reply.startswith(status)
    assert is_answered(server)


def test_a_client_that_takes_nothing_of_its_answer_is_let_go(folder: Path) -> None:
    with start_impatient_server(folder) as (url, process), socket.socket() as connection:
        address = urlsplit(url)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect((address.hostname, address.port))
        connection.sendall(POST.replace(b" 900", f" {len(LARGE)}".encode()) + LARGE.encode())
        wait_until(lambda: open_sockets(process.pid) >= 2)  # it listens, and has this client
        wait_until(lambda: open_sockets(process.pid) == 1)
        assert is_answered(url)


def open_sockets(pid: int) -> int:
    """The TCP sockets that a process has open."""
    known = {line.split()[9] for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]}
    count = 0
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:
            continue
        count += target.startswith("socket:[") and target[8:-1] in known
    return count


def test_however_many_connections_are_open_another_client_is_answered(folder: Path) -> None:
    with start_impatient_server(folder, connections=20) as (url, process), ExitStack() as held:
        for _ in range(200):
            held.enter_context(connect(url)).sendall(GET)
            assert open_sockets(process.pid) <= 22
        assert is_answered(url)


def test_there_are_never_more_connections_than_files() -> None:
    assert 1 <= limit_connections(10**9) < 10**9
    assert limit_connections(3) == 3


@pytest.mark.parametrize("piece", [b"a: b\r\n", b'Accept: "\\"\\"\\"\\\r\n', b" folded\r\n", b"x"])
def test_headers_without_end_are_refused(server: str, piece: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(GET + b"A: b\r\n")
        try:
            for _ in range(0, 3 * HEADERS, 8000):
                connection.sendall(piece * (8000 // len(piece)))
        except ConnectionError:
            pass
        # What was still being sent may cut the answer off.
        assert receive_all(connection)[:12] in (b"HTTP/1.1 431", b"")
    assert is_answered(server)


def test_a_long_query_in_the_address_is_no_long_header(server: str) -> None:
    with connect(server) as connection:
        connection.sendall(GET.replace(b"%7D", b"%7D%23" + b"x" * 5 * HEADERS) + b"Connection: close\r\n\r\n")
        assert receive_all(connection).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "sent_bytes",
    [
        POST + b"ASK",  # leaves in the middle of what it posts
        GET,
        GET + b"\r\n",  # leaves before the answer
        b"POST /reconcile HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        b"Content-Length: 900\r\n\r\nqueries=",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnone\r\n",
        POST.replace(b"Content-Length: 900", b"Transfer-Encoding: chunked") + b"3\r\nASK\r\nnone\r\n",
        b"\x16\x03\x01\x02\x00\x01",  # speaks TLS
        GET + b"Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    ],
)
def test_a_client_that_leaves_is_not_worth_a_line(folder: Path, sent_bytes: bytes) -> None:
    with start_impatient_server(folder) as (url, process):
        for _ in range(30):
            with connect(url) as connection:
                connection.sendall(sent_bytes)
        assert is_answered(url)
        process.terminate()
        assert process.stderr is not None
        assert process.stderr.read() == b""
