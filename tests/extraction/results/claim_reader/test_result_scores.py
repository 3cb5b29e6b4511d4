"""What a result's score makes of how sure the claim reader is."""

from __future__ import annotations

import json
import math

import pytest

from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.claim_reader.assignment import Assignment
from kg.extraction.results.claim_reader.result_scores import ResultScores, describe_result, parse
from kg.model.records import Mention
from kg.model.results import ROLES, Role

DOCUMENT = Document("FID", ((0, 3),), (Mention(0, 3, "METRIC", "FID", 0.8, "test"),))


def assignment(metric: float) -> Assignment:
    """The one mention is the metric, with this probability; all else is nothing."""
    mentions: dict[Role, MentionIndex | None] = dict.fromkeys(ROLES)
    return Assignment(mentions | {"metric": MentionIndex(0)}, dict.fromkeys(ROLES, 0.9) | {"metric": metric})


def test_features_say_how_sure_each_part_is_and_what_is_missing() -> None:
    features = describe_result(DOCUMENT, 0.5, 0.25, assignment(0.7), 3)
    assert features["outcome"] == 0.0
    assert features["kind"] == pytest.approx(math.log(0.25))
    assert features["metric"] == pytest.approx(math.log(0.7))
    assert features["mention of metric"] == pytest.approx(math.log(0.8 / 0.2))
    assert features["outcomes"] == pytest.approx(math.log(3))
    assert "no metric" not in features
    assert features["no dataset"] == features["no subject"] == 1.0


def test_a_probability_of_nought_is_bounded() -> None:
    assert describe_result(DOCUMENT, 0.0, 0.0, assignment(0.0), 1)["metric"] == pytest.approx(math.log(1e-6))


def test_a_score_is_the_logistic_function_of_the_weighted_sum() -> None:
    scores = ResultScores({"bias": 0.5, "kind": 2.0})
    assert scores.score({"kind": -1.0}) == pytest.approx(1 / (1 + math.exp(1.5)), abs=1e-4)


def test_the_shipped_scores_rise_with_what_the_reader_is_sure_of() -> None:
    shipped = ResultScores.load_shipped()
    unsure, sure = (shipped.score(describe_result(DOCUMENT, 0.9, 0.9, assignment(p), 1)) for p in (0.3, 0.95))
    assert unsure < sure


def test_what_training_writes_is_read() -> None:
    assert parse(json.dumps({"bias": -1.0, "kind": 0.8})).weights == {"bias": -1.0, "kind": 0.8}
