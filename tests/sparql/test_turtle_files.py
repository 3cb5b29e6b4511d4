"""The files that an index is built from: their state, their content, and the prefixes that they declare."""

import hashlib
import json
import os
from pathlib import Path

import pyoxigraph
import pytest

from kg.model.errors import InputError
from kg.rdf.namespaces import DERIVED, FACTS, PROVENANCE, prefixes
from kg.sparql.turtle_files import hash_content, list_sources, load_sources, read_prefixes, stat_sources
from tests.fixtures.small_graph import GRAPH, PREFIXES


def test_only_files_that_exist_count(folder: Path) -> None:
    assert [path.name for path in list_sources(folder)] == ["graph.ttl", "mentions.ttl"]
    (folder / "derived.ttl").write_text(PREFIXES)
    (folder / "other.ttl").write_text("no Turtle")
    assert set(stat_sources(folder)) == {"graph.ttl", "mentions.ttl", "derived.ttl"}


def test_the_state_changes_with_a_touch_and_the_hash_with_the_content_alone(folder: Path) -> None:
    state, key = stat_sources(folder), hash_content(folder)
    os.utime(folder / "graph.ttl", (1, 1))
    assert stat_sources(folder) != state
    assert hash_content(folder) == key
    (folder / "graph.ttl").write_text(f"{PREFIXES}{GRAPH}# a comment\n", encoding="utf-8")
    assert hash_content(folder) != key


def test_each_file_becomes_its_named_graph(folder: Path) -> None:
    (folder / "derived.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    store = pyoxigraph.Store()
    load_sources(store, folder)
    assert {graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode)} == {
        FACTS,
        PROVENANCE,
        DERIVED,
    }


def test_a_file_that_is_no_turtle_is_named(folder: Path) -> None:
    (folder / "mentions.ttl").write_text("<a> <b> .")
    with pytest.raises(InputError, match=r"mentions\.ttl is not Turtle"):
        load_sources(pyoxigraph.Store(), folder)


def test_the_prefixes_of_the_graph_come_before_ours(folder: Path) -> None:
    assert read_prefixes(folder) == prefixes()
    moved = PREFIXES.replace("https://w3id.org/kg-papers/id/", "https://example.org/")
    (folder / "graph.ttl").write_text(f"{moved}@prefix own: <urn:own:> .\n", encoding="utf-8")
    known = read_prefixes(folder)
    assert known.base == "https://example.org/"
    assert known["own"] == "urn:own:"
    assert known["skos"] == prefixes()["skos"]


def test_a_prefix_in_the_middle_of_a_graph_is_none_of_it(folder: Path) -> None:
    (folder / "graph.ttl").write_text("#\n" * 100 + "@prefix late: <urn:late:> .\n")
    assert "late" not in read_prefixes(folder)


def test_files_of_two_builds_are_told_by_the_hashes_in_the_manifest(folder: Path) -> None:
    names = [path.name for path in list_sources(folder)]
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "manifest.json").write_text(json.dumps({"files": {**hashes, "papers.jsonl": "0" * 64}}))
    key = hash_content(folder)
    (folder / "graph.ttl").write_text("# of another build\n")
    with pytest.raises(InputError, match=r"graph\.ttl is not the file that manifest\.json beside it names"):
        hash_content(folder)
    (folder / "manifest.json").unlink()
    assert hash_content(folder) != key


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"files": 3}', '{"files": {"other.ttl": "0"}}'])
def test_a_manifest_without_hashes_says_nothing(folder: Path, manifest: str) -> None:
    key = hash_content(folder)
    (folder / "manifest.json").write_text(manifest)
    assert hash_content(folder) == key
