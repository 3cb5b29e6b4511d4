"""Prints the size of the page that answers SPARQL, and how long it takes to open, as a Markdown table.

    python scripts/bench_page.py --graph outputs --runs 5

Chromium opens the page from disk, each time in a new profile. The first answer is there when the
table of the first question is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kg.pictures.pages.sparql_page import write_page


def main() -> None:
    """Measure the page with the evidence and without it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--graph", type=Path, default=Path("outputs"), help="the output folder of a build")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is opened")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        parser.error("no Chromium is installed; run `apt-get install chromium`")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    graph, mentions = options.graph / "graph.ttl", options.graph / "mentions.ttl"
    print("| page | size, MB | written, s | first answer after, s (median, least to most) |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        for name, evidence in (("facts and evidence", mentions), ("facts only", None)):
            path = Path(folder) / "page.html"
            start = time.perf_counter()
            write_page(graph, evidence, path, derived=options.graph / "derived.ttl")
            took = time.perf_counter() - start
            times = sorted(_first_answer(browser, path) for _ in range(options.runs))
            told = f"{statistics.median(times):.1f} ({times[0]:.1f} to {times[-1]:.1f})"
            print(f"| {name} | {path.stat().st_size / 1e6:.1f} | {took:.1f} | {told} |")
        browser.close()


def _first_answer(browser: Browser, path: Path) -> float:
    """Seconds from opening the page to its first table."""
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.locator("#answer table").wait_for(timeout=120_000)
    took = time.perf_counter() - start
    context.close()
    return took


if __name__ == "__main__":
    main()
