"""The public records: frozen, and flat as a table wants them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, asdict, fields

import pytest

from kg.api import public_records
from kg.api.public_records import Comparison, Entity, Hit, Mention, Paper, Relation, Result

RECORDS = [Comparison, Entity, Hit, Mention, Paper, Relation, Result]


def test_a_paper_of_your_own_needs_identifier_and_title_alone() -> None:
    paper = Paper("p", "Title")
    assert paper.text == "Title\n\n"
    assert Paper("p", "Title", "Abstract.").text == "Title\n\nAbstract."
    with pytest.raises(TypeError):
        Paper("p")  # type: ignore[call-arg]


def test_nobody_changes_a_record() -> None:
    with pytest.raises(FrozenInstanceError):
        Paper("p", "Title").title = "Another"  # type: ignore[misc]
    with pytest.raises((AttributeError, TypeError)):
        Paper("p", "Title").invented = 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_no_field_of_a_record_is_another_record(record: type) -> None:
    names = {record_type.__name__ for record_type in RECORDS}
    assert [field.name for field in fields(record) if str(field.type) in names] == []


def test_a_long_abstract_does_not_fill_the_screen() -> None:
    assert "abstract" not in repr(Paper("p", "Title", "A" * 5000))
    assert asdict(Paper("p", "Title", "A"))["abstract"] == "A"


def test_these_are_all_records() -> None:
    record_types = {
        value
        for value in vars(public_records).values()
        if isinstance(value, type) and value.__module__ == public_records.__name__
    }
    assert record_types == set(RECORDS)
