"""Which names after a phrase belong to it, and which lists are of one kind: their label, and whether they are made."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest

from kg.extraction.discourse.enumerations import find_kind_lists, list_following, may_join_items
from kg.model.types import Label
from tests.fixtures.documents import document

THINGS: frozenset[Label] = frozenset({"METHOD", "MODEL"})


def list_names(sentence: str, labels: Collection[Label] = THINGS) -> str:
    """The names of the enumeration that follows "beats"."""
    read = document(sentence)
    after = read.text.index("beats") + len("beats")
    return " ".join(read.mentions[i].text for i in list_following(read, labels, after, range(len(read.mentions))))


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It beats [METHOD A].", "A"),
        ("It beats [METHOD A], [MODEL B], and [METHOD C] on all sets.", "A B C"),
        ("It beats [METHOD A] as well as [METHOD B].", "A B"),
        ("It beats strong baselines such as [METHOD A] and [METHOD B].", "A B"),
        ("It beats two methods (e.g., [METHOD A]).", "A"),
        ("It beats the standard [METHOD A] and existing [METHOD B] models.", "A B"),
        ("[METHOD A] beats [METHOD B].", "B"),
        ("It beats [METHOD A]-based [MODEL B].", "B"),
    ],
)
def test_names_that_follow(sentence: str, names: str) -> None:
    assert list_names(sentence) == names


@pytest.mark.parametrize(
    ("sentence", "names", "why"),
    [
        ("It beats others on [METHOD A].", "", "another preposition governs the name"),
        ("It beats all. [METHOD A] is one.", "", "another sentence"),
        ("It beats chance, and [METHOD A] is new.", "", "another clause"),
        ("It beats one two three four five six [METHOD A].", "", "too many words before the name"),
        ("It beats our [METHOD A].", "", "the paper's own"),
        ("It beats non-[METHOD A].", "", "another thing than it names"),
        ("It beats [DATASET D] and [METHOD A].", "", "the phrase is about a dataset"),
        ("It beats [METHOD A] and [DATASET D], [METHOD B].", "A", "a name of another label ends the list"),
        ("It beats [METHOD A], which uses [METHOD B].", "A", "a relative clause"),
        ("It beats [METHOD A] by far, and so does [METHOD B].", "A", "other words between two names"),
    ],
)
def test_names_that_do_not_follow(sentence: str, names: str, why: str) -> None:
    assert list_names(sentence) == names, why


def test_a_method_among_tasks_ends_the_list() -> None:
    assert list_names("It beats [METHOD A], [TASK B], and [METHOD C], [TASK D].", {"TASK"}) == "B"


@pytest.mark.parametrize("gap", [", ", " and ", " (40%), and the ", " by 12.5 points, "])
def test_what_joins_items_with_numbers(gap: str) -> None:
    assert may_join_items(gap)


@pytest.mark.parametrize("gap", [", which uses ", " by far, and so does ", " over "])
def test_what_does_not_join_items(gap: str) -> None:
    assert not may_join_items(gap)


_NAME = re.compile(r"[A-Z][a-z]*-[A-Z][a-z]+")  # the names of these texts


def find(text: str) -> list[tuple[int, Label, bool]]:
    """Number of names, label and whether they are made, of each list."""
    spans = [match.span() for match in _NAME.finditer(text)]
    return [(len(kind_list.members), kind_list.label, kind_list.is_made) for kind_list in find_kind_lists(text, spans)]


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
