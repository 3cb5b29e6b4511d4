"""The score of a claim by its evidence: what counts as evidence, and that only what has weights is scored anew."""

from dataclasses import replace

import pytest

from kg.extraction.learned.linear import log_odds
from kg.extraction.relations.claim_scores import describe_evidence, load_weights, score_claims
from kg.model.records import Claim, Extraction, Mention, MentionStart
from kg.model.types import RELATION_TYPES

MENTIONS = (
    Mention(0, 3, "METHOD", "Net", 0.9, "ner"),
    Mention(20, 24, "MODEL", "BASE", 0.6, "ner"),
    Mention(60, 64, "MODEL", "Base", 0.8, "ner"),
)
FIRST = Claim("uses", MentionStart(20), 10, 50, 0.9, origin="using")
SECOND = Claim("uses", MentionStart(60), 10, 90, 0.7, origin="we use")
FOUND = Extraction(MENTIONS, claims=(FIRST, SECOND))


def test_the_evidence_of_a_claim() -> None:
    assert describe_evidence(FOUND, FIRST) == {
        "bias": 1.0,
        "score": log_odds(0.9),
        "mention": log_odds(0.6),
        "listed": pytest.approx(0.693, abs=1e-3),  # the other one is in the same sentence
        "repeated": pytest.approx(0.693, abs=1e-3),  # whatever its capitals
        "place": pytest.approx(10 / 300),
        "origin=using": 1.0,
        "label=MODEL": 1.0,
    }


def test_a_title_is_told() -> None:
    in_title = replace(FIRST, sentence_start=0)
    assert "title" in describe_evidence(replace(FOUND, claims=(in_title,)), in_title)
    assert "title" not in describe_evidence(FOUND, FIRST)


def test_more_evidence_gives_a_higher_score_where_it_weighs_more() -> None:
    scored = score_claims(FOUND, {"uses": {"bias": 0.0, "score": 1.0, "origin=we use": -2.0}})
    assert [claim.score for claim in scored.claims] == [0.9, pytest.approx(0.24, abs=0.01)]
    assert replace(scored, claims=FOUND.claims) == FOUND


def test_a_type_without_weights_keeps_its_score() -> None:
    assert score_claims(FOUND, {"proposes": {"bias": 5.0}}) == FOUND


def test_no_learned_score_is_that_of_what_the_user_states() -> None:
    scored = score_claims(FOUND, {"uses": {"bias": 99.0}})
    assert [claim.score for claim in scored.claims] == [0.9999, 0.9999]


def test_the_shipped_weights_are_of_relations_and_a_surer_mention_makes_no_claim_less_sure() -> None:
    assert {"proposes", "evaluatesOn"} <= set(load_weights()) <= set(RELATION_TYPES) - {"outperforms", "comparesWith"}
    for type_, weights in load_weights().items():
        assert weights["mention"] >= 0, type_
