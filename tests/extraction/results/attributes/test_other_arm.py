"""What is said of the rivals in a comparison, and what is not."""

from __future__ import annotations

import pytest

from kg.extraction.results.attributes.other_arm import describes_rivals

HOW = "trained on raw text"


@pytest.mark.parametrize(
    "sentence",
    [
        f"Compared to models {HOW}, ours wins.",
        f"It surpasses larger models that are {HOW}.",
        f"It is 3% better than those {HOW}.",
    ],
)
def test_how_rivals_were_made(sentence: str) -> None:
    start = sentence.index(HOW)
    assert describes_rivals(sentence, start, start + len(HOW))


@pytest.mark.parametrize(
    ("sentence", "span", "why"),
    [
        (f"Models {HOW} reach 3%.", HOW, "nothing is compared"),
        (f"Compared to BERT, our model {HOW} wins.", HOW, "the comparison has ended"),
        ("It surpasses all baselines under a fixed budget.", "under a fixed budget", "a circumstance of both"),
    ],
)
def test_what_is_said_of_the_own_arm_or_of_both(sentence: str, span: str, why: str) -> None:
    start = sentence.index(span)
    assert not describes_rivals(sentence, start, start + len(span)), why
