"""Lists whose kind the text says: which they are, their label, and whether somebody makes them."""

import re

import pytest

from kg.extraction.discourse.kind_lists import find_kind_lists
from kg.model.types import Label

_NAME = re.compile(r"[A-Z][a-z]*-[A-Z][a-z]+")  # the names of these texts


def find(text: str) -> list[tuple[int, Label, bool]]:
    """Number of names, label and whether they are made, of each list."""
    spans = [match.span() for match in _NAME.finditer(text)]
    return [(len(found.members), found.label, found.is_made) for found in find_kind_lists(text, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Owls offers Ada-Chat, Ada-Code and Ada-Quiz, three datasets to tune models.", (3, "DATASET", True)),
        ("We open-source Ada-Chat and Ada-Code, two powerful language models.", (2, "MODEL", True)),
        ("We present two new benchmarks: Ada-Chat and Ada-Code.", (2, "DATASET", True)),
        ("Two datasets, Ada-Chat and Ada-Code, are proposed.", (2, "DATASET", True)),
        ("It leads on two benchmarks (Ada-Chat, Ada-Code).", (2, "DATASET", False)),
        ("We test on Ada-Chat and Ada-Code, two public datasets.", (2, "DATASET", False)),
        ("It is measured by two metrics, Ada-Chat & Ada-Code.", (2, "METRIC", False)),
        ("We publish results of two benchmarks: Ada-Chat and Ada-Code.", (2, "DATASET", False)),
    ],
)
def test_lists_whose_kind_is_said(text: str, expected: tuple[int, Label, bool]) -> None:
    assert find(text) == [expected]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("We release Ada-Chat, three datasets come with it.", "one name"),
        ("We compare Ada-Chat with Ada-Code on two datasets.", "the names are no list, and the datasets others"),
        ("We try Ada-Chat and Ada-Code on three datasets.", "a preposition before the noun"),
        ("We try Ada-Chat and Ada-Code, tools for two datasets.", "the noun is of another phrase"),
        ("Ada-Chat and Ada-Code datasets are used.", "no number of them"),
    ],
)
def test_lists_of_which_nothing_is_said(text: str, why: str) -> None:
    assert find(text) == [], why
