"""Numbers as texts write them."""

from __future__ import annotations

import pytest

from kg.text.numerals import to_plain_decimal


@pytest.mark.parametrize(
    ("written", "decimal"),
    [
        ("2,000", "2000"),
        ("1 234", "1234"),
        ("1\u202f234\u202f567", "1234567"),
        ("+7.60", "7.60"),
        ("\u22122.5", "-2.5"),
        (".5", "0.5"),
        ("4.7 x 10^-3", "0.0047"),
        ("4.7×10^{-3}", "0.0047"),
        (r"4.7 \times 10^{2}", "470"),
        ("6e-05", "0.00006"),
        ("2.5E+04", "25000"),
        ("10⁻⁶", "0.000001"),
        ("3·10⁵", "300000"),
        ("4.7 x 10-3", "0.0047"),
        ("-0.0", "0.0"),
    ],
)
def test_a_number_is_written_out(written: str, decimal: str) -> None:
    assert to_plain_decimal(written) == decimal


@pytest.mark.parametrize("written", ["", "13-25", "1/3", "0,5", "1,0245", "1e99", "GPT-4", "10-3", "5 of 6", "12k"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert to_plain_decimal(written) is None
