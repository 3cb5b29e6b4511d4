"""The bound that keeps a precision, and how many records are likely wrong above it."""

import json
from pathlib import Path

import pytest

from kg.bounds import precision
from kg.bounds.doubt import RECORD_KINDS, SHOW_ALL
from kg.bounds.precision import (
    DEFAULT_PRECISION,
    Bin,
    choose_bounds,
    expect_wrong,
    find_least_score,
    load_bins,
    read_bins,
    select_bounds,
)
from kg.model.errors import UsageError

BINS = (Bin(0.8, 20, 19, 0.95, 0.9, 1), Bin(0.5, 20, 15, 0.85, 0.8, 0.9), Bin(0.2, 20, 5, 0.65, 0.6, 0.7))


@pytest.mark.parametrize(("wanted", "least"), [(0.99, None), (0.9, 0.8), (0.85, 0.5), (0.65, 0.2), (0.1, 0.2)])
def test_the_lowest_bound_that_keeps_the_precision_is_taken(wanted: float, least: float | None) -> None:
    assert find_least_score(BINS, wanted) == least


def test_of_what_was_never_judged_the_score_is_the_bound() -> None:
    assert find_least_score(None, 0.9) == 0.9


def test_a_bound_of_each_kind_is_chosen_and_a_kind_that_reaches_it_nowhere_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(precision, "load_bins", lambda: {"mention": BINS, "result": BINS[2:]})
    bounds = choose_bounds(0.85)
    assert (bounds.least["mention"], bounds.least["uses"], bounds.precision) == (0.5, 0.85, 0.85)
    assert bounds.left_out == ("result",)


def test_what_a_paper_outperforms_is_bound_as_the_comparisons_are_that_say_so(tmp_path: Path) -> None:
    path = tmp_path / "precision.json"
    path.write_text(json.dumps({"comparison": {"bins": BINS}}))
    bins = read_bins(path)
    assert bins["outperforms"] == bins["comparesWith"] == bins["comparison"] == BINS


def test_wrong_records_are_counted_by_the_share_in_their_bins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precision, "load_bins", lambda: {"mention": BINS})
    assert expect_wrong("mention", [0.9, 0.8, 0.6, 0.1]) == pytest.approx(0.05 + 0.05 + 0.25 + 0.75)
    assert expect_wrong("mention", [1.0]) == 0, "the user has said so"
    assert expect_wrong("uses", [0.9, 0.7]) == pytest.approx(0.4)


def test_without_a_wish_there_is_one_default_and_a_least_score_sets_nothing_apart() -> None:
    assert select_bounds(None) == choose_bounds(DEFAULT_PRECISION)
    assert select_bounds(None, min_score=0.5) == SHOW_ALL
    assert dict(select_bounds(0).least) == dict(SHOW_ALL.least)


@pytest.mark.parametrize(("wanted", "least"), [(0.9, 0.5), (1.1, 0.0), (-0.1, 0.0)])
def test_what_cannot_be_a_wish_is_refused(wanted: float, least: float) -> None:
    with pytest.raises(UsageError, match="recision"):
        select_bounds(wanted, min_score=least)


def test_the_shipped_bins_are_by_falling_score_with_shares_inside_their_intervals() -> None:
    assert {"mention", "proposes", "evaluatesOn", "result"} <= load_bins().keys() <= set(RECORD_KINDS)
    for kind, bins in load_bins().items():
        assert [row.score for row in bins] == sorted({row.score for row in bins}, reverse=True), kind
        total = right = 0
        for row in bins:
            total, right = total + row.records, right + row.right
            assert row.above == pytest.approx(right / total, abs=1e-4), kind
            assert row.low <= row.above <= row.high, kind


@pytest.mark.parametrize("kind", ["mention", "proposes"])
def test_more_precision_never_lowers_a_bound(kind: str) -> None:
    bounds = [choose_bounds(n / 20).least for n in range(10, 20)]
    scores = [least.get(kind, 1.0) for least in bounds]  # type: ignore[call-overload] # kinds are literals
    assert scores == sorted(scores)
