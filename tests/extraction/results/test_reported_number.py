"""What is known of a number once it is linked."""

from __future__ import annotations

import pytest

from tests.fixtures.documents import document, report


@pytest.mark.parametrize(
    ("sentence", "higher", "why"),
    [
        ("Its [METRIC accuracy] is 5%.", True, "more accuracy is better"),
        ("Its [METRIC FID] is 5%.", False, "less FID is better"),
        ("Its [METRIC zorkity] is 5%.", None, "an unknown metric"),
        ("It is 5%.", None, "no metric"),
    ],
)
def test_whether_more_of_its_metric_is_better(sentence: str, higher: bool | None, why: str) -> None:
    read = document(sentence)
    (number,) = report(read)
    assert number.higher_is_better(read) is higher, why
