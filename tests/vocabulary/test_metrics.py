"""Which direction of a metric is better, and how metrics are written."""

import re

import pytest

from kg.text.normalise import normalise
from kg.vocabulary.metrics import higher_is_better, load_name_pattern
from kg.vocabulary.tsv import read_table


@pytest.mark.parametrize(
    ("name", "higher"),
    [
        ("FID", False),
        ("top-1 accuracy", True),
        ("Top-1 Accuracy", True),
        ("model FLOPs utilization", True),  # the table comes before the words
        ("FLOPs", False),
        ("peak memory", False),
        ("training loss", False),
        ("GenScore", True),
        ("error score", False),
        ("diversity of styles", None),
        ("", None),
    ],
)
def test_which_way_is_better(name: str, higher: bool | None) -> None:
    assert higher_is_better(name) is higher


def test_the_table_says_of_no_metric_both() -> None:
    seen: dict[str, str] = {}
    for name, better in read_table("metrics.tsv", "name", "better"):
        assert better in ("higher", "lower")
        assert seen.setdefault(normalise(name), better) == better


@pytest.mark.parametrize(("pattern", "example"), list(read_table("metric_patterns.tsv", "pattern", "example")))
def test_every_pattern_matches_its_example(pattern: str, example: str) -> None:
    assert re.fullmatch(pattern, example)
    assert re.fullmatch(load_name_pattern(), example)


@pytest.mark.parametrize("text", ["fid", "map", "score", "GAN", "recall that", "F2", "spice"])
def test_what_is_no_metric_by_itself_matches_no_pattern(text: str) -> None:
    assert not re.fullmatch(load_name_pattern(), text)
