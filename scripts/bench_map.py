"""Prints how the concept map and plain pyvis cope with large graphs, as a Markdown table.

    python scripts/bench_map.py --nodes 1000 5000 20000 --limit 150

The graphs are made up: a quarter of the nodes are papers, the others concepts in themes of fifty, named as unevenly as
names are; a link is a paper that names a concept. "made" is from the graph in memory to the file; "first picture" is
from opening the file in Chromium until its canvas shows something; "frames" are those drawn in a second while the
picture is dragged. pyvis draws the same graph with `from_nx` and its default physics; what takes it longer than the
limit is not waited for. Nothing is fetched: where pyvis asks for a style sheet from a network, it gets none.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import networkx as nx
import numpy as np
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as TooLong

from kg.analyse.network import to_networkx
from kg.model.knowledge import Entity, Knowledge, LinkedMention, PaperFacts
from kg.model.records import Paper
from kg.model.types import LABELS
from kg.pictures.concept_map import concept_map
from kg.pictures.pages.map_page import render

LINKS_A_NODE = 3
THEME = 50  # concepts
PAINTED = """() => [...document.querySelectorAll('canvas')].some((canvas) => {
  if (!canvas.width || !canvas.height) return false;
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  for (let i = 0; i < data.length; i += 4) {
    const r = data[i], g = data[i + 1], b = data[i + 2];
    if (data[i + 3] > 200 && Math.max(r, g, b) - Math.min(r, g, b) > 60) return true;
  }
  return false;
})"""
COUNT_FRAMES = """() => { window.frames_drawn = 0; window.started = performance.now();
  const step = () => { window.frames_drawn++; requestAnimationFrame(step); }; requestAnimationFrame(step); }"""
FRAMES = "() => 1000 * window.frames_drawn / (performance.now() - window.started)"
DRAG_STEPS = 120


@dataclass(frozen=True, slots=True)
class Measured:
    """How one page did."""

    made: float | None  # seconds; None beyond the limit
    size: int = 0  # bytes
    first: float | None = None  # seconds; None beyond the limit
    frames: float | None = None  # a second

    def row(self, name: str, nodes: int, links: int, limit: float) -> str:
        """As a line of the table."""
        if self.made is None:
            return f"| {name} | {nodes:,} | {links:,} | over {limit:.0f} | | | |"
        first = f"over {limit:.0f}" if self.first is None else f"{self.first:.1f}"
        frames = "" if self.frames is None else f"{self.frames:.0f}"
        return f"| {name} | {nodes:,} | {links:,} | {self.made:.1f} | {self.size / 1e6:.1f} | {first} | {frames} |"


def main() -> None:
    """Measure both at each size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, nargs="+", default=[1_000, 5_000, 20_000])
    parser.add_argument("--limit", type=float, default=150, help="seconds to wait for a first picture")
    parser.add_argument("--only", choices=("kg", "pyvis"), help="leave the other out")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        parser.error("no Chromium is installed; run `apt-get install chromium`")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    print("| page | nodes | links | made, s | size, MB | first picture, s | frames a second |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        for count in options.nodes:
            knowledge = made_up(count)
            graph = to_networkx(knowledge)
            for name, write in (("kg map", _ours), ("pyvis", _pyvis)):
                if options.only and not name.startswith(options.only):
                    continue
                path = Path(folder) / f"{name}.html"
                took = _seconds(partial(write, knowledge, graph, path), options.limit)
                if took is None:
                    measured = Measured(None)
                else:
                    measured = Measured(took, path.stat().st_size, *_opened(browser, path, options.limit))
                print(measured.row(name, len(graph), graph.number_of_edges(), options.limit), flush=True)
        browser.close()


def _seconds(work: Callable[[], None], limit: float) -> float | None:
    """How long the work takes; None if it is not done within the limit, when it is broken off."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    start = time.perf_counter()
    try:
        work()
        return time.perf_counter() - start
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def made_up(nodes: int, *, seed: int = 0) -> Knowledge:
    """Knowledge of that many papers and concepts, three links a node; the same for the same arguments."""
    random = np.random.default_rng(seed)
    papers = max(1, nodes // 4)
    concepts = nodes - papers
    each = LINKS_A_NODE * nodes // papers
    popularity = 1.0 / np.arange(1, concepts + 1) ** 0.8  # how unevenly names are used (Zipf)
    popularity = random.permutation(popularity)
    theme = np.arange(concepts) // THEME
    ids = [f"{LABELS[i % len(LABELS)].lower()}/concept-{i}" for i in range(concepts)]
    named: list[list[int]] = []
    for number in range(papers):
        own = np.flatnonzero(theme == number % (theme[-1] + 1))
        near = random.choice(own, size=min(len(own), each * 2 // 3), replace=False)
        far = random.choice(concepts, size=each, replace=False, p=popularity / popularity.sum())
        named.append([int(i) for i in dict.fromkeys([*near, *far])][:each])
    counts = np.bincount([i for row in named for i in row], minlength=concepts)
    entities = [
        Entity(ids[i], LABELS[i % len(LABELS)], f"concept {i}", (), (), int(counts[i]), int(counts[i]))
        for i in range(concepts)
    ]
    facts = [_facts(f"paper-{number:06}", [ids[i] for i in row]) for number, row in enumerate(named)]
    return Knowledge(tuple(facts), tuple(sorted(entities, key=lambda e: e.id)), ())


def _facts(paper: str, named: list[str]) -> PaperFacts:
    """A paper whose abstract names these concepts, about as long as an abstract is."""
    parts, mentions, at = [], [], len(paper) + 2
    for entity in named:
        label = next(label for label in LABELS if entity.startswith(label.lower()))
        name = entity.partition("/")[2].replace("-", " ")
        sentence = f"In this paper we study what {name} changes in experiments on data of several kinds and sizes. "
        start = at + sentence.index(name)
        mentions.append(LinkedMention(start, start + len(name), label, name, entity, 0.9, "ner"))
        parts.append(sentence)
        at += len(sentence)
    record = Paper(paper, paper, "".join(parts), url=f"https://papers.example/{paper}")
    return PaperFacts(record, tuple(mentions), (), (), (), ())


def _ours(knowledge: Knowledge, graph: nx.MultiDiGraph[str], path: Path) -> None:
    path.write_text(render(concept_map(knowledge), knowledge), encoding="utf-8")


def _pyvis(knowledge: Knowledge, graph: nx.MultiDiGraph[str], path: Path) -> None:
    from pyvis.network import Network

    simple = nx.Graph()
    simple.add_nodes_from((node, {"label": told["label"]}) for node, told in graph.nodes(data=True))
    simple.add_edges_from(graph.edges())
    network = Network(height="800px", cdn_resources="in_line")
    network.from_nx(simple)
    path.write_text(network.generate_html(), encoding="utf-8")


def _opened(browser: Browser, path: Path, limit: float) -> tuple[float | None, float | None]:
    """Seconds to the first picture, and frames a second while it is dragged."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(limit * 1000)
    start = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function(PAINTED, polling=50)
        first = time.perf_counter() - start
        box = page.locator("canvas").first.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.97
        page.wait_for_timeout(500)
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(COUNT_FRAMES)
        for step in range(DRAG_STEPS):
            page.mouse.move(x - 2 * step, y - step)
        frames = float(page.evaluate(FRAMES))
        page.mouse.up()
    except TooLong:
        return None, None
    finally:
        context.close()
    return first, frames


if __name__ == "__main__":
    main()
