"""What is shown is the same whether the build kept it or it is computed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.analyse.analysis import Analysis
from kg.analyse.statistics import compute_statistics
from kg.bounds.doubt import SHOW_ALL, Bounds, set_apart
from kg.export.build_outputs import keep_shown
from kg.export.content import Content
from kg.export.run_manifest import Run
from kg.export.shown_graph import ShownGraph
from kg.model.knowledge import Entity, EntityId, EntityRelation, Knowledge, LinkedMention, PaperFacts
from kg.model.records import Paper
from kg.search.index_writer import NAMES
from kg.search.name_lookup import find_entities
from kg.store.graph_store import Store
from kg.store.open_store import open_to_read
from tests.fixtures.stored import store_in_memory
from tests.store.test_sure_papers import IDS, KNOWLEDGE, at

WHOLE = replace(
    KNOWLEDGE,
    entity_relations=tuple(
        EntityRelation("variantOf", IDS["named"], IDS[other], "size", (), 1.0) for other in ("doubted", "vouched")
    ),
)
RUN = Run("e", (), bounds=at(0.6))


@pytest.fixture(scope="module")
def kept() -> Iterator[Store]:
    """The store of a build that shows what scores 0.6 or more."""
    with store_in_memory(WHOLE, RUN.facts()) as store:
        divided = set_apart(WHOLE, RUN.bounds)
        keep_shown(store, Content(Analysis(divided.sure), RUN.info(), divided=divided))
        yield store


@pytest.fixture(scope="module")
def bare() -> Iterator[Store]:
    """The store of a build that was stopped before it kept what it shows."""
    with store_in_memory(WHOLE, RUN.facts()) as store:
        yield store


@pytest.mark.parametrize("bounds", [SHOW_ALL, at(0.6), replace(at(0.6), precision=0.5), at(0.85), Bounds()])
def test_it_is_what_is_sure_of_all_that_is_known(kept: Store, bare: Store, bounds: Bounds) -> None:
    sure = set_apart(WHOLE, bounds).sure
    for store in (kept, bare):
        shown = ShownGraph(store, bounds)
        assert shown.list_entities() == list(sure.entities)
        assert shown.list_entities(min_papers=2) == [e for e in sure.entities if e.paper_count >= 2]
        assert shown.list_entities(word="method") == list(sure.entities)
        assert shown.list_entities(word="benchmark") == []
        assert shown.list_relations_from(sure.entities) == list(sure.entity_relations)
        assert shown.read_statistics() == compute_statistics(Analysis(sure))
        for name in (*IDS, *IDS.values()):
            assert shown.find_entities(name) == find_entities(sure.entities, name)
        assert [e.id for e in WHOLE.entities if shown.holds(e)] == [e.id for e in sure.entities]
        assert not any(shown.holds(entity, word="dataset") for entity in WHOLE.entities)


def test_papers_come_with_what_is_sure_of_one_entity_or_with_nothing(kept: Store) -> None:
    shown = ShownGraph(kept, at(0.6))
    first, second = WHOLE.papers
    bare = [replace(f, mentions=(), relations=(), results=(), comparisons=()) for f in (first, second)]
    assert list(shown.list_papers()) == bare
    assert [(f.paper.id, len(f.mentions)) for f in shown.find_papers_about(IDS["divided"])] == [("a", 1), ("b", 0)]
    assert [len(f.relations) for f in ShownGraph(kept, SHOW_ALL).find_papers_about(IDS["doubted"])] == [0, 1]


def test_papers_are_not_read_for_what_is_kept(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Store) -> Knowledge:
        raise AssertionError("all papers are read")

    monkeypatch.setattr(Store, "knowledge", fail)
    shown = ShownGraph(kept, at(0.6))
    assert shown.list_relations_from(shown.list_entities())
    assert shown.read_statistics().papers == 2
    assert shown.find_entities("named")
    with pytest.raises(AssertionError):
        ShownGraph(kept, at(0.85)).read_statistics()


def test_an_alias_of_which_no_mention_is_sure_is_no_name() -> None:
    id_ = EntityId("method/box-net")
    mentions = tuple(
        LinkedMention(start, start + 2, "METHOD", text, id_, score, "ner")
        for start, text, score in ((0, "BoxNet", 0.9), (9, "BN", 0.3))
    )
    entity = Entity(id_, "METHOD", "BoxNet", (("BN", 1), ("BoxNet", 1)), (), 1, 2)
    paper = PaperFacts(Paper("a", "A", "Text."), mentions, (), (), (), ())
    with store_in_memory(Knowledge((paper,), (entity,), ()), RUN.facts()) as store:
        assert ShownGraph(store, SHOW_ALL).find_entities("BN") == [entity]
        assert ShownGraph(store, at(0.6)).find_entities("BN") == []
        assert [found.aliases for found in ShownGraph(store, at(0.6)).find_entities("BoxNet")] == [(("BoxNet", 1),)]


def test_a_build_keeps_what_it_shows(small_folder: Path) -> None:
    with open_to_read(small_folder / "store") as store:
        assert store.shown.is_kept


def test_a_build_keeps_the_index_that_searches_read(small_folder: Path) -> None:
    with open_to_read(small_folder / "store") as store:
        assert store.search_rows.lists.has(NAMES)
        assert store.search_rows.list_ids(0, 1)


def test_reading_what_is_kept_loads_nothing_heavy(small_folder: Path) -> None:
    code = (
        "import sys; from kg.cli import main; main(['stats', '--graph', sys.argv[1]])\n"
        "main(['entities', '--type', 'metric', '--graph', sys.argv[1]])\n"
        "sys.exit(bool({'scipy', 'spacy', 'pyoxigraph'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code, str(small_folder)]
    assert subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
