"""Values of fields: what each converter makes of them, and what cannot be used."""

from collections.abc import Callable

import pytest

from kg.read.field_values import (
    UnusableError,
    name_json_type,
    to_arxiv_id,
    to_authors,
    to_count,
    to_date,
    to_identifier,
    to_link,
    to_month,
    to_organization,
)


@pytest.mark.parametrize(
    ("convert", "value", "converted"),
    [
        (to_organization, " R&amp;D \n Lab ", "R&D Lab"),
        (to_organization, "  ", None),
        (to_identifier, 7, "7"),
        (to_identifier, " a ", " a "),
        (to_arxiv_id, "https://arxiv.org/abs/2406.14539v1", "2406.14539"),
        (to_authors, "12 authors", 12),
        (to_authors, 3.0, 3),
        (to_authors, ["Ann Lee"], ("Ann Lee",)),
        (to_authors, [], None),
        (to_count, "5.0", 5),
        (to_date, [{"created": "Mon, 2 Apr 2007 19:18:42 GMT"}], "2007-04-02"),
        (to_date, 2024, "2024"),
        (to_month, "May", 5),
        (to_link, ["doi:10.1000/x", "https://a.org"], "https://doi.org/10.1000/x"),
        (to_link, "", None),
    ],
)
def test_a_value_that_can_be_used(convert: Callable[[object], object], value: object, converted: object) -> None:
    assert convert(value) == converted


@pytest.mark.parametrize(
    ("convert", "value", "reason"),
    [
        (to_organization, {"name": "Lab"}, "it is an object"),
        (to_organization, "a\x00b", "control character"),
        (to_identifier, True, "it is true or false"),
        (to_arxiv_id, "none", "no arXiv identifier"),
        (to_authors, "Ann Lee et al.", "not whole"),
        (to_authors, 2.5, "no whole number"),
        (to_count, -1, "below 0"),
        (to_count, 10**9, "above 999,999,999"),
        (to_date, "03/05/2024", "it is no date"),
        (to_month, 13, "it is no month"),
        (to_link, "a.org", "no web address"),
    ],
)
def test_a_value_that_cannot(convert: Callable[[object], object], value: object, reason: str) -> None:
    with pytest.raises(UnusableError, match=reason):
        convert(value)


@pytest.mark.parametrize(
    ("value", "name"), [(True, "true or false"), ({}, "an object"), ([], "a list"), ("", "a text"), (1, "a number")]
)
def test_a_type_in_words(value: object, name: str) -> None:
    assert name_json_type(value) == name
