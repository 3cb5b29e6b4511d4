"""The folder of a small graph."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fixtures.small_graph import GRAPH, MENTIONS, PREFIXES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(PREFIXES + GRAPH, encoding="utf-8")
    (tmp_path / "mentions.ttl").write_text(PREFIXES + MENTIONS, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def endless_query() -> str:
    """A query that takes longer than anybody waits."""
    return "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(8)) + " }"
