"""Which names after a phrase belong to it."""

from __future__ import annotations

from collections.abc import Collection

import pytest

from kg.extraction.discourse.enumerations import list_following
from kg.model.types import Label
from tests.fixtures.documents import document

THINGS: frozenset[Label] = frozenset({"METHOD", "MODEL"})


def listed(sentence: str, labels: Collection[Label] = THINGS) -> str:
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
    assert listed(sentence) == names


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
    assert listed(sentence) == names, why


def test_a_method_among_tasks_ends_the_list() -> None:
    assert listed("It beats [METHOD A], [TASK B], and [METHOD C], [TASK D].", {"TASK"}) == "B"
