"""Measure one part of the program: `python -m scripts.benchmarks build`. `docs/benchmarks.md` holds the figures."""

from __future__ import annotations

import sys

from scripts.command import Part, main

_GRAPH = "a built graph"
_TEST = "the packages of pip install -e '.[test]'"

BENCHMARKS = {
    "build": Part("scripts.benchmarks.build", "time and memory of the commands, papers a second of kg extract"),
    "scale": Part("scripts.benchmarks.scale", "time and memory of a build by stage, as the corpus grows", _GRAPH),
    "increment": Part(
        "scripts.benchmarks.increment", "what adding a few papers takes, by stage, beside the build of all", _GRAPH
    ),
    "workers": Part("scripts.benchmarks.workers", "extraction with several processes and with one, by turns"),
    "accuracy": Part(
        "scripts.benchmarks.accuracy", "F1 and time of the extraction, beside other versions and spaCy", "checkouts"
    ),
    "resolve": Part("scripts.benchmarks.resolve", "time of resolution as the corpus grows"),
    "cluster": Part(
        "scripts.benchmarks.cluster", "reading by processes of this machine and by a Dask cluster of as many", _TEST
    ),
    "search": Part("scripts.benchmarks.search", "time of a search of names", _GRAPH),
    "queries": Part("scripts.benchmarks.queries", "the shipped queries on the index and on engines in memory", _GRAPH),
    "serve": Part("scripts.benchmarks.serve", "requests a second and latency of the server", _GRAPH),
    "rdf": Part("scripts.benchmarks.rdf", "speed of the writers of RDF beside rdflib's", _GRAPH),
    "map": Part("scripts.benchmarks.map", "the concept map and plain pyvis on large graphs", f"{_TEST}, Chromium"),
    "neighbourhood": Part(
        "scripts.benchmarks.neighbourhood", "a picture around a name, from what the build kept and from all", _GRAPH
    ),
    "page": Part(
        "scripts.benchmarks.page", "size and opening of the page that answers SPARQL", f"{_GRAPH}, {_TEST}, Chromium"
    ),
    "store": Part("scripts.benchmarks.store", "SQLite and DuckDB as the store", "pip install duckdb, a file of papers"),
    "recombined": Part(
        "scripts.benchmarks.recombined",
        "no benchmark: makes a large corpus and its extractions out of a graph",
        _GRAPH,
        "recombined.jsonl",
    ),
    "corpus": Part(
        "scripts.benchmarks.corpus", "no benchmark: takes papers for one from corpora", "corpora", "papers.jsonl"
    ),
}

ABOUT = """Measure one part of the program. Prints the machine, then a Markdown table: what was measured, the figure,
its unit, and of how many runs it is."""

if __name__ == "__main__":
    sys.exit(main("scripts.benchmarks", ABOUT, BENCHMARKS))
