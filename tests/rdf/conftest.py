"""The sample in a store, and questions to it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

from kg.rdf.namespaces import prefixes


@pytest.fixture(scope="session")
def ask(turtle_folder: Path) -> Callable[[str], bool]:
    """Whether a pattern of SPARQL holds in the three files of the sample, each a graph of its own."""
    store = pyoxigraph.Store()
    for file in ("graph.ttl", "mentions.ttl", "derived.ttl"):
        store.load(path=str(turtle_folder / file), to_graph=pyoxigraph.NamedNode(f"urn:{file}"))

    def holds(pattern: str) -> bool:
        return bool(store.query(f"ASK {{ {pattern} }}", prefixes=dict(prefixes()), use_default_graph_as_union=True))

    return holds
