"""Counting the fields that a file's records do not use."""

from kg.read.reading_records import UnusedField, UnusedFieldCounter


def test_fields_are_counted_by_name_and_reason() -> None:
    counter = UnusedFieldCounter()
    for field, reason in (("venue", ""), ("year", "it is no date"), ("venue", ""), ("year", "")):
        counter.add(UnusedField("f", field, reason, 1))
    assert list(counter.summary()) == [
        UnusedField("f", "venue", "", 2),
        UnusedField("f", "year", "", 1),
        UnusedField("f", "year", "it is no date", 1),
    ]


def test_no_more_than_two_hundred_are_kept_and_known_ones_still_count() -> None:
    counter = UnusedFieldCounter()
    for n in range(300):
        counter.add(UnusedField("f", f"field {n:03}", "", 1))
    counter.add(UnusedField("f", "field 000", "", 1))
    counter.add(UnusedField("f", "field 299", "", 1))
    summary = list(counter.summary())
    assert len(summary) == 200
    assert summary[0] == UnusedField("f", "field 000", "", 2)
    assert summary[-1] == UnusedField("f", "field 199", "", 1)


def test_names_of_fields_are_made_safe() -> None:
    counter = UnusedFieldCounter()
    counter.add(UnusedField("f", "a\x1b[31m\nb", "", 1))
    assert [unused.field for unused in counter.summary()] == ["a [31m b"]
