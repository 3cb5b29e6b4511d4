"""Lists of conditions that belong to a list of numbers, item by item."""

from __future__ import annotations

import pytest

from kg.extraction.results.attributes.respective import find_respective, list_conditions
from kg.extraction.results.candidates import find_candidates
from tests.fixtures.documents import document


def find(text: str) -> list[list[tuple[str, str]]]:
    read = document(text)
    numbers = list(find_candidates(read))
    return [
        [
            (read.text[numbers[i].start : numbers[i].text_end], read.text[slice(*item)])
            for i, item in zip(group.numbers, group.items, strict=True)
        ]
        for group in find_respective(read, numbers)
    ]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("It gains 21.3% and 6.2% on Alpha-4 and Beta-2, respectively.", [("21.3%", "on Alpha-4"), ("6.2%", "Beta-2")]),
        (
            "It gains 9%, 8% and 7% with 1.5B, 7B, and 72B models respectively.",
            [("9%", "with 1.5B"), ("8%", "7B"), ("7%", "72B models")],
        ),
        (
            "We see 4% and 5% for the easy and hard set, respectively.",
            [("4%", "for the easy"), ("5%", "hard set")],
        ),
    ],
)
def test_each_number_takes_its_own_item(text: str, pairs: list[tuple[str, str]]) -> None:
    assert find(text) == [pairs]


def test_what_one_number_holds_is_not_another_s() -> None:
    read = document("It gains 21.3% and 6.2% on Alpha-4 and Beta-2, respectively, at 50 steps.")
    numbers = list(find_candidates(read))
    held = {
        numbers[i].value: (
            read.text[slice(*conditions.own)],
            [read.text[slice(*other)] for other in conditions.of_others],
        )
        for i, conditions in list_conditions(read, numbers).items()
    }
    assert held == {"21.3": ("on Alpha-4", ["Beta-2"]), "6.2": ("Beta-2", ["on Alpha-4"])}


def test_two_lists_of_numbers_share_one_of_conditions() -> None:
    lists = find("It has 1.7x and 1.9x speedups and a PSNR of 29.7 and 31.0 on Alpha and Beta, respectively.")
    assert [[item for _, item in pairs] for pairs in lists] == [["on Alpha", "Beta"]] * 2


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("It gains 21.3% and 6.2% on Alpha and Beta.", "nothing says that they go in parallel"),
        ("It gains 9%, 8% and 7% on Alpha and Beta, respectively.", "the lists differ in length"),
        ("It gains 9% and 8% on [DATASET Alpha] and [DATASET Beta], respectively.", "what it is measured on is none"),
        ("It gains 9% and 8%. They differ on Alpha and Beta, respectively.", "the numbers are of another sentence"),
    ],
)
def test_it_finds_no_list(text: str, why: str) -> None:
    assert find(text) == [], why
