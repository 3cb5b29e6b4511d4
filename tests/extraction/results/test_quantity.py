"""The numbers of a text, and what is part of a name, a size or an address."""

from __future__ import annotations

import pytest

from kg.extraction.document import Document
from kg.extraction.results.quantity import read_quantities
from kg.model.records import Mention
from kg.model.types import Label
from kg.text.display import display


def document(text: str, *names: tuple[str, Label]) -> Document:
    mentions = []
    for name, label in names:
        start = text.index(name)
        mentions.append(Mention(start, start + len(name), label, name, 1.0, "test"))
    return Document(text, ((0, len(text)),), tuple(sorted(mentions, key=lambda m: m.start)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an FID of 2.04 on", [("2.04", "", "exact")]),
        ("FID=5.31 at", [("5.31", "", "exact")]),
        ("by 7.15%.", [("7.15", "%", "exact")]),
        (r"by 7.15\% on", [("7.15", "%", "exact")]),
        ("59 percent of", [("59", "%", "exact")]),
        ("+2.5 mIoU", [("+2.5", "", "exact")]),
        ("a drop (-0.061) in", [("-0.061", "", "exact")]),
        ("3x faster", [("3", "x", "exact")]),
        ("3× faster", [("3", "x", "exact")]),
        ("17.5 times faster", [("17.5", "x", "exact")]),
        ("a 2.86times speedup", [("2.86", "x", "exact")]),
        (r"a $5\times$ gain", [("5", "x", "exact")]),
        ("a 10-fold gain", [("10", "x", "exact")]),
        ("by 4.2 points", [("4.2", "points", "exact")]),
        ("by 16.28 percentage points", [("16.28", "points", "exact")]),
        ("by 3.1 pp over", [("3.1", "points", "exact")]),
        ("a 7-point gain", [("7", "points", "exact")]),
        ("up to 3.3x with <1% loss", [("3.3", "x", "up to"), ("1", "%", "up to")]),
        ("at least 5.0 points", [("5.0", "points", "at least")]),
        ("more than 30%", [("30", "%", "at least")]),
        ("about 20 hours", [("20", "hours", "about")]),
        ("~2% and ≈4%", [("2", "%", "about"), ("4", "%", "about")]),
        ("in 1.62ms, or 0.6 s", [("1.62", "ms", "exact"), ("0.6", "s", "exact")]),
        ("over 4,700x fewer", [("4,700", "x", "at least")]),
        ("only 1/8 of the rollouts", [("1/8", "", "exact")]),
        ("on 35 out of 40 tasks", [("35 out of 40", "", "exact")]),
        ("an R of .81 across", [(".81", "", "exact")]),
        ("84.2 ± 0.3 accuracy", [("84.2", "", "exact")]),
        ("213 billion tokens", [("213", "billion", "exact")]),
    ],
)
def test_a_number_is_read_with_its_unit_and_bound(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(c.value, c.unit, c.bound) for c in read_quantities(document(text))] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("GPT-4 and Llama3", "part of a name"),
        ("a 7B model on 1.4T tokens", "a size glued to its letter"),
        ("10-shot and 4-bit", "an attribute"),
        ("3D scenes, 2nd place", "part of a word"),
        ("at 512x512 and 512 x 512 and 640×480", "a resolution"),
        ("version 1.2.3", "a version"),
        ("2:4 sparsity", "a pattern"),
        ("(1) it is, (2) it was", "list marks"),
        ("see https://example.org/v/2024/12 now", "in a URL"),
        ("top-5 and pass@1", "part of a metric's name"),
        ("", "empty"),
        ("no digits at all", "no number"),
        ("²³ and ٣٤ and Ⅷ", "digits of other scripts are no values here"),
    ],
)
def test_what_is_no_quantity(text: str, reason: str) -> None:
    assert [c.value for c in read_quantities(document(text))] == [], reason


def test_a_number_inside_a_mention_is_no_quantity() -> None:
    text = "On ImageNet 256 and Llama 3.1 we reach 81.2."
    quantities = read_quantities(document(text, ("ImageNet 256", "DATASET"), ("Llama 3.1", "MODEL")))
    assert [c.value for c in quantities] == ["81.2"]


def test_a_unit_that_is_the_metric_is_no_unit() -> None:
    text = "runs at 30 FPS"
    assert [(c.value, c.unit) for c in read_quantities(document(text, ("FPS", "METRIC")))] == [("30", "")]
    assert [(c.value, c.unit) for c in read_quantities(document(text))] == [("30", "FPS")]


def test_offsets_say_what_the_value_says() -> None:
    text = "Ours gains +2.5% (6%-11% on B) and falls from 9.1 to 3.2 points."
    spans = {text[q.start : q.end]: text[q.start : q.text_end] for q in read_quantities(document(text))}
    assert spans == {"+2.5": "+2.5%", "6": "6%", "11": "11%", "9.1": "9.1", "3.2": "3.2 points"}


def read(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (quantity.value, quantity.unit, quantity.spread) for quantity in read_quantities(document(display(text).text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("an error of 4.7×10^{-3} here", [("4.7x10^-3", "", None)]),
        (r"an error of $4.7 \times 10^{-3}$ here", [("4.7 x 10^-3", "", None)]),
        ("an error of 4.7 x 10^-3 here", [("4.7 x 10^-3", "", None)]),
        ("an error of 4.7 x 10-3 here", [("4.7 x 10-3", "", None)]),  # the raising was lost
        ("a loss of 6.1e+02 and 6e-05", [("6.1e+02", "", None), ("6e-05", "", None)]),
        ("a gap of $10^{-6}$ and 10⁻⁷", [("10^-6", "", None), ("10⁻⁷", "", None)]),
        ("a gap of 10<sup>-6</sup> here", [("10^-6", "", None)]),
        ("2^{-4}, 2⁻⁴, 10^{-4.5}, 1e5x, 3e-4abc and 1.8e+0345", []),
        ("88.4±0.6% accurate", [("88.4", "%", "0.6")]),
        (r"88.4 $\pm$ 0.6 % accurate", [("88.4", "%", "0.6")]),
        (r"88.4% \pm 0.6% accurate", [("88.4", "%", "0.6")]),
        ("88.4 +/- 0.6 points", [("88.4", "points", "0.6")]),
        ("takes 5\u202f678 ms", [("5678", "ms", None)]),
        ("takes 5\u00a0678 ms", [("5678", "ms", None)]),
        ("takes 5 678 ms", [("5 678", "ms", None)]),
        ("all 3 000 games", [("3 000", "", None)]),
        ("sizes 512 768", [("512", "", None), ("768", "", None)]),
        ("(p<0.05), p = 0.003, P < .001, p-value of 0.02, at the 0.05 significance level, a p-value below 0.01", []),
        ("precision P=0.91", [("0.91", "", None)]),
    ],
)
def test_each_number_is_one(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert read(text) == expected
