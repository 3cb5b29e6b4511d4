"""Speed and memory of the writers of RDF, beside rdflib's Turtle serialiser on the same graph.

Times are processor time; rdflib's prefixes are bound and its graph is loaded before the clock starts. With --copies
everything is written N times in one stream: the memory that this takes stays flat, however many triples there are.
With --facts the facts alone (`graph.ttl`) are written and read, once each, by both: the evidence of a large corpus is
more than rdflib can hold. Reading ends in a store in memory that can be asked, Oxigraph's as `kg` fills it.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

import kg
from kg.export.build_outputs import make_content
from kg.export.content import Content
from kg.export.rdf_files import NAMES, state_graph, write_file
from kg.export.registry import FORMATS, write_format
from kg.export.run_manifest import Run
from kg.model.errors import KgError
from kg.rdf import turtle
from kg.rdf.namespaces import prefixes
from kg.rdf.terms import Subject
from kg.sparql.turtle_files import load_file
from kg.store.open_store import open_to_read
from scripts.arguments import add_graph, positive
from scripts.benchmarks.table import Row, report

if TYPE_CHECKING:
    import rdflib

RUNS = 3
_RDF = ("turtle", "ntriples", "nquads", "trig", "jsonld")


def time_best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def stream(content: Content, copies: int) -> Iterator[Subject]:
    """Everything that is stated, over and over."""
    for _ in range(copies):
        for graph in NAMES.values():
            yield from state_graph(content, graph)


def measure_copies(content: Content, copies: int, out: Path) -> Iterator[Row]:
    """Writing everything `copies` times in one stream: time, and memory beyond what was held before."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    triples = 0

    def count() -> Iterator[Subject]:
        nonlocal triples
        for subject in stream(content, copies):
            triples += len(subject.pairs)
            yield subject

    start = time.process_time()
    with (out / "many.ttl").open("w", encoding="utf-8") as file:
        turtle.write(count(), prefixes(), file)
    name = f"Turtle, {copies} copies"
    yield Row(name, "time", time.process_time() - start, "s", 1)
    yield Row(name, "memory more", (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, "MB", 1)
    yield Row(name, "triples", triples, "", 1)
    yield Row(name, "size", (out / "many.ttl").stat().st_size / 1e6, "MB", 1)


def measure(content: Content, graph: rdflib.Graph, out: Path) -> Iterator[Row]:
    """Each of our writers beside rdflib's Turtle serialiser."""
    yield Row("the graph", "triples", len(graph), "", 1)
    theirs = time_best(lambda: graph.serialize(out / "rdflib.ttl", format="turtle"))
    yield Row("rdflib, Turtle", "time, least", theirs, "s", RUNS)
    yield Row("rdflib, Turtle", "size", (out / "rdflib.ttl").stat().st_size / 1e6, "MB", 1)
    for name in _RDF:
        ours = time_best(partial(write_format, name, content, out / name))
        single = len(FORMATS[name].files) == 1
        files = [out / name] if single else [out / name / file for file in FORMATS[name].files]
        command = f"`kg export {name}`"
        yield Row(command, "time, least", ours, "s", RUNS)
        yield Row(command, "size", sum(file.stat().st_size for file in files) / 1e6, "MB", 1)
        yield Row(command, "as fast as rdflib's Turtle", theirs / ours, "times", RUNS)


def measure_facts(content: Content, folder: Path, out: Path) -> Iterator[Row]:
    """Writing and reading the facts beside rdflib, which serialises what it has read."""
    import rdflib

    path = folder / "graph.ttl"
    graph = rdflib.Graph()
    theirs = time_once(lambda: graph.parse(path, format="turtle"))
    store = pyoxigraph.Store()
    ours = time_once(lambda: load_file(store, path, pyoxigraph.DefaultGraph()))
    if len(graph) != len(store):
        raise KgError(f"rdflib reads {len(graph):,} triples of {path}, Oxigraph {len(store):,}.")
    yield Row("the facts", "triples", len(graph), "", 1)
    yield Row("the facts", "size", path.stat().st_size / 1e6, "MB", 1)
    yield from _compare("reading Turtle", ours, theirs)
    theirs = time_once(lambda: graph.serialize(out / "rdflib.ttl", format="turtle"))
    ours = time_once(partial(write_file, content, out / "graph.ttl"))
    yield from _compare("writing Turtle", ours, theirs)


def _compare(what: str, ours: float, theirs: float) -> Iterator[Row]:
    yield Row(what, "rdflib", theirs, "s", 1)
    yield Row(what, "kg", ours, "s", 1)
    yield Row(what, "as fast as rdflib", theirs / ours, "times", 1)


def time_once(work: Callable[[], object]) -> float:
    """Seconds of processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--copies", type=positive, metavar="N", help="write everything N times in one stream instead")
    what.add_argument("--facts", action="store_true", help="write and read the facts alone instead")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    with open_to_read(arguments.graph / "store") as store:
        content = make_content(store.knowledge(), Run.of(store.facts()))
    if not arguments.facts:
        _ = content.analysis.derived  # computed before the clock starts: it is not the writers' work
    with tempfile.TemporaryDirectory() as folder:
        if arguments.facts:
            return report(measure_facts(content, arguments.graph, Path(folder)))
        if arguments.copies:
            return report(measure_copies(content, arguments.copies, Path(folder)))
        return report(measure(content, kg.open(arguments.graph).to_rdflib(), Path(folder)))
