"""Requests per second and latency of the endpoint: what docs/benchmarks.md says of `kg serve` is measured here.

    python scripts/bench_serve.py [--graph outputs] [--seconds 5] [--workers 2]

A server is started on a free port. Clients ask competency queries by turns over connections that stay open, each
client its next question once it has the answer to the last. They speak HTTP over bare sockets, so that the figures
are the server's: what a client costs is shown by a row of requests that no query is run for.
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

QUERIES = ("benchmarks", "datasets-introduced", "denied", "leaderboard", "outperforms")
CLIENTS = (1, 16, 64)
SMALL = "SELECT ?name { <method/classifier-free-guidance> skos:prefLabel ?name }"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graph", type=Path, default=Path("outputs"))
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    kinds = {
        "no query (the description)": [b"/sparql"],
        "one triple": [_path(SMALL)],
        **{name: [_path(queries.load(name).text)] for name in QUERIES},
        "these five by turns": [_path(queries.load(name).text) for name in QUERIES],
    }
    print("| queries | clients | requests/s | p50 ms | p95 ms | p99 ms |")
    print("|---|---|---|---|---|---|")
    with _server(arguments.graph, arguments.workers) as (host, port):
        for kind, paths in kinds.items():
            for clients in CLIENTS:
                took = asyncio.run(_load(host, port, paths, clients, arguments.seconds))
                if len(took) < 2:
                    print(f"| {kind} | {clients} | less than one in {arguments.seconds:g} seconds | | | |", flush=True)
                    continue
                cuts = statistics.quantiles(took, n=100)
                figures = " | ".join(f"{1000 * cuts[at - 1]:.1f}" for at in (50, 95, 99))
                print(f"| {kind} | {clients} | {len(took) / arguments.seconds:.0f} | {figures} |", flush=True)


def _path(text: str) -> bytes:
    return f"/sparql?query={quote(text, safe='')}".encode()


@contextmanager
def _server(graph: Path, workers: int) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "kg", "serve", "--port", "0", "--workers", str(workers), "--graph", str(graph)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            told = server.stderr.readline() if server.stderr else ""
            if not told.startswith("Serving at "):
                sys.exit(told)
            address = urlsplit(told.split()[2])
            yield str(address.hostname), int(address.port or 0)
        finally:
            server.terminate()


async def _load(host: str, port: int, paths: list[bytes], clients: int, seconds: float) -> list[float]:
    """How long each request took, of so many clients over so many seconds."""
    end = time.perf_counter() + seconds
    each = await asyncio.gather(*(_client(host, port, paths, at, end) for at in range(clients)))
    return [took for one in each for took in one]


async def _client(host: str, port: int, paths: list[bytes], at: int, end: float) -> list[float]:
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


if __name__ == "__main__":
    main()
