"""When two titles are one, and the identifiers made from them."""

import pytest

from kg.read.titles import make_title_id, normalise_title


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("A Title", "a title"),
        ("A—Title: Part", "a title part"),
        ("ＡTitle", "atitle"),  # width
        ("It's", "Its"),
        ("A\u200bB", "AB"),
    ],
)
def test_titles_that_are_one(title: str, other: str) -> None:
    assert normalise_title(title) == normalise_title(other)


@pytest.mark.parametrize(
    ("title", "other"), [("C++", "C"), ("A*", "A"), ("GPT-4", "GPT-5"), ("Café", "Cafe"), ("100%", "100")]
)
def test_titles_that_are_two(title: str, other: str) -> None:
    assert normalise_title(title) != normalise_title(other)
    assert make_title_id(normalise_title(title)) != make_title_id(normalise_title(other))


def test_a_title_of_punctuation_alone_is_not_empty() -> None:
    assert normalise_title("...") == "..."


def test_an_identifier_is_a_slug_cut_at_a_word_and_a_hash() -> None:
    slug, _, digits = make_title_id("one two " * 20).rpartition("-")
    assert slug == "-".join(["one", "two"] * 8)[:59].rstrip("-")
    assert len(digits) == 6
    assert make_title_id("漢字").startswith("paper-")
    assert len(make_title_id("x", digits=64)) == len("x-") + 64
