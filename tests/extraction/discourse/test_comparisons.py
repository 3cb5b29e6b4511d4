from __future__ import annotations

import re

import pytest

from kg.extraction.discourse.comparisons import find_comparisons, find_subject
from kg.extraction.document import Document
from kg.model.records import Mention

_MARK = re.compile(r"\[([A-Z]+) ([^\]]+)\]")


def document(marked: str) -> Document:
    """One sentence with its mentions marked as "[METHOD LoRA]"."""
    text, mentions, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        mentions.append(Mention(len(text), len(text) + len(match[2]), match[1], match[2], 1.0, "test"))  # type: ignore[arg-type]  # labels are written out in the tests
        text += match[2]
        at = match.end()
    text += marked[at:]
    return Document(text, ((0, len(text)),), tuple(mentions))


def read(marked: str) -> list[tuple[str, ...]]:
    """Verdict and objects of each comparison that has objects, "not" before a verdict that is denied."""
    doc = document(marked)
    return [
        ("not " * comparison.negated + comparison.verdict, *(doc.mentions[i].text for i in comparison.objects))
        for comparison in find_comparisons(doc, 0, len(doc.text), range(len(doc.mentions)))
        if comparison.objects
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # verbs and adjectives that name the winner
        ("Ours surpasses [METHOD A] and [METHOD B].", [("better", "A", "B")]),
        ("Ours exceeds the performance of methods like [METHOD A].", [("better", "A")]),
        ("Ours beats strong baselines (e.g., [METHOD A], [METHOD B]).", [("better", "A", "B")]),
        ("Ours improves over [METHOD A].", [("better", "A")]),
        ("Ours underperforms [METHOD A].", [("worse", "A")]),
        ("Ours lags behind [METHOD A].", [("worse", "A")]),
        # comparatives: more or less of what is better
        ("Ours is better than [METHOD A].", [("better", "A")]),
        ("Ours reaches a lower perplexity than [METHOD A].", [("better", "A")]),
        ("Ours reaches a lower accuracy than [METHOD A].", [("worse", "A")]),
        ("Ours reaches a higher accuracy than [METHOD A].", [("better", "A")]),
        ("Ours has a higher latency than [METHOD A].", [("worse", "A")]),
        ("Ours needs 3x fewer parameters than [METHOD A].", [("better", "A")]),
        # no winner
        ("Ours is on par with [METHOD A].", [("level", "A")]),
        ("Ours has competitive performance as [METHOD A].", [("level", "A")]),
        ("Ours matches or outperforms [METHOD A].", [("level", "A")]),
        ("Ours is comparable to or even surpasses the results from [METHOD A].", [("level", "A")]),
        ("Ours preserves [METHOD A]'s quality.", [("level", "A")]),
        # open cues: what is said to change tells who wins
        ("Ours reduces memory compared to [METHOD A].", [("better", "A")]),
        ("Ours reduces accuracy compared to [METHOD A].", [("worse", "A")]),
        ("Compared to [METHOD A], ours improves accuracy.", [("better", "A")]),
        ("Ours is superior or equivalent in speed compared to [METHOD A].", [("level", "A")]),
        ("Ours gives a 3x speedup over [METHOD A].", [("better", "A")]),
        ("Ours was compared with [METHOD A].", [("open", "A")]),
        ("Ours has an error of 2.5, compared with 3.1 for [METHOD A].", [("open", "A")]),
        # denied
        ("Ours does not outperform [METHOD A].", [("not better", "A")]),
        ("Ours fails to improve over [METHOD A].", [("not better", "A")]),
        ("Ours is no better than [METHOD A].", [("not better", "A")]),
        ("Ours cannot match [METHOD A].", [("not level", "A")]),
        ("Ours not only outperforms [METHOD A].", [("better", "A")]),
        # what is built on
        ("Ours improves [METHOD A]'s accuracy.", [("base", "A")]),
        ("Ours improves [METHOD A] by 3 points.", [("base", "A")]),
        # the name that only qualifies
        ("Ours outperforms the [MODEL LLM]-based [MODEL embedder].", [("better", "embedder")]),
        ("Ours outperforms an [MODEL LLM]-based baseline.", [("better", "LLM")]),
    ],
)  # fmt: skip
def test_who_is_compared_and_who_wins(sentence: str, expected: list[tuple[str, ...]]) -> None:
    assert read(sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Ours is outperformed by [METHOD A].", "the other is the winner"),
        ("We use [METHOD B] rather than [METHOD A].", "alternatives are no comparison"),
        ("Ours works without gains over [METHOD A].", "a gain that is denied to exist"),
        ("We defend against [METHOD A].", "an attack is no competitor"),
        ("We average over [METHOD A].", "over what, not over whom"),
        ("Ours is larger than the goal, and [METHOD A] shows it.", "another clause"),
        ("We improve on using [METHOD A].", "a way of doing it"),
        ("Ours surpasses prior work.", "no name"),
        ("Our method improves [METHOD A].", "no quantity of it"),
    ],
)  # fmt: skip
def test_what_is_no_comparison(sentence: str, reason: str) -> None:
    assert read(sentence) == [], reason


def read_subjects(marked: str) -> list[str | None]:
    """The grammatical subject of each comparison."""
    doc = document(marked)
    comparisons = find_comparisons(doc, 0, len(doc.text), range(len(doc.mentions)))
    subjects = [find_subject(doc, comparison, doc.mentions_in(0, len(doc.text))) for comparison in comparisons]
    return [None if i is None else doc.mentions[i].text for i in subjects]


@pytest.mark.parametrize(
    ("sentence", "subjects"),
    [
        ("[METHOD A] outperforms [METHOD B].", ["A"]),
        ("[METHOD A] also clearly surpasses [METHOD B], and [METHOD C] beats [METHOD D].", ["A", "C"]),
        ("[METHOD A] models surpass [METHOD B].", [None]),
        ("[DATASET A] surpasses [METHOD B].", [None]),
        ("We use [METHOD A], outperforming [METHOD B].", [None]),
        ("[METHOD A] gains 3% over [METHOD B].", [None]),
    ],
)
def test_the_grammatical_subject_stands_right_before_a_finite_verb(sentence: str, subjects: list[str | None]) -> None:
    assert read_subjects(sentence) == subjects
