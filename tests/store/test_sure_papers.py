"""How many papers surely name an entity, counted from rows: as the whole knowledge is set apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL, Bounds, set_apart
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts, Relation
from kg.model.records import Paper
from kg.store.knowledge_rows import KNOWN, save
from kg.store.sure_papers import count_sure_papers
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

NAMES = ("named", "vouched", "doubted", "divided", "added", "compared", "numbered")
IDS = {name: EntityId(f"method/{name}") for name in NAMES}


def mention(name: str, start: int, score: float) -> LinkedMention:
    return LinkedMention(start, start + 3, "METHOD", name, IDS[name], score, "ner")


def entity(name: str, papers: int) -> Entity:
    return Entity(IDS[name], "METHOD", name, ((name, papers),), (), papers, papers)


FIRST = PaperFacts(
    Paper("a", "A", "Text."),
    (
        mention("named", 0, 0.9),
        mention("vouched", 10, 0.3),
        mention("doubted", 20, 0.3),
        mention("divided", 30, 0.3),
        mention("divided", 34, 0.9),
        mention("compared", 40, 0.3),
        mention("numbered", 50, 0.3),
    ),
    (Relation("uses", IDS["vouched"], 10, 13, 0, 20, 0.9, False, "rule"),),
    (result("9.5", 60, score=0.8, subject=IDS["numbered"]),),
    (),
    (),
    (comparison(IDS["named"], IDS["compared"], 70, score=0.8),),
)
SECOND = PaperFacts(
    Paper("b", "B", "Text."),
    tuple(mention(name, 10 * n, 0.3) for n, name in enumerate(("vouched", "doubted", "divided"))),
    (
        Relation("uses", IDS["added"], 0, 3, 0, 20, 1.0, False, "corrections"),
        Relation("uses", IDS["doubted"], 0, 3, 0, 20, 0.4, False, "rule"),
    ),
    (),
    (),
    (),
)
KNOWLEDGE = Knowledge(
    (FIRST, SECOND),
    tuple(
        entity(name, papers)
        for name, papers in zip(sorted(NAMES), (1, 1, 2, 2, 1, 1, 2), strict=True)  # as many as mention or state it
    ),
    (),
)


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    for table in KNOWN:
        table.create(connection)
    save(connection, KNOWLEDGE)
    yield connection
    connection.close()


def at(score: float) -> Bounds:
    return Bounds(dict.fromkeys(RECORD_KINDS, score))


def test_what_is_sure_is_counted_and_what_is_not_is_missing(connection: sqlite3.Connection) -> None:
    assert count_sure_papers(connection, KNOWLEDGE.entities, at(0.6)) == {
        IDS["added"]: 1,  # a user says so, and no text names it
        IDS["compared"]: 1,
        IDS["divided"]: 1,
        IDS["named"]: 1,
        IDS["numbered"]: 1,
        IDS["vouched"]: 1,
    }


@pytest.mark.parametrize(
    "bounds", [SHOW_ALL, at(0.35), at(0.6), at(0.85), at(0.95), Bounds({"mention": 0.6}), Bounds()]
)
def test_it_counts_what_sets_the_whole_apart(connection: sqlite3.Connection, bounds: Bounds) -> None:
    expected = {sure.id: sure.paper_count for sure in set_apart(KNOWLEDGE, bounds).sure.entities}
    assert count_sure_papers(connection, KNOWLEDGE.entities, bounds) == expected


def test_only_what_is_asked_for_is_counted(connection: sqlite3.Connection) -> None:
    vouched = replace(KNOWLEDGE.entities[0], id=IDS["vouched"])
    assert list(count_sure_papers(connection, [vouched], at(0.6))) == [IDS["vouched"]]
