"""What the next number sees of the links before it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.extraction.results.document_entities import EntityIndex
from kg.extraction.results.earlier_links import EarlierLinks, LinkedRole, remember_links

A, B = EntityIndex(1), EntityIndex(2)


def links(subject: EntityIndex | None) -> Mapping[LinkedRole, EntityIndex | None]:
    return {"metric": None, "dataset": None, "subject": subject}


def remember(*numbers: tuple[int, int, EntityIndex | None]) -> EarlierLinks:
    """After these numbers, each with its sentence, its end of a change (0 for none) and its subject."""
    earlier = None
    for sentence, paired, subject in numbers:
        earlier = remember_links(earlier, sentence, "absolute", paired, links(subject))
    assert earlier is not None
    return earlier


def test_the_last_links_are_those_of_the_number_before() -> None:
    earlier = remember((3, 0, A), (3, 0, B))
    assert (earlier.sentence, earlier.kind, earlier.linked["subject"]) == (3, "absolute", B)


@pytest.mark.parametrize(
    ("numbers", "used", "why"),
    [
        ([(3, 0, A), (3, 0, B)], (A, B), "of one sentence, in order"),
        ([(3, 0, A), (4, 0, B)], (B,), "not those of another sentence"),
        ([(3, 0, A), (3, 0, None)], (A, None), "nothing counts too"),
        ([(3, 0, A)] * 9, (A,) * 8, "the last eight"),
    ],
)
def test_links_of_a_role_in_the_sentence(
    numbers: list[tuple[int, int, EntityIndex | None]], used: tuple[EntityIndex | None, ...], why: str
) -> None:
    assert remember(*numbers).used["subject"] == used, why


@pytest.mark.parametrize(
    ("numbers", "ends", "why"),
    [
        ([(3, 1, A), (3, 2, B)], {1: A, 2: B}, "both ends of a change"),
        ([(3, 1, A), (3, 2, B), (3, 1, B)], {1: B, 2: B}, "the last of each"),
        ([(3, 1, A), (3, 0, B)], {1: A}, "a number by itself is no end"),
        ([(3, 1, A), (4, 0, B)], {}, "not those of another sentence"),
    ],
)
def test_links_of_the_ends_of_changes(
    numbers: list[tuple[int, int, EntityIndex | None]], ends: dict[int, EntityIndex], why: str
) -> None:
    assert {end: linked["subject"] for end, linked in remember(*numbers).ends.items()} == ends, why
