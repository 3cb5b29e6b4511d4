"""A small graph written by hand, and servers over it: the real command in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kg.rdf.namespaces import prefixes

PREFIXES = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes().items())
HOSTILE = "<script>alert('&')</script>"
GRAPH = f"""
<https://w3id.org/kg-papers/id/graph> a void:Dataset ; void:classPartition partition:Paper .
partition:Paper a void:Dataset ; void:class kg:Paper ; void:entities 2 .
dataset:imagenet a kg:Dataset, kg:Benchmark, skos:Concept ; skos:prefLabel "ImageNet" ; skos:altLabel "ILSVRC" ;
    kg:nameKey "imagenet", "ilsvrc" ; kg:paperCount 2 .
metric:fid a kg:Metric, skos:Concept ; skos:prefLabel "FID" ; kg:higherIsBetter false ; kg:paperCount 1 .
method:évil a kg:Method, skos:Concept ; skos:prefLabel "{HOSTILE}" ; skos:broader method:cfg ; kg:paperCount 1 ;
    schema:url <javascript:alert(1)> , <https://example.org/%22evil> .
method:cfg a kg:Method, skos:Concept ; skos:prefLabel "classifier-free guidance"@en ; kg:paperCount 2 .
method:\\~a%20b a kg:Method ; skos:prefLabel "a b" .
link:a a kg:Link ; kg:between method:cfg, dataset:imagenet ; kg:sharedPapers 2 ; kg:weight 1.5 .
paper:a a kg:Paper ; dcterms:title "Alpha" ; kg:mentions method:cfg ; kg:proposes method:évil ;
    kg:evaluatesOn dataset:imagenet .
paper:b a kg:Paper ; dcterms:title "Beta" ; kg:evaluatesOn dataset:imagenet .
result:1 a kg:Result, kg:AbsoluteResult ; kg:onDataset dataset:imagenet ; mls:specifiedBy metric:fid ;
    kg:valueText "9.5" ; kg:value 9.5 ; kg:subject method:évil ; kg:bound "at least" ; kg:holder "own" ;
    prov:wasDerivedFrom paper:a ; kg:confidence 0.75 .
comparison:1 a kg:Comparison ; kg:subject method:évil ; kg:relation kg:outperforms ; kg:comparator method:cfg ;
    kg:denied false ; kg:confidence 0.65 ; kg:sentence "{HOSTILE} beats CFG." ; prov:wasDerivedFrom paper:a .
comparison:2 a kg:Comparison ; kg:subject method:cfg ; kg:relation kg:comparesWith ; kg:comparator method:évil ;
    kg:denied true ; kg:confidence 0.35 ; kg:sentence "No match." ; prov:wasDerivedFrom paper:b .
"""
MENTIONS = f"""
statement:1 a kg:Statement ; rdf:subject paper:a ; rdf:predicate kg:proposes ; rdf:object method:évil ;
    kg:sentence "We propose {HOSTILE}." ; kg:confidence 0.5 .
statement:2 a kg:Statement ; rdf:subject paper:b ; rdf:predicate kg:outperforms ; rdf:object method:cfg ;
    kg:denied true ; kg:sentence "It does not beat CFG." ; kg:confidence 0.25 .
merge:1 a kg:Merge ; kg:mergedInto method:cfg ; kg:surface "CFG" ; rdfs:comment "Two papers define it so." .
"""


def _write_graph(folder: Path) -> Path:
    """The graph in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    (folder / "mentions.ttl").write_text(PREFIXES + MENTIONS, encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[str]
    url: str

    def workers(self) -> set[int]:
        """The processes that answer its queries."""
        pid = self.process.pid
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        return {int(child) for task in tasks for child in task.read_text().split()}


@contextmanager
def _start_server(folder: Path, *options: str) -> Iterator[Server]:
    """`kg serve` over a folder, on a free port."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stderr is not None
        try:
            first_line = process.stderr.readline()
            assert first_line.startswith("Serving at http://127.0.0.1:"), first_line
            yield Server(process, first_line.split()[2])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


@pytest.fixture(scope="session")
def start_server() -> Callable[..., AbstractContextManager[Server]]:
    """Starts a server over a folder, with options."""
    return _start_server


@pytest.fixture(scope="session")
def endless_query() -> str:
    """A query that takes longer than anybody waits."""
    return "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    """The folder of another such graph, for a test alone."""
    return _write_graph(tmp_path)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small graph."""
    return _write_graph(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[Server]:
    """A server with the default limits."""
    with _start_server(folder, "--workers", "2") as running:
        yield running


@pytest.fixture(scope="session")
def strict_server(folder: Path) -> Iterator[Server]:
    """A server with low limits and one process."""
    options = ("--workers", "1", "--timeout", "2", "--max-rows", "3", "--max-request", "2000")
    with _start_server(folder, *options) as running:
        yield running


@pytest.fixture
def client(server: Server) -> Iterator[httpx.Client]:
    """A client of the server with the default limits."""
    with httpx.Client(base_url=server.url, timeout=60) as made:
        yield made


@pytest.fixture
def limited_client(strict_server: Server) -> Iterator[httpx.Client]:
    """A client of the server with low limits."""
    with httpx.Client(base_url=strict_server.url, timeout=60) as made:
        yield made
