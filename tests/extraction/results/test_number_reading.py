"""The numbers of a paper, read together."""

from __future__ import annotations

import pytest

from kg.extraction.dropped import DroppedItems
from kg.extraction.results import find_results
from kg.extraction.results.number_reading import OUTCOME, read_numbers
from tests.fixtures.documents import add_encoder_output, document

PAPER = document(
    "We train [METHOD Tuno] for 300 epochs. With 4 sampling steps, [METHOD Tuno] has an [METRIC accuracy] of 67.2%.",
    title="Tuno",
)


def test_outcomes_are_the_numbers_that_are_likely_enough() -> None:
    reading = read_numbers(add_encoder_output(PAPER))
    assert reading is not None
    assert [number.value for number in reading.numbers] == ["300", "4", "67.2"]
    assert [reading.numbers[i].value for i in reading.outcomes] == ["67.2"]
    assert [p >= OUTCOME for p in reading.likely] == [False, False, True]


def test_conditions_of_a_number_are_offsets_into_the_text() -> None:
    reading = read_numbers(add_encoder_output(PAPER))
    assert reading is not None
    ((start, end),) = reading.find_conditions(2)
    assert PAPER.text[start:end] == "With 4 sampling steps"


def test_numbers_beyond_the_limit_are_not_read_and_listed_as_dropped() -> None:
    many = add_encoder_output(document(" ".join(f"[METHOD Tuno] reaches {i}.5%." for i in range(120)), title="Tuno"))
    reading = read_numbers(many)
    assert reading is not None
    assert (len(reading.numbers), len(reading.unread)) == (100, 20)
    dropped = DroppedItems()
    list(find_results(many, reading, dropped))
    unread = [row.text for row in dropped.rows if "more numbers" in row.reason]
    assert unread == [f"{i}.5%" for i in range(100, 120)]


def test_a_document_without_numbers_needs_no_encoder() -> None:
    assert read_numbers(document("It is fast.")) is None


def test_a_document_with_numbers_needs_one() -> None:
    with pytest.raises(ValueError, match="no output of the encoder"):
        read_numbers(PAPER)
