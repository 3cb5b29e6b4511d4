"""What the phrases and cues of comparisons say in their examples, as `comparisons` and `comparison_cues` read them."""

from __future__ import annotations

import pytest

from kg.extraction.discourse.comparison_rules import CUES, PHRASES
from kg.extraction.discourse.comparisons import find_comparisons
from kg.extraction.discourse.rule import Rule
from kg.extraction.relations.comparison_cues import find_candidates
from tests.fixtures.marked_rules import read_text

# How "faster than", "reduces latency compared to" and "a 3x speedup over" end for the subject.
VERDICT = {"open": "better", "than": "better", "over": "better"}


def read(marked: str) -> list[tuple[str, str]]:
    document = read_text(marked)
    sentence = document.sentence_at(document.title_end + 2)
    comparisons = find_comparisons(document, *sentence, range(len(document.mentions)))
    return [(comparison.verdict, document.mentions[i].text) for comparison in comparisons for i in comparison.objects]


def read_cues(marked: str) -> list[tuple[str, str]]:
    document = read_text(marked)
    candidates = find_candidates(document, *document.sentence_at(document.title_end + 2))
    return [(candidate.cue.name, document.mentions[candidate.mention].text) for candidate in candidates]


@pytest.mark.parametrize("rule", PHRASES, ids=lambda rule: rule.name)
def test_how_the_comparison_of_a_phrase_ends(rule: Rule) -> None:
    assert read(rule.example) == [(VERDICT.get(rule.name, rule.name), "X")]
    assert read(rule.no_op) == []


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_the_name_after_a_cue_is_a_candidate(cue: Rule) -> None:
    assert read_cues(cue.example) == [(cue.name, "X")]
    assert cue.name not in [name for name, _ in read_cues(cue.no_op)]
