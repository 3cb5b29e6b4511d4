"""What is no dataset by its name."""

import pytest

from kg.text.normalise import normalise
from kg.vocabulary.benchmarks import load_benchmarks
from kg.vocabulary.other_things import load_other_things


def test_no_benchmark_is_among_them() -> None:
    assert {normalise(name) for name in load_other_things()}.isdisjoint(load_benchmarks())


@pytest.mark.parametrize(("name", "listed"), [("Yoruba", True), ("GitHub", True), ("CVPR", True), ("yoruba", False)])
def test_names_are_found_as_they_are_written(name: str, listed: bool) -> None:
    assert (name in load_other_things()) == listed
