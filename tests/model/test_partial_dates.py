"""Dates of which only the year or the month is known."""

from __future__ import annotations

import pytest

from kg.model.partial_dates import choose_earliest, first_day, last_day


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-05", "2024-05-01", "2024-05-31"),
        ("2024-04", "2024-04-01", "2024-04-31"),  # no day, but none of April comes after it
        ("2024-05-17", "2024-05-17", "2024-05-17"),
    ],
)
def test_a_date_lasts_from_its_first_day_to_its_last(date: str, first: str, last: str) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


@pytest.mark.parametrize(
    ("dates", "earliest"),
    [
        ([], None),
        (["2024", "2023-12"], "2023-12"),
        (["2024-05-17", "2024-04-30"], "2024-04-30"),
        (["2024", "2024-05-21"], "2024-05-21"),  # which the year includes, and is more precise
        (["2023", "2024-05-21"], "2023"),  # the day lies in another year
        (["2024", "2024-05-21", "2024-05"], "2024-05-21"),
    ],
)
def test_the_earliest_of_dates(dates: list[str], earliest: str | None) -> None:
    assert choose_earliest(dates) == earliest
