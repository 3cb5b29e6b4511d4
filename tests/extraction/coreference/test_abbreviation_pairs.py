"""Long and short forms complete each other."""

from kg.extraction.coreference.abbreviation_pairs import complete, definitions
from kg.extraction.coreference.abbreviations import Pair
from kg.model.records import Abbreviation, Mention
from kg.model.types import Label

TEXT = "We use classifier-free guidance (CFG) here."
LONG, SHORT = (7, 31), (33, 36)
PAIR = Pair(SHORT, LONG)


def mention(span: tuple[int, int], label: Label = "METHOD", score: float = 0.9) -> Mention:
    return Mention(*span, label, TEXT[slice(*span)], score, "ner")


def test_the_missing_short_form_is_added_with_label_and_score() -> None:
    assert complete(TEXT, [mention(LONG)], [PAIR]) == [
        mention(LONG),
        Mention(33, 36, "METHOD", "CFG", 0.9, "abbreviation"),
    ]


def test_the_missing_long_form_replaces_what_lies_within_it() -> None:
    guidance = mention((23, 31), "TASK", 0.4)
    assert [one.text for one in complete(TEXT, [guidance, mention(SHORT)], [PAIR])] == [
        "classifier-free guidance",
        "CFG",
    ]


def test_the_surer_label_holds_for_both() -> None:
    found = complete(TEXT, [mention(LONG, "TASK", 0.5), mention(SHORT, "METHOD", 0.8)], [PAIR])
    assert [one.label for one in found] == ["METHOD", "METHOD"]


def test_nothing_is_added_for_a_definition_of_nothing_found() -> None:
    assert complete(TEXT, [], [PAIR]) == []


def test_nothing_is_added_across_another_mention() -> None:
    crossing = mention((3, 17), "TASK")  # "use classifier"
    assert complete(TEXT, [crossing, mention(SHORT)], [PAIR]) == [crossing, mention(SHORT)]


def test_definitions_point_at_both_mentions() -> None:
    assert definitions([mention(LONG), mention(SHORT)], [PAIR]) == (Abbreviation(short=33, long=7),)
    assert definitions([mention(LONG)], [PAIR]) == ()
