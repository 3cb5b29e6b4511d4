"""What may be compared at which words."""

from __future__ import annotations

import pytest

from kg.extraction.relations.comparison_cues import find_candidates
from tests.fixtures.documents import document


def read(sentence: str) -> list[tuple[str, str, str]]:
    """The cue, the name after it and the head of its list, of each candidate."""
    doc = document(sentence)
    start, end = doc.sentence_at(doc.text.index("\n\n") + 2)
    return [
        (candidate.cue.name, doc.mentions[candidate.mention].text, doc.mentions[candidate.head].text)
        for candidate in find_candidates(doc, start, end)
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("It outperforms [METHOD A1].", [("outperform", "A1", "A1")]),
        ("It is trailing [METHOD A1].", [("worse", "A1", "A1")]),
        ("Its [METRIC speedup over] is 3x, better than [METHOD A1].", [("than", "A1", "A1")]),
        ("It shows a 2x [METRIC speedup] over [METHOD A1].", [("gain over", "A1", "A1")]),
        (
            "It beats [METHOD A1] by 40%, [METHOD B2] (12.5) and [MODEL C3] by 4 points.",
            [("surpass", "A1", "A1"), ("surpass", "B2", "A1"), ("surpass", "C3", "A1")],
        ),
        ("[METHOD A1] is outperformed by [METHOD B2].", [("outperform", "B2", "B2")]),
    ],
)
def test_a_name_after_a_cue_is_a_candidate(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("[METHOD A1] wins.", "no cue"),
        ("[METHOD A1] outperforms all.", "nothing is named after it"),
        ("It outperforms [DATASET A1].", "no method or model"),
        ("It outperforms existing [MODEL LLMs].", "nobody in particular"),
        ("It is less studied than [METHOD A1].", "it says what is known"),
        ("We use [METHOD Outperform All] for [METHOD A1].", "the cue is part of a name"),
    ],
)
def test_others_are_none(sentence: str, why: str) -> None:
    assert read(sentence) == [], why


def test_a_long_list_of_numbers_takes_no_time() -> None:
    assert len(read("It beats [METHOD A1] " + "1,2,3, " * 300 + "and so on [METHOD B2].")) == 2
