"""Sentences with candidate numbers as tokens."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.number_sentences import (
    Sentence,
    TokenIndex,
    bucket_distance,
    crop_around,
    read_sentences,
    stem,
)
from tests.fixtures.documents import document


def sentences(marked: str) -> list[Sentence]:
    read = document(marked)
    return read_sentences(read, list(find_candidates(read)))


def words(sentence: Sentence) -> str:
    return " ".join(token.word for token in sentence.tokens)


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("It reaches 67.2%.", "it reache <%> .", "a candidate with its unit is one token, words are stemmed"),
        (
            "[MODEL GPT-4] has 30 [METRIC FPS].",
            "<MODEL> has <n> <METRIC> .",
            "so is a mention; a number may have no unit",
        ),
        ("It's up from 6% to 11%.", "it's up from <%> to <%> .", "each end of a change is one"),
        ("By 6%-11% on a 7B model.", "by <%> on a 0 model .", "a range is one; a size is a word"),
        ("ResNet-50 is state-of-the-art at 5%.", "resnet - 0 is state-of-the-art at <%> .", "hyphens join words alone"),
    ],
)
def test_words_of_a_sentence(sentence: str, expected: str, why: str) -> None:
    (number_sentence,) = sentences(sentence)
    assert words(number_sentence) == expected, why


def test_tokens_know_their_mention_and_their_candidate() -> None:
    (number_sentence,) = sentences("[METHOD A] beats [MODEL B] by 5.1% and 4.2%.")
    assert {token.mention: token.word for token in number_sentence.tokens if token.mention >= 0} == {
        0: "<METHOD>",
        1: "<MODEL>",
    }
    assert [number_sentence.tokens[place].candidate for _, place in number_sentence.candidates] == [0, 1]
    assert [number for number, _ in number_sentence.candidates] == [0, 1]


def test_a_unit_that_runs_into_a_mention_shares_no_character_with_it() -> None:
    (number_sentence,) = sentences("It has 5 [MODEL s-net].")
    assert words(number_sentence) == "it has <s> <MODEL> ."
    assert all(first.end <= second.start for first, second in pairwise(number_sentence.tokens))


def test_only_sentences_with_candidates_are_read() -> None:
    assert [number_sentence.number for number_sentence in sentences("None here. Here is 5%. None. And 4%.")] == [2, 4]
    assert sentences("None here.") == []


def test_a_sentence_that_a_range_crosses_ends_with_the_range() -> None:
    read = document("It is 3.1 - 4.2% here.")
    cut = read.text.index("-")
    crossed = type(read)(read.text, (read.sentences[0], (3, cut), (cut, len(read.text))), read.mentions)
    (number_sentence,) = read_sentences(crossed, list(find_candidates(crossed)))
    assert read.text[number_sentence.start : number_sentence.end] == "It is 3.1 - 4.2%"


def test_a_long_sentence_is_cropped_around_its_number() -> None:
    (number_sentence,) = sentences("so " * 200 + "5% " + "on " * 200 + "4%.")
    (_, first), (_, second) = number_sentence.candidates
    near, at = crop_around(number_sentence, first)
    assert near.tokens[at] == number_sentence.tokens[first]
    assert (at, len(near.tokens)) == (90, 181)
    assert near.candidates == ((0, 90),)
    near, at = crop_around(number_sentence, second)
    assert near.tokens[at] == number_sentence.tokens[second]


def test_a_short_sentence_is_not_cropped() -> None:
    (number_sentence,) = sentences("It is 5%.")
    assert crop_around(number_sentence, TokenIndex(2)) == (number_sentence, 2)


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("Achieves", "achieve"), ("studies", "study"), ("loss", "loss"), ("is", "is"), ("1,024x", "0"), ("BERT", "bert")],
)
def test_stems(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@pytest.mark.parametrize(
    ("distance", "bucket"), [(1, "1"), (4, "4"), (5, "5-7"), (7, "5-7"), (8, "8-12"), (13, "13-20"), (21, ">20")]
)
def test_distances_get_coarser(distance: int, bucket: str) -> None:
    assert bucket_distance(distance) == bucket
