"""How the concept map and plain pyvis cope with large graphs.

The graphs are made up: papers name concepts, in themes of fifty, whose frequencies are distributed as those of names
are. The map is asked to show all concepts, and pyvis is given the nodes and links that the map shows, so that both draw
the same; the map's usual picture, a selection, stands beside them. Making the file is processor time from the records
in memory on, and for the map includes the choice of links and the layout, which pyvis leaves to the browser. The first
picture is there when the canvas of the page, opened in Chromium, shows something; it is interactive when five frames in
a row came within a tenth of a second each; frames a second are those drawn while the picture is dragged. pyvis has its
default physics. Nothing is fetched: where pyvis asks for a style sheet from a network, it gets none.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import networkx as nx
import numpy as np
from playwright.sync_api import Browser
from playwright.sync_api import TimeoutError as TooLong

from kg.analyse.analysis import Analysis
from kg.model.derived import ConceptMap
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
COUNT_STEADY = """() => { window.steady = 0; let before = performance.now();
  const step = (now) => { window.steady = now - before < 100 ? window.steady + 1 : 0; before = now;
    requestAnimationFrame(step); }; requestAnimationFrame(step); }"""
STEADY = "() => window.steady >= 5"
FRAMES = "() => 1000 * window.frames_drawn / (performance.now() - window.started)"
DRAG_STEPS = 120


class Figures(NamedTuple):
    """What was measured of one page; None for what took longer than the limit, or was not reached."""

    made: float | None = None  # seconds of processor time until the file is written
    size: float | None = None  # MB
    drawn: float | None = None  # seconds from opening the file to its first picture
    interactive: float | None = None  # seconds from opening the file until frames come steadily
    frames: float | None = None  # a second while the picture is dragged


_UNITS = {"made": "s", "size": "MB", "drawn": "s", "interactive": "s", "frames": "1/s"}


def measure(sizes: Sequence[int], limit: float, pages: Sequence[str]) -> Iterator[Row]:
    """The pages of graphs of each size; what takes longer than `limit` seconds is broken off."""
    with tempfile.TemporaryDirectory() as folder, launch_chromium() as browser:
        for size in sizes:
            knowledge = make_up(size * 4 // 3)
            drawn = make_concept_map(Analysis(knowledge), top=size)
            found: dict[str, Figures] = {}
            for page in pages:
                path = Path(folder) / "page.html"
                usual = page == _USUAL
                about = f"{len(drawn.nodes):,} nodes, {len(drawn.links):,} links"
                name = f"{page} of {size:,} concepts" if usual else f"{page}, {about}"
                found[page] = _measure_page(partial(WRITERS[page], knowledge, drawn, size, path), browser, path, limit)
                yield from _list_rows(name, found[page], limit)
            if _ALL in found and _PYVIS in found:
                yield from _compare(about, found[_ALL], found[_PYVIS], limit)


def _list_rows(name: str, figures: Figures, limit: float) -> Iterator[Row]:
    for what, figure in figures._asdict().items():
        if figure is not None:
            yield Row(name, what, figure, _UNITS[what], 1)
        else:
            yield Row(name, what, f"over {limit:.0f}", _UNITS[what], 1)
            break  # what follows was not reached


def _compare(about: str, ours: Figures, theirs: Figures, limit: float) -> Iterator[Row]:
    """How many times as much pyvis takes; at least so many times where it did not come to an end."""
    for what in ("made", "size", "drawn", "interactive"):
        own, other = getattr(ours, what), getattr(theirs, what)
        if own is None:
            continue
        if other is None:
            yield Row(f"pyvis beside kg map, {about}", what, f"over {limit / own:.1f}", "times", 1)
            break
        yield Row(f"pyvis beside kg map, {about}", what, other / own, "times", 1)


def _measure_page(write: Callable[[], None], browser: Browser, path: Path, limit: float) -> Figures:
    start = time.process_time()
    try:
        with limit_time(limit):
            write()
    except TimeoutError:
        return Figures()
    made = time.process_time() - start
    return Figures(made, path.stat().st_size / 1e6, *_open(browser, path, limit))


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


def _write_usual(knowledge: Knowledge, _drawn: ConceptMap, _top: int, path: Path) -> None:
    path.write_text(render(make_concept_map(Analysis(knowledge)), knowledge), encoding="utf-8")


def _write_all(knowledge: Knowledge, _drawn: ConceptMap, top: int, path: Path) -> None:
    path.write_text(render(make_concept_map(Analysis(knowledge), top=top), knowledge), encoding="utf-8")


def _write_pyvis(_knowledge: Knowledge, drawn: ConceptMap, _top: int, path: Path) -> None:
    from pyvis.network import Network

    graph = nx.Graph()
    graph.add_nodes_from((node.id, {"label": node.name}) for node in drawn.nodes)
    graph.add_edges_from((link.source, link.target) for link in drawn.links)
    network = Network(height="800px", cdn_resources="in_line")
    network.from_nx(graph)
    path.write_text(network.generate_html(), encoding="utf-8")


def _open(browser: Browser, path: Path, limit: float) -> tuple[float | None, float | None, float | None]:
    """Seconds to the first picture and to steady frames, and frames a second while it is dragged."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.route("http*://**", lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(limit * 1000)
    first = interactive = frames = None
    start = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="commit")
        page.wait_for_function(PAINTED, polling=50)
        first = time.perf_counter() - start
        page.evaluate(COUNT_STEADY)
        page.wait_for_function(STEADY, polling=50)
        interactive = time.perf_counter() - start
        box = page.locator("canvas").first.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.97
        page.mouse.move(x, y)
        page.mouse.down()
        page.evaluate(COUNT_FRAMES)
        for step in range(DRAG_STEPS):
            page.mouse.move(x - 2 * step, y - step)
        frames = float(page.evaluate(FRAMES))
        page.mouse.up()
    except TooLong:
        pass  # what was not reached is None
    finally:
        context.close()
    return first, interactive, frames


_USUAL, _ALL, _PYVIS = "kg map, its usual picture", "kg map", "pyvis"
WRITERS = {_USUAL: _write_usual, _ALL: _write_all, _PYVIS: _write_pyvis}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("--nodes", type=positive, nargs="+", default=[1_000, 5_000, 20_000], help="concepts")
    parser.add_argument("--limit", type=float, default=150, help="seconds to wait for a picture (default: %(default)s)")
    parser.add_argument("--only", choices=WRITERS, help="leave the other out")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    pages = [arguments.only] if arguments.only else list(WRITERS)
    return report(measure(arguments.nodes, arguments.limit, pages))
