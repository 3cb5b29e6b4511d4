"""What somebody meant who wrote a word that is not known."""

from __future__ import annotations

import pytest

from kg.text.suggestions import find_nearest, suggest, suggest_nearest

KNOWN = ["leaderboard", "benchmarks", "benchmarks-by-task", "beats", "trend", "paper"]


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("leaderbord", ["leaderboard"]),
        ("LEADERBOARD", ["leaderboard"]),
        ("benchmark", ["benchmarks", "benchmarks-by-task"]),
        ("baets", ["beats"]),
        ("papre", ["paper"]),
        ("tre", ["trend"]),
        ("t", []),
        ("", []),
        ("weather", []),
        ("leaderboar\x1b", ["leaderboard"]),
    ],
)
def test_the_nearest_words(word, near):
    assert find_nearest(word, KNOWN) == near


@pytest.mark.parametrize("word", ["imagnet", "IMAGNET", "imaGnet"])
def test_case_does_not_count_on_either_side(word):
    assert find_nearest(word, ["ImageNet", "IMAGENETTE", "GLUE"]) == ["ImageNet", "IMAGENETTE"]


def test_no_more_than_three_are_suggested_whatever_their_order():
    known = ["aaaab", "aaaac", "aaaad", "aaaae"]
    assert find_nearest("aaaaa", known) == find_nearest("aaaaa", reversed(known)) == known[:3]


def test_a_question_or_what_to_say_otherwise():
    assert suggest_nearest("benchmark", KNOWN) == "Did you mean benchmarks or benchmarks-by-task?"
    assert suggest_nearest("weather", KNOWN, otherwise="Look again.") == "Look again."


@pytest.mark.parametrize(
    ("near", "question"),
    [
        ([], "Look again."),
        (["a"], "Did you mean a?"),
        (["a", "b"], "Did you mean a or b?"),
        (["a", "b", "c"], "Did you mean a, b or c?"),
    ],
)
def test_suggestions_are_alternatives(near, question):
    assert suggest(near, otherwise="Look again.") == question
