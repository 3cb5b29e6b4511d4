"""The row of a paper with all entities, numbered anew, is the row with fewer."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.records import Paper
from kg.model.types import Label
from kg.pictures.pages.paper_row import build_paper_row, drop_sentences, renumber
from tests.fixtures.results import result

ENTITIES = ("dataset/d", "method/x", "method/y", "metric/fid")
LABELS: tuple[Label, ...] = ("DATASET", "METHOD", "METHOD", "METRIC")
TEXT = "We study X. On D it has an FID of 2. With Y it has 3. Nothing else is known of Y."


def _mention(name: str, entity: str, label: Label) -> LinkedMention:
    start = 3 + TEXT.index(name)
    return LinkedMention(start, start + len(name), label, name, EntityId(entity), 0.9, "ner")


def _result(value: str, subject: str, dataset: str | None = None):
    start = 3 + TEXT.index(f" {value}.") + 1
    begin = 3 + TEXT.rindex(". ", 0, start - 3) + 2
    return result(
        value,
        start=start,
        end=start + 1,
        value_text=value,
        metric="metric/fid",
        subject=subject,
        dataset=dataset,
        sentence_start=begin,
        sentence_end=start + 2,
    )


FACTS = PaperFacts(
    Paper("p", "T", TEXT, url="https://papers.test/p"),
    (
        _mention("X", "method/x", "METHOD"),
        _mention("D", "dataset/d", "DATASET"),
        _mention("FID", "metric/fid", "METRIC"),
        _mention("Y", "method/y", "METHOD"),
    ),
    (Relation("uses", EntityId("method/y"), 50, 51, 40, 56, 0.9, False, "rule"),),
    (_result("2", "method/x", "dataset/d"),),
    (),
    (),
)
DOUBTFUL = (_result("3", "method/y"),)


def _build(shown: tuple[int, ...]) -> list[Any]:
    number = {ENTITIES[i]: place for place, i in enumerate(shown)}
    return build_paper_row(FACTS, number, [LABELS[i] for i in shown], DOUBTFUL)


def test_a_row_numbered_anew_is_the_row_of_the_entities_that_are_left() -> None:
    whole = _build((0, 1, 2, 3))
    assert len(whole[9]) >= 3, "there are sentences to be lost"
    for count in range(5):
        for shown in combinations(range(4), count):
            assert renumber(_build((0, 1, 2, 3)), {i: place for place, i in enumerate(shown)}) == _build(shown)
    assert whole == _build((0, 1, 2, 3)), "a row that is numbered anew stays as it is"


def test_without_sentences_a_row_says_what_the_paper_names() -> None:
    *_, mentions, results, sentences, doubtful = drop_sentences(_build((0, 1, 2, 3)))
    assert mentions[::5] == [0, 1, 2, 3]
    assert mentions[2::5] == [-1] * 4
    assert (results, sentences, doubtful) == ([], [], [])
