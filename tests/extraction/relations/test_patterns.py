"""Every pattern of a relation has an example that it matches, and a prefilter that lets the example pass."""

from __future__ import annotations

import pytest

from kg.extraction.relations import relations
from kg.extraction.relations.patterns import PATTERNS, RelationPattern
from tests.fixtures.documents import document

EXAMPLES = {
    "baselines such as": "There are strong baselines such as [MODEL BERT].",
    "based on": "Our model is based on [MODEL BERT].",
    "we use": "We further fine-tune [MODEL BERT].",
    "using": "Our method improves quality by leveraging [MODEL BERT].",
    "we address": "We tackle the problem of [TASK image captioning].",
    "method for": "We present a framework for [TASK image captioning].",
    "in terms of": "We rank models in terms of [METRIC FID].",
}


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_an_example_of_each_pattern(pattern: RelationPattern) -> None:
    read = document(EXAMPLES[pattern.name])
    claims = {(claim.type, claim.origin, claim.score) for claim in relations.find_relations(read, ())}
    assert (pattern.type, pattern.name, pattern.score) in claims


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda pattern: pattern.name)
def test_no_match_is_lost_to_the_prefilter(pattern: RelationPattern) -> None:
    for example in EXAMPLES.values():
        text = document(example).text
        for match in pattern.phrase.finditer(text):
            assert any(part in text.lower() for part in pattern.prefilter), match[0]


@pytest.mark.parametrize("pattern", [p for p in PATTERNS if p.needs_own_subject], ids=lambda pattern: pattern.name)
def test_prior_work_does_not_speak_for_the_paper(pattern: RelationPattern) -> None:
    sentence = EXAMPLES[pattern.name]
    others = "Existing work: " + sentence.replace("Our model", "a model").replace("Our method", "a method")
    others = others.replace("We tackle", "they tackle").replace("We present a", "a")
    origins = {claim.origin for claim in relations.find_relations(document(others), ())}
    assert pattern.name not in origins


def test_names_of_patterns_are_unique() -> None:
    assert len({pattern.name for pattern in PATTERNS}) == len(PATTERNS)
