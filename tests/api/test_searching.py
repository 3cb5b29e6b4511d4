"""Search in a store: entities and papers, the best first, only of the type that is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.api.searching import search_store
from kg.bounds.doubt import SHOW_ALL, Bounds
from kg.model.errors import UsageError
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts
from kg.model.records import Paper
from kg.search.entity_search import MOST_CHARACTERS
from kg.store.graph_store import Store
from kg.store.open_store import open_to_read
from tests.fixtures.stored import write_knowledge

CFG = Entity(EntityId("method/cfg"), "METHOD", "classifier-free guidance", (("CFG", 3),), (), 2, 3)
NET = Entity(EntityId("model/guidance-net"), "MODEL", "GuidanceNet", (("GuidanceNet", 1),), (), 1, 1)
PAPER = Paper("guided", "Classifier-Free Guidance", "Abstract.", arxiv_id="2207.12598")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("searching")
    write_knowledge(folder, Knowledge((PaperFacts(PAPER, (), (), (), (), ()),), (CFG, NET), ()))
    with open_to_read(folder / "store") as store:
        yield store


def test_of_equal_matches_the_entity_comes_before_the_paper(store: Store) -> None:
    first, second, *_ = search_store(store, "classifier-free guidance", wanted_type=None, limit=10, bounds=SHOW_ALL)
    assert (first.type, first.id, first.papers) == ("method", "method/cfg", 2)
    assert (second.type, second.id, second.papers) == ("paper", "guided", None)


@pytest.mark.parametrize(
    ("text", "wanted_type", "found"),
    [
        ("CFG", None, ["method/cfg"]),
        ("guidancenet", "model", ["model/guidance-net"]),
        ("guidancenet", "method", ["method/cfg"]),  # the nearest of its type
        ("classifier-free guidance", "paper", ["guided"]),
        ("2207.12598", "paper", ["guided"]),
        ("2207.12598", "method", []),  # papers alone have such identifiers
        ("zzzz qqqq", None, []),  # nothing is near
    ],
)
def test_only_what_is_wanted_is_found(store: Store, text: str, wanted_type: str | None, found: list[str]) -> None:
    assert [hit.id for hit in search_store(store, text, wanted_type=wanted_type, limit=1, bounds=SHOW_ALL)] == found


def test_a_limit_holds_for_entities_and_papers_together(store: Store) -> None:
    assert len(search_store(store, "classifier-free guidance", wanted_type=None, limit=2, bounds=SHOW_ALL)) == 2
    assert len(search_store(store, "classifier-free guidance", wanted_type=None, limit=1, bounds=SHOW_ALL)) == 1


def test_a_text_that_is_no_name_for_its_length_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match=f"more than {MOST_CHARACTERS} characters"):
        search_store(store, "x" * (MOST_CHARACTERS + 1), wanted_type=None, limit=1, bounds=SHOW_ALL)
    assert search_store(store, "x" * MOST_CHARACTERS, wanted_type=None, limit=1, bounds=SHOW_ALL) == []


def test_what_is_doubtful_is_marked_with_no_paper_and_comes_after_what_is_sure(
    tmp_path: Path,
) -> None:
    sure, unsure = replace(CFG, id=EntityId("method/z"), paper_count=1), replace(CFG, paper_count=3)
    named = {sure: 0.9, unsure: 0.2}
    mentions = tuple(
        LinkedMention(n, n + 3, "METHOD", "CFG", entity.id, score, "")
        for n, (entity, score) in enumerate(named.items())
    )
    facts = PaperFacts(PAPER, mentions, (), (), (), ())
    write_knowledge(tmp_path, Knowledge((facts,), (unsure, sure), ()))
    with open_to_read(tmp_path / "store") as store:
        bounds = Bounds({"mention": 0.5})
        hits = search_store(store, "CFG", wanted_type="method", limit=2, bounds=bounds)
        assert [(hit.id, hit.papers, hit.doubtful) for hit in hits] == [("method/z", 1, False), ("method/cfg", 0, True)]
