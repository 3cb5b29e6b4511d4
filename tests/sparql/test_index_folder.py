"""Which index is published, when another one takes its place, and when the old one goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model.errors import InputError
from kg.sparql.index import build_index, open_index, read_stamp
from kg.sparql.query_graph import query_graph
from kg.sparql.query_results import Boolean
from tests.fixtures.small_graph import PREFIXES


def test_an_index_is_made_once_and_again_when_the_graph_changes(folder: Path) -> None:
    first = build_index(folder)
    assert build_index(folder) == first
    query_graph(folder, "ASK { ?s ?p ?o }")
    assert [path.name for path in first.parent.iterdir() if path.is_dir()] == [first.name]
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    assert query_graph(folder, "ASK { model:new a kg:Model }") == Boolean(value=True)
    assert query_graph(folder, "ASK { model:sit a kg:Model }") == Boolean(value=False)
    assert not first.exists()


def test_the_stamp_changes_with_the_index(folder: Path) -> None:
    assert read_stamp(folder) == read_stamp(folder)
    without = read_stamp(folder)
    build_index(folder)
    first = read_stamp(folder)
    assert first != without
    query_graph(folder, "ASK {}")
    assert read_stamp(folder) == first
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    assert read_stamp(folder) == first  # nothing is published yet
    build_index(folder)
    assert read_stamp(folder) != first


def test_touching_the_files_makes_no_new_index(folder: Path) -> None:
    first = build_index(folder)
    (folder / "graph.ttl").touch()
    query_graph(folder, "ASK { ?s ?p ?o }")
    assert build_index(folder) == first


def test_an_index_in_use_stays_until_nobody_reads_it(folder: Path) -> None:
    old = build_index(folder)
    with open_index(folder) as index:
        (folder / "mentions.ttl").unlink()
        new = build_index(folder)
        assert old.exists()
        assert len(index.store) > 0
        assert new != old
    (folder / "graph.ttl").write_text(f"{PREFIXES}model:new a kg:Model .", encoding="utf-8")
    build_index(folder)
    assert not old.exists()
    assert not new.exists()


def test_a_lost_index_is_made_again(folder: Path) -> None:
    path = build_index(folder)
    for file in path.iterdir():
        file.unlink()
    path.rmdir()
    assert query_graph(folder, "ASK { model:sit a kg:Model }") == Boolean(value=True)


def test_a_broken_graph_is_named_and_leaves_no_index(folder: Path) -> None:
    (folder / "graph.ttl").write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(InputError, match=r"graph\.ttl is not Turtle"):
        query_graph(folder, "ASK { ?s ?p ?o }")
    assert list((folder / "store" / "index").iterdir()) == []
