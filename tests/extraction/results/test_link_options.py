"""What a number may be linked to."""

from __future__ import annotations

import pytest

from kg.extraction.results.document_entities import EntityIndex, collect_entities
from kg.extraction.results.earlier_links import EarlierLinks, LinkedRole, remember_links
from kg.extraction.results.link_options import Option, list_options
from tests.fixtures.documents import document, report


def options(
    abstract: str, role: LinkedRole, number: int = 0, earlier: EarlierLinks | None = None
) -> dict[str | None, Option]:
    """The options of one number by the name of their mention; None is nothing."""
    read = document(abstract)
    found = report(read)[number]
    listed = list_options(
        read, collect_entities(read), role, found.quantity, found.kind, found.sentence, found.at, earlier
    )
    assert listed[0].entity is None
    return {None if option.mention is None else read.mentions[option.mention].text: option for option in listed}


TEXT = "We propose [METHOD A]. [MODEL M] uses [DATASET D]. [METHOD A] has 5% [METRIC F1] at [TASK t]."


@pytest.mark.parametrize(
    ("role", "names"),
    [("metric", {None, "F1"}), ("dataset", {None, "D"}), ("subject", {None, "A", "M"})],
)
def test_options_have_the_labels_of_the_role(role: LinkedRole, names: set[str | None]) -> None:
    assert options(TEXT, role).keys() == names


def test_the_first_end_of_a_change_is_not_linked_to_what_the_paper_proposes() -> None:
    text = "We propose [METHOD A]. [METHOD A] lifts [MODEL M] from 5% to 6%."
    assert options(text, "subject", 0).keys() == {None, "M"}
    assert options(text, "subject", 1).keys() == {None, "A", "M"}


def test_an_entity_stands_by_its_mention_nearest_to_the_number() -> None:
    read = document("[METHOD A] and [METHOD A], at 5%, beat the [METHOD A] of old.")
    found = report(read)[0]
    listed = list_options(
        read, collect_entities(read), "subject", found.quantity, found.kind, found.sentence, found.at, None
    )
    assert [option.mention for option in listed] == [None, 1]


LINKED = {"metric": None, "dataset": None}
FIRST, SECOND = EntityIndex(0), EntityIndex(1)


def earlier(subject: EntityIndex | None, *, sentence: int = 1, paired: int = 0) -> EarlierLinks:
    links: dict[LinkedRole, EntityIndex | None] = {"metric": None, "dataset": None, "subject": subject}
    return remember_links(None, sentence, "delta", paired, links)


@pytest.mark.parametrize(
    ("before", "feature", "why"),
    [
        (earlier(FIRST), "again same sentence", "the number before it in its sentence had the same"),
        (earlier(FIRST, sentence=0), "again earlier", "one of another sentence had"),
        (earlier(SECOND), "change absolute delta 0", "that number had another"),
        (earlier(FIRST, paired=2), "again same sentence absolute delta 0", "with both kinds and this number's end"),
    ],
)
def test_features_of_an_entity_in_view_of_earlier_links(before: EarlierLinks, feature: str, why: str) -> None:
    assert feature in options("[METHOD A] beats [METHOD B] by 5%.", "subject", earlier=before)["A"].features, why


@pytest.mark.parametrize(
    ("before", "feature", "why"),
    [
        (None, "again same sentence", "there is no number before it"),
        (earlier(None), "change absolute delta 0", "that number had none"),
        (earlier(SECOND, sentence=0), "change absolute delta 0", "another sentence is no change"),
        (earlier(SECOND), "used", "it was not linked in this sentence"),
        (earlier(SECOND), "only one", "there are two"),
    ],
)
def test_features_that_an_entity_has_not(before: EarlierLinks | None, feature: str, why: str) -> None:
    assert feature not in options("[METHOD A] beats [METHOD B] by 5%.", "subject", earlier=before)["A"].features, why


def test_a_single_entity_is_the_only_one() -> None:
    assert "only one" in options("[METHOD A] has 5%.", "subject")["A"].features


def test_an_entity_that_was_left_and_comes_back_is_used() -> None:
    links: dict[LinkedRole, EntityIndex | None] = {"metric": None, "dataset": None, "subject": SECOND}
    twice = remember_links(earlier(FIRST), 1, "delta", 0, links)
    assert "used" in options("[METHOD A] beats [METHOD B] by 5%.", "subject", earlier=twice)["A"].features


def test_an_end_of_a_change_is_compared_with_the_same_end_before() -> None:
    text = "[METHOD A] lifts [METHOD B] from 5% to 6%."
    found = options(text, "subject", 1, earlier(FIRST, paired=2))
    assert "end 2 as before=True" in found["A"].features
    assert "end 2 as before=False" in found["B"].features
    assert "nothing end 2 as before=False" in found[None].features
