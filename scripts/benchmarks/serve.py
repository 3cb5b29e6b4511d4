"""Requests a second and latency of kg serve.

A server is started on a free port. Clients ask shipped queries by turns over connections that stay open, each client
its next question once it has the answer to the last. They speak HTTP over bare sockets, so that the figures are the
server's: what a client costs is shown by the requests that no query is run for. Runs are the requests.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from kg.sparql import queries
from scripts.arguments import add_graph, positive
from scripts.benchmarks.table import Row, report

QUERIES = ("benchmarks", "datasets-introduced", "denied", "leaderboard", "outperforms")
CLIENTS = (1, 16, 64)
SMALL = "SELECT ?name { <method/classifier-free-guidance> skos:prefLabel ?name }"


def measure(graph: Path, workers: int, seconds: float) -> Iterator[Row]:
    """Requests a second and their latency, by kind of request and number of clients."""
    kinds = {
        "no query (the description)": [b"/sparql"],
        "one triple": [_make_path(SMALL)],
        **{name: [_make_path(queries.load(name).text)] for name in QUERIES},
        "these five by turns": [_make_path(queries.load(name).text) for name in QUERIES],
    }
    with _start_server(graph, workers) as (host, port):
        for kind, paths in kinds.items():
            for clients in CLIENTS:
                name = f"{kind}, {clients} clients"
                times = asyncio.run(_load(host, port, paths, clients, seconds))
                yield Row(name, "requests", len(times) / seconds, "1/s", len(times))
                if len(times) < 2:
                    continue
                cuts = statistics.quantiles(times, n=100)
                for at in (50, 95, 99):
                    yield Row(name, f"p{at}", 1000 * cuts[at - 1], "ms", len(times))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement (default: %(default)s)")
    parser.add_argument("--workers", type=positive, default=2, help="processes for queries (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    return report(measure(arguments.graph, arguments.workers, arguments.seconds))


def _make_path(text: str) -> bytes:
    return f"/sparql?query={quote(text, safe='')}".encode()


@contextmanager
def _start_server(graph: Path, workers: int) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--workers", str(workers), "--graph", str(graph)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            line = server.stderr.readline() if server.stderr else ""
            if not line.startswith("Serving at "):
                sys.exit(line)
            address = urlsplit(line.split()[2])
            yield str(address.hostname), int(address.port or 0)
        finally:
            server.terminate()


async def _load(host: str, port: int, paths: list[bytes], clients: int, seconds: float) -> list[float]:
    """The seconds that each request took, of so many clients that ask for so many seconds."""
    end = time.perf_counter() + seconds
    by_client = await asyncio.gather(*(_run_client(host, port, paths, at, end) for at in range(clients)))
    return [took for times in by_client for took in times]


async def _run_client(host: str, port: int, paths: list[bytes], at: int, end: float) -> list[float]:
    reader, writer = await asyncio.open_connection(host, port)
    took = []
    while (start := time.perf_counter()) < end:
        writer.write(b"GET %b HTTP/1.1\r\nHost: localhost\r\n\r\n" % paths[at % len(paths)])
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(head.decode("latin-1"))
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length))
        took.append(time.perf_counter() - start)
        at += 1
    writer.close()
    return took
