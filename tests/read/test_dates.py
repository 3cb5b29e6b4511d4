from __future__ import annotations

import pytest

from kg.read.dates import parse_date, parse_month


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024-06-21", "2024-06-21"),
        ("2024-06-21T17:59:00Z", "2024-06-21"),
        ("2024-06-21 17:59:00+02:00", "2024-06-21"),
        (" 2024-06 ", "2024-06"),
        ("2024", "2024"),
        (2024, "2024"),
        (2024.0, "2024"),
        ("2024.0", "2024"),
        ("2024/6/1", "2024-06-01"),
        ("2024.06.21", "2024-06-21"),
        ("2024-00-00", "2024"),
        ("2024-06-00", "2024-06"),
        ("20240621", "2024-06-21"),
        (20240621, "2024-06-21"),
        ("June 2024", "2024-06"),
        ("Jun. 2024", "2024-06"),
        ("2024 Jun", "2024-06"),
        ("2024 Jun 3", "2024-06-03"),
        ("3 June 2024", "2024-06-03"),
        ("3rd June, 2024", "2024-06-03"),
        ("June 3, 2024", "2024-06-03"),
        ("Sept 3 2024", "2024-09-03"),
        ("Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"),
        ("Tuesday, April 3rd, 2007", "2007-04-03"),
        ({"date-parts": [[2024, 6, 3]]}, "2024-06-03"),
        ({"date-parts": [["2024", "6"]]}, "2024-06"),
        ([2024], "2024"),
        ("2024-02-30", None),
        ("2024-13", None),
        ("2024-00-05", None),
        ("03/06/2024", None),
        ("31 February 2024", None),
        ("224", None),
        ("in press", None),
        ("2024-", None),
        (True, None),
        (None, None),
        (0.5, None),
        (float("inf"), None),
        ({}, None),
        ([], None),
        ("9" * 5000, None),
        ("٢٠٢٤", None),
    ],
)
def test_dates_of_records(value: object, date: str | None) -> None:
    assert parse_date(value) == date


@pytest.mark.parametrize(
    ("value", "month"),
    [
        ("May", 5),
        ("may", 5),
        ("Sept.", 9),
        ("05", 5),
        (5, 5),
        ("13", None),
        ("0", None),
        ("x", None),
        ("ma", None),
        ("²", None),
    ],
)
def test_months(value: object, month: int | None) -> None:
    assert parse_month(value) == month
