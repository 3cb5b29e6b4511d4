"""What papers at large mean by short forms."""

import pytest

from kg.vocabulary.acronyms import load_ordinary_words, load_senses


def test_the_first_meaning_is_the_most_frequent() -> None:
    senses = load_senses()
    assert [meaning.long for meaning in senses["asr"]][:2] == ["automatic speech recognition", "attack success rate"]
    assert all(list(longs) == sorted(longs, key=lambda m: -m.papers) for longs in senses.values())


def test_shares_are_of_the_papers_that_define_the_short_form() -> None:
    for longs in load_senses().values():
        assert all(0 < meaning.share <= 1 and meaning.papers > 0 for meaning in longs)
        assert sum(meaning.share for meaning in longs) < 1.001  # rounded


@pytest.mark.parametrize(
    ("word", "is_ordinary"),
    [("learning", True), ("adaptation", True), ("Gaussian", False), ("3D", False), ("", False)],
)
def test_ordinary_words_are_those_in_lower_case(word: str, is_ordinary: bool) -> None:
    assert (word in load_ordinary_words()) is is_ordinary
