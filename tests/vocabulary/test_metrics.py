from __future__ import annotations

from importlib import resources

import pytest

from kg.text.normalise import normalise
from kg.vocabulary.metrics import higher_is_better


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


def test_the_table_is_well_formed_and_says_of_no_metric_both() -> None:
    text = resources.files("kg.vocabulary").joinpath("metrics.tsv").read_text(encoding="utf-8")
    heading, *rows = (line.split("\t") for line in text.splitlines())
    assert heading == ["name", "better", "source"]
    seen: dict[str, str] = {}
    for name, better, source in rows:
        assert better in ("higher", "lower")
        assert source
        assert seen.setdefault(normalise(name), better) == better
