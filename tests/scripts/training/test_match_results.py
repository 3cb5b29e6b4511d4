"""Which annotated result a number or a claim is."""

from __future__ import annotations

import pytest

from kg.evaluation import AnnotatedResult
from scripts.training.match_results import kind_of


def test_the_kind_of_a_result_is_one_that_models_know() -> None:
    assert kind_of(AnnotatedResult(None, "1", "delta", None, None)) == "delta"


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="'rank' is no kind of result; models know absolute"):
        kind_of(AnnotatedResult(None, "1", "rank", None, None))
