"""Size of the page that answers SPARQL, and how long it takes to open.

Chromium opens the page from disk, each time in a new profile. The first answer is there when the table of the first
question is.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from kg.pictures.pages.sparql_page import write_page
from scripts.arguments import add_graph, positive
from scripts.benchmarks.browser import launch_chromium
from scripts.benchmarks.table import Row, report


def measure(graph: Path, runs: int) -> Iterator[Row]:
    """The page with the evidence and without it."""
    with tempfile.TemporaryDirectory() as folder, launch_chromium() as browser:
        for name, evidence in (("facts and evidence", graph / "mentions.ttl"), ("facts only", None)):
            path = Path(folder) / "page.html"
            start = time.perf_counter()
            write_page(graph / "graph.ttl", evidence, path, derived=graph / "derived.ttl")
            yield Row(name, "writing", time.perf_counter() - start, "s", 1)
            yield Row(name, "size", path.stat().st_size / 1e6, "MB", 1)
            times = sorted(_time_first_answer(browser, path) for _ in range(runs))
            for what, seconds in (("median", statistics.median(times)), ("least", times[0]), ("most", times[-1])):
                yield Row(name, f"first answer after, {what}", seconds, "s", runs)


def _time_first_answer(browser: Browser, path: Path) -> float:
    """Seconds from opening the page to its first table."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.locator("#answer table").wait_for(timeout=120_000)
    took = time.perf_counter() - start
    context.close()
    return took


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--runs", type=positive, default=5, help="how often each page is opened (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    return report(measure(arguments.graph, arguments.runs))
