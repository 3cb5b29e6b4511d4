"""The features of what may fill a role of a number."""

from __future__ import annotations

import pytest

from kg.extraction.results.document_entities import collect_entities
from kg.extraction.results.link_options import list_options
from tests.fixtures.documents import document, report


def features(abstract: str, name: str | None, number: int = 0) -> set[str]:
    """The features of the subject of that name (None for no subject) of one number."""
    read = document(abstract)
    found = report(read)[number]
    listed = list_options(
        read, collect_entities(read), "subject", found.quantity, found.kind, found.sentence, found.at, None
    )
    for option in listed:
        if (None if option.mention is None else read.mentions[option.mention].text) == name:
            return set(option.features)
    raise AssertionError(f"{name} is no option")


@pytest.mark.parametrize(
    ("abstract", "feature", "why"),
    [
        ("Our score is 5%.", "nothing ours=True", "the sentence speaks of the paper's own"),
        ("Scores are 5%.", "nothing ours=False", "it does not"),
        ("Scores are 5%.", "nothing absolute unit=%", "kind and unit of the number"),
        ("Scores are 5%.", "nothing eligible=0", "nobody may fill the role"),
        ("[METHOD A] uses it. Scores are 5%.", "nothing eligible=1", "an entity of another sentence may"),
        ("[METHOD A] uses it. Scores are 5%.", "nothing here=0", "but the sentence names none"),
        ("Scores are 5% of all.", "nothing w+1+2=of all", "the words after the number"),
        ("Scores are 5%.", "nothing s=score", "a word of the sentence"),
    ],
)
def test_features_of_nothing(abstract: str, feature: str, why: str) -> None:
    assert feature in features(abstract, None), why


@pytest.mark.parametrize(
    ("abstract", "feature", "why"),
    [
        ("[METHOD A] has 5%.", "B 2", "two words before the number"),
        ("Of 5%, [METHOD A] is proud.", "A 2", "two words after it"),
        ("[METHOD A] has 5%.", "B between=has", "the words between"),
        ("[METHOD A] has 5%.", "B inner=has", "each of them"),
        ("[METHOD A], [METHOD B] and 5%.", "B same=1", "another one that may fill the role lies between"),
        ("[METHOD A] has 3% and 5%.", "B numbers=1", "a number lies between"),
        ("[METHOD A] runs, but at 5%.", "B breaks=2", "a comma and a conjunction between"),
        ("It beats [METHOD A] by 5%.", "B previous=beat", "the word before it"),
        ("It beats [METHOD A] by 5%.", "B compared=True other", "a word of comparison before it"),
        ("[METHOD A] achieves 5%.", "B following=achieve", "the word after it"),
        ("[METHOD A] achieves 5%.", "B does later=False", "a verb of achieving after it, and after none that follows"),
        ("[METHOD A], which has 5%, wins.", "B following=,", "the sign after it"),
        ("[METHOD A] which has 5%.", "B which", "a relative clause"),
        (
            "We propose [METHOD A]. [METHOD A] has 5%.",
            "first here own",
            "the first that may, the paper's own",
        ),
        ("[METHOD A] wins. Then 5%.", "elsewhere 1", "named one sentence before"),
        ("Then 5%. Now [METHOD A] wins.", "elsewhere later", "named only later"),
        ("[METHOD A] wins. One. Two. Three. Then 5%.", "elsewhere far", "named long before"),
    ],
)
def test_features_of_an_entity(abstract: str, feature: str, why: str) -> None:
    last = len(report(document(abstract))) - 1
    assert feature in features(abstract, "A", last), why


@pytest.mark.parametrize(
    ("abstract", "feature", "why"),
    [
        ("[METHOD A] wins. Then 5%.", "B 2", "the sentence does not name it"),
        ("[METHOD B] beats [METHOD A] by 5%.", "first here other", "another one is the first"),
        ("[METHOD A] has, one two three four 5%.", "B between=has , one two three four", "too many words between"),
        ("[METHOD A] has 5%.", "B which", "no relative clause"),
        ("[METHOD A] has 5%.", "aligned=True", "one name and one number are not aligned"),
        ("[METHOD A] and [METHOD B] have 5%.", "aligned=True", "two names and one number"),
    ],
)
def test_features_that_an_entity_has_not(abstract: str, feature: str, why: str) -> None:
    assert feature not in features(abstract, "A"), why


def test_names_and_numbers_are_aligned_by_their_order() -> None:
    text = "[METHOD A] and [METHOD B] have 5% and 6%, respectively."
    assert "aligned=True respectively=True" in features(text, "A", 0)
    assert "aligned=True respectively=True" in features(text, "B", 1)
    assert "aligned=False respectively=True" in features(text, "B", 0)
