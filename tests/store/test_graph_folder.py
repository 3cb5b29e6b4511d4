"""Whether a folder holds a graph, and which folders are named where it holds none."""

from pathlib import Path

import pytest

from kg.store.graph_folder import FILE, explain_missing_graph, holds_graph


def make_graph(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "graph.ttl").touch()
    return folder


def test_a_graph_or_a_store_is_one(tmp_path: Path) -> None:
    assert holds_graph(make_graph(tmp_path / "a"))
    (tmp_path / "b" / "store").mkdir(parents=True)
    assert not holds_graph(tmp_path / "b")
    (tmp_path / "b" / "store" / FILE).touch()
    assert holds_graph(tmp_path / "b")


def test_a_neighbour_with_a_similar_name_is_suggested(tmp_path: Path) -> None:
    make_graph(tmp_path / "outputs")
    make_graph(tmp_path / "unrelated")
    message = str(explain_missing_graph(tmp_path / "output"))
    assert f"There is no built graph in {tmp_path / 'output'}; run `kg build" in message
    assert message.endswith(f"Did you mean {tmp_path / 'outputs'}?")


def test_folders_inside_are_suggested_where_no_neighbour_is_similar(tmp_path: Path) -> None:
    make_graph(tmp_path / "all" / "one")
    make_graph(tmp_path / "all" / "two")
    assert str(explain_missing_graph(tmp_path / "all")).endswith(
        f"Did you mean {tmp_path / 'all' / 'one'} or {tmp_path / 'all' / 'two'}?"
    )


@pytest.mark.parametrize("name", ["nothing", "no/such/folder"])
def test_nothing_is_suggested_where_there_is_no_graph(tmp_path: Path, name: str) -> None:
    assert "Did you mean" not in str(explain_missing_graph(tmp_path / name))
