"""Speed and memory of the writers of RDF, beside rdflib's Turtle serialiser on the same graph.

Times are processor time; rdflib's prefixes are bound and its graph is loaded before the clock starts. With --copies
everything is written N times in one stream: the memory that this takes stays flat, however many triples there are.
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

import kg
from kg.export.build_outputs import make_content
from kg.export.content import Content
from kg.export.rdf_files import NAMES, state_graph
from kg.export.registry import FORMATS, write_format
from kg.export.run_manifest import Run
from kg.rdf import turtle
from kg.rdf.namespaces import prefixes
from kg.rdf.terms import Subject
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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--copies", type=positive, metavar="N", help="write everything N times in one stream instead")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    with open_to_read(arguments.graph / "store") as store:
        content = make_content(store.knowledge(), Run.of(store.facts()))
    _ = content.analysis.derived  # computed before the clock starts: it is not the writers' work
    with tempfile.TemporaryDirectory() as folder:
        if arguments.copies:
            return report(measure_copies(content, arguments.copies, Path(folder)))
        return report(measure(content, kg.open(arguments.graph).to_rdflib(), Path(folder)))
