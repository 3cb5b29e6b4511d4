"""Names of fields: which mean one of ours, and which do not."""

import pytest

from kg.read.field_names import ALIASES, find_field, normalise_field_name


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("title", "title"),
        ("Paper Title", "title"),
        ("authorNames", "authors"),
        ("author_names", "authors"),
        ("Published-Date", "published"),
        ("arXiv ID", "arxiv_id"),
        ("PDF link", "url"),
    ],
)
def test_a_name_of_one_of_our_fields(name: str, field: str) -> None:
    assert find_field(name) == field


@pytest.mark.parametrize("name", ["subtitle", "titles", "", "_", "venue", "number"])
def test_a_name_of_none(name: str) -> None:
    assert find_field(name) is None


def test_no_name_means_two_fields_and_all_are_normalised() -> None:
    names = [name for aliases in ALIASES.values() for name in aliases]
    assert len(names) == len(set(names))
    assert all(normalise_field_name(name) == name for name in names)
