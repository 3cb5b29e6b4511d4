"""How much a text is of the field, and what is left of one that is not."""

from __future__ import annotations

import pytest

from kg.extraction import load
from kg.extraction.document import Document
from kg.extraction.dropped import DroppedItems
from kg.extraction.field import MIN_SCORE_OFF_FIELD, keep_named, keep_surest, keep_surest_of, list_words, score_field
from kg.extraction.learned import linear
from kg.model.records import Mention, MentionStart, is_off_field
from kg.model.results import Result

LATTICE = (
    "Thermal conductivity of a frustrated spin lattice\n\n"
    "We study the low-temperature thermal conductivity of a frustrated antiferromagnetic lattice with strong "
    "spin-orbit coupling. Using exact diagonalization and Monte Carlo simulations, we show that the magnetic "
    "susceptibility diverges near the quantum critical point and that the shear viscosity rises by 12%. The ground "
    "state is a gapless quantum spin liquid whose excitations have accuracy-limited lifetimes."
)
GUIDANCE = (
    "Steering samplers\n\nWe train a diffusion model on ImageNet and steer it with a classifier. Our neural network "
    "outperforms GANs in FID on this benchmark, with fewer training steps."
)


def mention(text: str, name: str, score: float) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), "METHOD", name, score, "encoder")


@pytest.mark.parametrize(
    ("text", "off"),
    [
        (LATTICE, True),
        (GUIDANCE, False),
        ("", False),  # nothing is known of it
        ("Zorblax\n\n", False),  # nor of a title whose words the model has never seen
        ("量子多体系の熱伝導率\n\n", False),
    ],
)
def test_a_text_is_off_the_field_by_its_words(text: str, *, off: bool) -> None:
    assert is_off_field(score_field(text)) is off


def test_a_word_counts_once_and_in_any_case() -> None:
    assert list_words("Spin, spin and SPINS of 3D GaN") == ["spin", "and", "spins", "gan"]
    assert score_field("LATTICE lattice") == score_field("lattice")


def test_the_words_of_both_sides_weigh_against_each_other() -> None:
    weights = linear.load("field").weights
    assert weights["neural"][0] > 0 > weights["quantum"][0]
    assert score_field("quantum lattice") < score_field("quantum lattice neural") < score_field("neural datasets")


def test_only_the_surest_names_stay_and_the_others_are_accounted_for() -> None:
    text = "Raman spectra of an Ising chain"
    sure, unsure = mention(text, "Raman", MIN_SCORE_OFF_FIELD), mention(text, "Ising", MIN_SCORE_OFF_FIELD - 0.01)
    dropped = DroppedItems()
    assert keep_surest([sure, unsure], dropped) == [sure]
    assert [(row.text, row.reason) for row in dropped.rows] == [
        ("Ising", "its score is below 0.9, and the paper is hardly about machine learning")
    ]
    document = Document(text, ((0, len(text)),), (sure, unsure))
    assert keep_surest_of(document, DroppedItems()).mentions == (sure,)


def test_a_number_without_any_name_is_no_result_of_the_field() -> None:
    def make_result(metric: MentionStart | None) -> Result[MentionStart]:
        return Result(
            start=8,
            end=10,
            value="12",
            value_text="12%",
            kind="delta",
            holder="own",
            metric=metric,
            sentence_start=0,
            sentence_end=11,
            score=0.9,
        )

    assert keep_named([make_result(None), make_result(MentionStart(0))]) == [make_result(MentionStart(0))]


def test_a_text_off_the_field_yields_nothing_and_the_same_model_reads_one_of_it() -> None:
    off, of_field = load().extract([LATTICE, GUIDANCE])
    assert (off.mentions, off.results, off.claims, off.comparisons) == ((), (), (), ())
    assert is_off_field(off.field_score)
    assert any("hardly about machine learning" in row.reason for row in off.dropped)
    assert {"ImageNet", "FID"} <= {item.text for item in of_field.mentions}
    assert of_field.field_score == score_field(GUIDANCE)
