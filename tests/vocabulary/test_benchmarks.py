"""Datasets that are known as benchmarks."""

import pytest

from kg.text.normalise import normalise
from kg.vocabulary.benchmarks import find_leading_benchmark, load_benchmarks


@pytest.mark.parametrize("name", ["GSM8K", "ImageNet", "AIME 2024", "gsm8k"])
def test_a_benchmark_is_known_under_any_spelling(name: str) -> None:
    assert normalise(name) in load_benchmarks()


@pytest.mark.parametrize(
    ("phrase", "benchmark"),
    [("ImageNet classification", "ImageNet"), ("AIME 2024 problem solving", "AIME 2024"), ("MATH reasoning", "MATH")],
)
def test_a_phrase_may_begin_with_a_benchmark(phrase: str, benchmark: str) -> None:
    assert phrase[: find_leading_benchmark(phrase)] == benchmark


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("ImageNet", "nothing follows"),
        ("math reasoning", "a word, not the name"),
        ("ImageNet Classification", "what follows may be a part of the name"),
        ("image classification", "no benchmark"),
        ("classification on ImageNet", "the benchmark does not stand first"),
        ("", "nothing"),
    ],
)
def test_a_phrase_that_does_not(phrase: str, why: str) -> None:
    assert find_leading_benchmark(phrase) == 0, why
