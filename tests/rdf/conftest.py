from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.export.content import Content
from kg.export.rdf_files import write_file
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo


@pytest.fixture(scope="session")
def run() -> RunInfo:
    return RunInfo(version="1.0", model="kg-ner-1", settings={"year": "2026"}, contents=("bb", "aa"))


@pytest.fixture(scope="session")
def written(
    knowledge: Knowledge, run: RunInfo, content: Callable[..., Content], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder with the Turtle files of the sample."""
    folder = tmp_path_factory.mktemp("turtle")
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl"):
        write_file(content(knowledge, run), folder / file)
    return folder
