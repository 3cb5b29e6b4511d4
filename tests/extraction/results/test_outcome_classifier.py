"""Whether a number is an outcome, of what kind, and the features that decide it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kg.extraction.mentions.encoder.heads import COLUMNS, DISTANCES, KINDS, POINTERS, WIDTH
from kg.extraction.mentions.encoder.output import EncoderOutput
from kg.extraction.results.outcome_classifier import list_features, weigh_kinds, weigh_outcome
from kg.extraction.results.result_model import ResultModel
from kg.model.results import ResultKind
from tests.fixtures.documents import document, report

MODEL = ResultModel(
    outcome={"yes": 2.0, "no": -2.0},
    kind={"absolute": {}, "delta": {"yes": 1.0}, "ratio": {}},
    roles={"metric": {}, "dataset": {}, "subject": {}},
    measure={},
    threshold=0.8,
    slope=1.0,
    intercept=0.0,
)


def features(sentence: str, number: int = 0) -> set[str]:
    read = document(sentence)
    found = report(read)[number]
    return set(list_features(read, found.quantity, found.sentence, found.at))


@pytest.mark.parametrize(
    ("sentence", "feature", "why"),
    [
        ("It gains 5%.", "unit=%", "the unit"),
        ("It gains up to 5%.", "bound=up to unit=%", "the bound with the unit"),
        ("It gains 5%.", "w-1=gain", "the word before"),
        ("It gains 5%.", "w-3=^", "before the sentence"),
        ("It gains 5%.", "w4=$", "after the sentence"),
        ("It gains, so, 5%.", "b=gain", "a word before, wherever"),
        ("It has 5% of all gains.", "a=gain", "a word after, wherever"),
        ("We lose, and it gains 5%.", "clause=gain", "a word of the clause"),
        ("It has 5.1%.", "decimal unit=%", "a decimal point"),
        ("It has +5%.", "sign=+", "a sign"),
        ("It has 5% to 6%.", "range", "a range"),
        ("It was in 2021.", "year", "a year"),
        ("It has 1,024.", "grouped unit=n", "separators of thousands"),
        ("It has 3 out of 4.", "digits=5 unit=n", "digits before the point, at most five are told apart"),
        ("It has 3/4.", "share", "a share"),
        ("[MODEL A] has 5%.", "before=<MODEL> 2", "the nearest mention before, with its distance"),
        ("It has 5% [METRIC F1].", "metric after 1", "a metric after, with its distance"),
        ("[MODEL A] has 5%.", "sentence has <MODEL>", "labels of the sentence"),
        ("It has 5%.", "no metric unit=%", "no metric in the sentence"),
        ("It has 5%.", "place=last two", "near the end"),
        ("It has 5% and 4%.", "candidates=2", "how many candidates the sentence has"),
    ],
)
def test_features_that_hold(sentence: str, feature: str, why: str) -> None:
    assert feature in features(sentence), why


@pytest.mark.parametrize(
    ("sentence", "feature", "why"),
    [
        ("We lose, and it gains 5%.", "clause=lose", "another clause"),
        ("It has 5.1%.", "range", "one number"),
        ("It has 2021%.", "year", "a year has no unit"),
        ("It has 5% [METRIC F1].", "no metric unit=%", "a metric stands there"),
        ("It has 5%. One. Two.", "place=last two", "not near the end"),
    ],
)
def test_features_that_do_not_hold(sentence: str, feature: str, why: str) -> None:
    assert feature not in features(sentence), why


def test_a_number_of_the_title_is_told_so() -> None:
    read = document("It wins.", title="A gain of 5%")
    (found,) = report(read)
    assert "place=title" in list_features(read, found.quantity, found.sentence, found.at)


@pytest.mark.parametrize(
    ("given", "probability", "is_outcome"),
    [(["yes"], 0.881, True), ([], 0.5, False), (["no"], 0.119, False), (["yes", "unknown"], 0.881, True)],
)
def test_an_outcome_is_more_likely_than_the_threshold(given: list[str], probability: float, is_outcome: bool) -> None:
    read = document("It gains 5%.")
    found, enough = weigh_outcome(read, report(read)[0].quantity, given, MODEL)
    assert found == pytest.approx(probability, abs=1e-3)
    assert enough is is_outcome


def with_encoder(kind: ResultKind | None):
    """A document whose encoder is all but sure of what its number is."""
    read = document("It gains 5%.")
    logits = np.zeros((1, WIDTH), dtype=np.float32)
    logits[0, COLUMNS["kinds"].start + KINDS.index(kind)] = 12.0
    ends = np.array([len(read.text)])
    biases = np.zeros((len(POINTERS), DISTANCES), dtype=np.float32)
    output = EncoderOutput(logits, np.array([0]), ends, biases)
    return type(read)(read.text, read.sentences, read.mentions, output)


@pytest.mark.parametrize(("kind", "is_outcome"), [(None, False), ("delta", True)])
def test_the_encoder_has_its_say_about_outcomes(kind: ResultKind | None, is_outcome: bool) -> None:
    read = with_encoder(kind)
    assert weigh_outcome(read, report(read)[0].quantity, [], MODEL)[1] is is_outcome


def test_kinds_are_those_of_the_model_where_no_encoder_has_read_the_document() -> None:
    read = document("It gains 5%.")
    kinds = weigh_kinds(read, report(read)[0].quantity, ["yes"], MODEL)
    assert kinds["delta"] == pytest.approx(math.e / (math.e + 2))


def test_the_encoder_has_its_say_about_kinds() -> None:
    read = with_encoder("ratio")
    kinds = weigh_kinds(read, report(read)[0].quantity, ["yes"], MODEL)
    assert max(kinds, key=lambda kind: kinds[kind]) == "ratio"
