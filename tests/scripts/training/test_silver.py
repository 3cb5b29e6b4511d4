"""What trained readers say of plain abstracts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.extraction.mentions.encoder.heads import TAGS
from kg.extraction.results.claim_reader.columns import KINDS
from scripts.training.silver import Labeller, SilverText, list_parts, read_part, write_part

CHECKOUT = Path(__file__).parents[3]
TEXT = "Tuno\n\nWe propose Tuno. It reaches 67.2% accuracy on ImageNet, 3 points more than ResNet-50."
WITHOUT_NUMBERS = "Fano\n\nWe propose Fano for image classification."


@pytest.fixture(scope="module")
def labelled_texts() -> list[SilverText]:
    return list(Labeller([CHECKOUT]).label([TEXT, WITHOUT_NUMBERS]))


def test_heads_are_probabilities_of_each_word(labelled_texts: list[SilverText]) -> None:
    words = len(labelled_texts[0].window.starts)
    for name, head in labelled_texts[0].heads.items():
        assert len(head) == words, name
        if name != "own":
            assert head.astype(np.float32).sum(axis=-1) == pytest.approx(1.0, abs=0.01), name
    inside = 1.0 - labelled_texts[0].heads["tags"][:, TAGS.index("O")]
    assert 4 <= (inside > 0.5).sum() <= 10  # Tuno twice, accuracy, ImageNet, ResNet-50


def test_numbers_and_what_they_are_about_are_said(labelled_texts: list[SilverText]) -> None:
    claims = labelled_texts[0].claims
    assert claims is not None
    assert claims.pointers.sum(axis=-1) == pytest.approx(1.0, abs=0.01)
    kinds = [KINDS[row.argmax()] for row in claims.decisions["kind"]]
    assert kinds == ["absolute", "delta"]
    assert labelled_texts[1].claims is None


def test_asking_one_reader_twice_says_the_same(labelled_texts: list[SilverText]) -> None:
    twice = next(Labeller([CHECKOUT, CHECKOUT]).label([TEXT]))
    assert twice.claims is not None
    assert labelled_texts[0].claims is not None
    for name, head in labelled_texts[0].heads.items():
        assert twice.heads[name].astype(float) == pytest.approx(head.astype(float), abs=1e-3)
    assert twice.claims.pointers.astype(float) == pytest.approx(
        labelled_texts[0].claims.pointers.astype(float), abs=1e-3
    )


def test_texts_of_several_windows_are_left_out(tmp_path: Path) -> None:
    long = f"Tuno\n\n{'It reaches 67.2% on ImageNet. ' * 100}"
    path = tmp_path / "part-0000.pickle"
    assert write_part((CHECKOUT,), path, [long, TEXT]) == 1
    assert list_parts(tmp_path) == [path]
    (read,) = read_part(path)
    assert (read.window.pieces > 0).all()
    assert len(read.states) == len(read.window.starts)
