"""A folder with a graph: read when it is first asked, and again after a build; names that nothing has are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.api.stored_graph import GraphState, StoredGraph, check_word
from kg.model.errors import GraphNotFound, NoSuchName, UsageError
from kg.store.graph_store import Store
from kg.store.publication import keep_generation, publish, writing_generation
from tests.fixtures.stored import KNOWLEDGE, write_knowledge


def build(folder: Path, papers: int = 2) -> None:
    write_knowledge(folder, replace(KNOWLEDGE, papers=KNOWLEDGE.papers[:papers]))
    (folder / "graph.ttl").touch()
    (folder / "manifest.json").write_text(json.dumps({"counts": {"papers": papers}}), encoding="utf-8")


@pytest.fixture
def graph(tmp_path: Path) -> StoredGraph:
    build(tmp_path)
    return StoredGraph(tmp_path)


@pytest.fixture
def state(graph: StoredGraph) -> Iterator[GraphState]:
    with graph.reading() as state:
        yield state


def test_a_folder_without_a_graph_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="no built graph"):
        StoredGraph(tmp_path)


def test_knowledge_is_read_once_and_again_after_a_build(graph: StoredGraph) -> None:
    with graph.reading() as state:
        first = state.knowledge()
        assert first == KNOWLEDGE
    with graph.reading() as state:
        assert state.knowledge() is first
    (graph.folder / "manifest.json").unlink()
    build(graph.folder, papers=1)
    with graph.reading() as state:
        assert len(state.knowledge().papers) == 1


def test_what_is_being_read_stays_as_it_is_while_builds_finish(tmp_path: Path) -> None:
    def release(key: str, papers: int) -> None:
        with writing_generation(tmp_path) as aside:
            build(aside, papers)
            keep_generation(aside, key)
        publish(tmp_path, key, ("graph.ttl", "manifest.json"))

    release("a" * 32, papers=1)
    graph = StoredGraph(tmp_path)
    with graph.reading() as state:
        release("b" * 32, papers=2)
        assert (len(state.knowledge().papers), state.counts()) == (1, {"papers": 1})
        with pytest.raises(NoSuchName):
            state.paper_id("p2")
    with graph.reading() as state:
        assert (len(state.knowledge().papers), state.counts()) == (2, {"papers": 2})
        assert state.paper_id("p2") == "p2"


def test_counts_are_those_of_the_manifest_and_none_without_it(state: GraphState) -> None:
    assert state.counts() == {"papers": 2}
    (state.folder / "manifest.json").unlink()
    assert state.counts() == {}


def test_files_of_a_graph_without_a_store_can_be_opened_but_not_read(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").touch()
    with StoredGraph(tmp_path).reading() as state, pytest.raises(GraphNotFound), state.open_store():
        pass


@pytest.mark.parametrize(("name", "identifier"), [(None, None), ("x", "method/x"), ("metric/fid", "metric/fid")])
def test_an_entity_is_found_by_name_or_identifier(state: GraphState, name: str | None, identifier: str | None) -> None:
    assert state.entity_id(name) == identifier


@pytest.mark.parametrize(("name", "identifier"), [(None, None), ("p1", "p1"), ("X: a", "p1"), ("x: A", "p1")])
def test_a_paper_is_found_by_title_or_identifier(state: GraphState, name: str | None, identifier: str | None) -> None:
    assert state.paper_id(name) == identifier


def test_a_name_that_nothing_has_is_told(state: GraphState) -> None:
    with pytest.raises(NoSuchName, match="no metric named 'X'"):
        state.entity_id("X", "metric")  # it is a method
    with pytest.raises(NoSuchName, match="no paper named 'FID'"):
        state.paper_id("FID")  # it is an entity


@pytest.mark.parametrize("word", [None, "method", "metric"])
def test_a_word_that_is_known_passes(word: str | None) -> None:
    check_word(word, ["method", "metric"], "type")


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("metod", "There is no type 'metod'. Did you mean method"),
        ("xyz", "There is no type 'xyz'. There are method, metric."),
        ("", "There is no type ''. There are method, metric."),
    ],
)
def test_a_word_that_is_not_is_told_with_those_that_are(word: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        check_word(word, iter(["method", "metric"]), "type")
    assert str(raised.value).startswith(message)


def test_all_is_read_once_for_what_the_build_did_not_keep(state: GraphState, monkeypatch: pytest.MonkeyPatch) -> None:
    with state.open_shown() as shown:
        first = shown.list_entities()
    assert first == list(KNOWLEDGE.entities)

    def fail(_: Store) -> None:
        raise AssertionError("all is read again")

    monkeypatch.setattr(Store, "knowledge", fail)
    with state.open_shown() as shown:
        assert shown.list_entities() == first
