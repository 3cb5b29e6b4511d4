"""Speed and memory of the serialisations of RDF, beside rdflib's Turtle serialiser on the same graph in one run.

    python scripts/bench_rdf.py [FOLDER] [--copies N]

FOLDER is a built graph, by default `outputs`. Every figure is processor time, the best of three; rdflib's prefixes are
bound and its graph is loaded before the clock starts. `--copies` writes the whole so often in one stream instead, and
prints the memory that this takes beyond what was held before: it stays flat, however many triples there are.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import kg
from kg.export import FORMATS, write_format
from kg.export.build_outputs import Run, content_of
from kg.export.content import Content
from kg.export.graphs import NAMES, subjects
from kg.rdf import turtle
from kg.rdf.namespaces import prefixes
from kg.rdf.subjects import Subject
from kg.store.database import reading

RUNS = 3
_RDF = ("turtle", "ntriples", "nquads", "trig", "jsonld")


def best(work: Callable[[], object]) -> float:
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
            yield from subjects(content, graph)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("outputs"))
    parser.add_argument("--copies", type=int, default=0)
    args = parser.parse_args()
    with reading(args.folder / "store") as store:
        content = content_of(store.knowledge(), Run.of(store.facts()))
    views = content.derived()  # the graph layer's work, not the writers'
    content = Content(content.knowledge, content.run, lambda: views, content.network, content.concept_map)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        if args.copies:
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            triples = 0

            def counted() -> Iterator[Subject]:
                nonlocal triples
                for subject in stream(content, args.copies):
                    triples += len(subject.pairs)
                    yield subject

            start = time.process_time()
            with (out / "many.ttl").open("w", encoding="utf-8") as file:
                turtle.write(counted(), prefixes(), file)
            seconds = time.process_time() - start
            more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
            size = (out / "many.ttl").stat().st_size
            print(f"{triples:,} triples, {size / 1e6:.0f} MB in {seconds:.1f} s, {more / 1024:.0f} MB of memory more")
            return
        graph = kg.open(args.folder).to_rdflib()
        theirs = best(lambda: graph.serialize(out / "rdflib.ttl", format="turtle"))
        print(
            f"{len(graph):,} triples\n\n| writer | seconds | MB | times as fast as rdflib's Turtle |\n|---|---|---|---|"
        )
        print(f"| rdflib, Turtle | {theirs:.2f} | {(out / 'rdflib.ttl').stat().st_size / 1e6:.1f} | 1 |")
        for name in _RDF:
            ours = best(lambda name=name: write_format(name, content, out / name))  # type: ignore[misc]
            single = len(FORMATS[name].files) == 1
            files = [out / name] if single else [out / name / file for file in FORMATS[name].files]
            size = sum(file.stat().st_size for file in files)
            print(f"| `kg export {name}` | {ours:.2f} | {size / 1e6:.1f} | {theirs / ours:.1f} |")


if __name__ == "__main__":
    main()
