"""How the concept map and plain pyvis cope with large graphs.

The graphs are made up: a quarter of the nodes are papers, the others concepts in themes of fifty, whose frequencies are
distributed as those of names are; a link is a paper that names a concept. Making the file starts from the graph in
memory; the first picture is there when the canvas of the page, opened in Chromium, shows something; frames are those
drawn in a second while the picture is dragged. pyvis draws the same graph with from_nx and its default physics. Nothing
is fetched: where pyvis asks for a style sheet from a network, it gets none.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import networkx as nx
import numpy as np
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as TooLong

from kg.analyse.analysis import Analysis
from kg.analyse.network import to_networkx
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts
from kg.model.records import Paper
from kg.model.types import LABELS
from kg.pictures.concept_map import make_concept_map
from kg.pictures.pages.map_page import render
from scripts.arguments import positive
from scripts.benchmarks.browser import launch_chromium
from scripts.benchmarks.limit import limit_time
from scripts.benchmarks.table import Row, report

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


def measure(sizes: Sequence[int], limit: float, pages: Sequence[str]) -> Iterator[Row]:
    """The pages of graphs of each size; what takes longer than `limit` seconds is broken off."""
    with tempfile.TemporaryDirectory() as folder, launch_chromium() as browser:
        for size in sizes:
            knowledge = make_up(size)
            graph = to_networkx(knowledge)
            for page in pages:
                name = f"{page}, {len(graph):,} nodes, {graph.number_of_edges():,} links"
                path = Path(folder) / "page.html"
                yield from _measure_page(name, partial(WRITERS[page], knowledge, graph, path), browser, path, limit)


def _measure_page(name: str, write: Callable[[], None], browser: Browser, path: Path, limit: float) -> Iterator[Row]:
    start = time.perf_counter()
    try:
        with limit_time(limit):
            write()
    except TimeoutError:
        yield Row(name, "making the file", f"over {limit:.0f}", "s", 1)
        return
    yield Row(name, "making the file", time.perf_counter() - start, "s", 1)
    yield Row(name, "size", path.stat().st_size / 1e6, "MB", 1)
    first, frames = _open(browser, path, limit)
    yield Row(name, "first picture after", f"over {limit:.0f}" if first is None else first, "s", 1)
    if frames is not None:
        yield Row(name, "frames while it is dragged", frames, "1/s", 1)


def make_up(nodes: int, *, seed: int = 0) -> Knowledge:
    """Knowledge of that many papers and concepts, three links a node; the same for the same arguments."""
    random = np.random.default_rng(seed)
    papers = max(1, nodes // 4)
    concepts = nodes - papers
    links = LINKS_A_NODE * nodes // papers
    popularity = 1.0 / np.arange(1, concepts + 1) ** 0.8  # how unevenly names are used (Zipf)
    popularity = random.permutation(popularity)
    theme = np.arange(concepts) // THEME
    ids = [EntityId(f"{LABELS[i % len(LABELS)].lower()}/concept-{i}") for i in range(concepts)]
    named: list[list[int]] = []
    for number in range(papers):
        own = np.flatnonzero(theme == number % (theme[-1] + 1))
        near = random.choice(own, size=min(len(own), links * 2 // 3), replace=False)
        far = random.choice(concepts, size=links, replace=False, p=popularity / popularity.sum())
        named.append([int(i) for i in dict.fromkeys([*near, *far])][:links])
    counts = np.bincount([i for row in named for i in row], minlength=concepts)
    entities = [
        Entity(ids[i], LABELS[i % len(LABELS)], f"concept {i}", (), (), int(counts[i]), int(counts[i]))
        for i in range(concepts)
    ]
    facts = [_make_facts(f"paper-{number:06}", [ids[i] for i in row]) for number, row in enumerate(named)]
    return Knowledge(tuple(facts), tuple(sorted(entities, key=lambda e: e.id)), ())


def _make_facts(paper: str, named: list[EntityId]) -> PaperFacts:
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


def _write_map(knowledge: Knowledge, graph: nx.MultiDiGraph[str], path: Path) -> None:
    path.write_text(render(make_concept_map(Analysis(knowledge)), knowledge), encoding="utf-8")


def _write_pyvis(knowledge: Knowledge, graph: nx.MultiDiGraph[str], path: Path) -> None:
    from pyvis.network import Network

    simple = nx.Graph()
    simple.add_nodes_from((node, {"label": data["label"]}) for node, data in graph.nodes(data=True))
    simple.add_edges_from(graph.edges())
    network = Network(height="800px", cdn_resources="in_line")
    network.from_nx(simple)
    path.write_text(network.generate_html(), encoding="utf-8")


def _open(browser: Browser, path: Path, limit: float) -> tuple[float | None, float | None]:
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


WRITERS = {"kg map": _write_map, "pyvis": _write_pyvis}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("--nodes", type=positive, nargs="+", default=[1_000, 5_000, 20_000])
    parser.add_argument("--limit", type=float, default=150, help="seconds to wait for a picture (default: %(default)s)")
    parser.add_argument("--only", choices=WRITERS, help="leave the other out")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    pages = [arguments.only] if arguments.only else list(WRITERS)
    return report(measure(arguments.nodes, arguments.limit, pages))
