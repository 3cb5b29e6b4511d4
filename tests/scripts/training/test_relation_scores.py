"""The scores of relations are learned from evidence, and judged on papers that were left out."""

import json
from pathlib import Path

import pytest

from scripts.training.precision import measure_calibration
from scripts.training.relation_scores import Example, cross_validate, fit, write_fitted

NAMES = ("bias", "score", "denied")


def example(number: int, *, denied: bool, right: bool) -> Example:
    features = {"bias": 1.0, "score": 2.0, "mention": 1.0} | ({"denied": 1.0} if denied else {})
    return Example(f"p{number}", "evaluatesOn", features, 0.9, right)


# Of what is denied one in five is right, of the rest four in five; all have the score of the rule.
EXAMPLES = [
    *(example(i, denied=True, right=i % 5 == 0) for i in range(200)),
    *(example(i, denied=False, right=i % 5 != 0) for i in range(200, 400)),
]


def test_evidence_that_tells_right_from_wrong_gets_the_weight() -> None:
    weights = fit(EXAMPLES, NAMES)
    assert weights["denied"] < -2
    assert fit(EXAMPLES, NAMES) == weights


def test_scores_of_papers_that_were_left_out_are_calibrated() -> None:
    right = [e.right for e in EXAMPLES]
    scores = cross_validate(EXAMPLES, NAMES)
    assert measure_calibration([e.before for e in EXAMPLES], right) > 0.3
    assert measure_calibration(scores, right) < 0.1
    assert {round(score, 1) for score, e in zip(scores, EXAMPLES, strict=True) if e.features.get("denied")} == {0.2}


def test_types_with_too_few_examples_are_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rare = [e._replace(type="trainsOn") for e in EXAMPLES[:20]]
    write_fitted([*EXAMPLES, *rare], tmp_path / "weights.json")
    assert list(json.loads((tmp_path / "weights.json").read_text())) == ["evaluatesOn"]
    assert "trainsOn" not in capsys.readouterr().out


def test_a_type_that_was_judged_by_hand_gets_few_weights(tmp_path: Path) -> None:
    write_fitted([e._replace(type="uses") for e in EXAMPLES], tmp_path / "weights.json")
    assert set(json.loads((tmp_path / "weights.json").read_text())["uses"]) == {"bias", "score", "mention"}
