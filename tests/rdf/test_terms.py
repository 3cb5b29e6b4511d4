from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.model.errors import InputError
from kg.rdf.terms import make_date_literal, make_literal, parse_decimal


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.19", "1.19"),
        ("+7.64", "7.64"),
        ("-2", "-2.0"),
        ("−2.5", "-2.5"),
        ("1,024", "1024.0"),
        ("12,345.60", "12345.6"),
        ("1e-3", "0.001"),
        (".5", "0.5"),
        ("5.", "5.0"),
        ("0", "0.0"),
        ("-0.0", "0.0"),
        ("007", "7.0"),
        ("1E+3", "1000.0"),
    ],
)
def test_a_number_as_written_is_a_canonical_decimal(written: str, number: str) -> None:
    value = parse_decimal(written)
    assert value is not None
    assert make_literal(value).text == number


@pytest.mark.parametrize(("text", "kind"), [("2024-05-01", "date"), ("2024-05", "gYearMonth"), ("2024", "gYear")])
def test_a_date_has_the_type_of_its_precision(text: str, kind: str) -> None:
    assert make_date_literal(text) == (text, f"http://www.w3.org/2001/XMLSchema#{kind}")


@pytest.mark.parametrize(
    "written", ["13-25", "1/3", "0,5", "1,02", "x", "", "1.2.3", "NaN", "inf", "1e999", "٣", "54.6\\%", "1_000"]
)
def test_what_is_no_plain_number_stays_text(written: str) -> None:
    assert parse_decimal(written) is None


def test_scores_are_decimals_of_four_places() -> None:
    assert make_literal(0.987654).text == "0.9877"
    assert make_literal(1.0).text == "1.0"
    assert make_literal(1e-9).text == "0.0"


def test_truth_values_are_no_integers() -> None:
    assert make_literal(True).text == "true"
    assert make_literal(1).text == "1"


def test_half_a_character_is_refused_with_its_place() -> None:
    with pytest.raises(InputError, match=r"U\+D800 at character 3"):
        make_literal("abc\ud800")


@pytest.mark.parametrize("value", [None, b"x", Decimal("NaN"), ["a"]])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="Unexpected value"):
        make_literal(value)
