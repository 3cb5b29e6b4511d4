"""What a build says of its own precision: wrong records of each kind, doubtful ones, and kinds that are left out."""

import pytest

from kg.bounds import precision
from kg.bounds.doubt import SHOW_ALL, Bounds, set_apart
from kg.bounds.precision import Bin
from kg.cli.expectation import report_expectation
from kg.model.knowledge import Knowledge


@pytest.fixture(autouse=True)
def known_bins(monkeypatch: pytest.MonkeyPatch) -> None:
    bins = {kind: (Bin(0.1, 10, 6, 0.6, 0.5, 0.7),) for kind in ("mention", "result")}
    monkeypatch.setattr(precision, "load_bins", lambda: bins)


def test_it_is_said_how_many_of_each_kind_are_likely_wrong(
    knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    report_expectation(set_apart(knowledge, SHOW_ALL))
    message = capsys.readouterr().err
    assert "results: about 2 of these 6 are wrong\n" in message, "six results, of which four in ten are wrong"
    assert "doubtful" not in message
    assert "left out" not in message


def test_what_is_set_apart_and_what_is_left_out_is_said(
    knowledge: Knowledge, capsys: pytest.CaptureFixture[str]
) -> None:
    report_expectation(set_apart(knowledge, Bounds({"mention": 0.0, "proposes": 0.7}, 0.9)))
    message = capsys.readouterr().err
    assert message.startswith("expected at a precision of 0.9:\n")
    assert "  results: none is sure enough; 6 doubtful\n" in message
    assert "left out, since they are not right so often at any score: uses, evaluatesOn" in message
    assert "proposes" not in message.rpartition("left out")[2]
