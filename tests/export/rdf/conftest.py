from __future__ import annotations

from pathlib import Path

import pytest

from kg.export.rdf.description import RunInfo
from kg.export.turtle import write_graph, write_mentions
from kg.records import Knowledge


@pytest.fixture(scope="session")
def run() -> RunInfo:
    return RunInfo(version="1.0", model="kg-ner-1", settings={"year": "2026"}, contents=("bb", "aa"))


@pytest.fixture(scope="session")
def written(knowledge: Knowledge, run: RunInfo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both Turtle files of the sample."""
    folder = tmp_path_factory.mktemp("turtle")
    write_graph(knowledge, folder / "graph.ttl", run=run)
    write_mentions(knowledge, folder / "mentions.ttl", run=run)
    return folder
