"""Names of the table of aliases: what merges, and what must not."""

from dataclasses import replace

import pytest

from kg.model.types import Label
from kg.resolve.merges.known_alias_rule import link_known_aliases
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from kg.vocabulary.aliases import KnownName
from tests.fixtures.resolution import NO_LEXICON, count_names, node

NAMES = {
    node(alias).key: KnownName("FZ score", node("FZ score").key, "METRIC", "FZ score")
    for alias in ("FZ score", "FZ", "Frobnication of Zorgs", "zorg rate")
}
LEXICON = replace(NO_LEXICON, names=NAMES)


@pytest.mark.parametrize(
    ("name", "label", "why"),
    [
        ("FZ", "METRIC", "a name of the table"),
        ("frobnication-of-zorgs", "METRIC", "another spelling of one"),
        ("Frobnication of Zorgs", "DATASET", "too long a name to be anything else"),
    ],
)
def test_what_merges(name: str, label: Label, why: str) -> None:
    (link,) = link_known_aliases(count_names([(name, label, 2)]), LEXICON, {})
    assert (link.source, link.target, link.reason) == (node(name), node("FZ score"), "known alias"), why
    assert link.detail == "It is a well-known name of FZ score."
    assert link.papers == (0, 1)


@pytest.mark.parametrize(
    ("name", "label", "why"),
    [
        ("FZ score", "METRIC", "it is the name itself"),
        ("FZ", "MODEL", "so short a name may be a model's, too"),
        ("FZ rate", "METRIC", "no name of the table"),
    ],
)
def test_what_must_not(name: str, label: Label, why: str) -> None:
    assert list(link_known_aliases(count_names([(name, label, 2)]), LEXICON, {})) == [], why


def test_an_ambiguous_short_form_is_decided_paper_by_paper() -> None:
    forms = count_names([("FZ", "METRIC", 2)])
    sense = Sense("zorg", surface_form("zorg"))
    certain = ShortForm(node("FZ"), "FZ", (sense,), {0: "zorg", 1: "zorg"}, (), {})
    assert len(list(link_known_aliases(forms, LEXICON, {node("FZ"): certain}))) == 1
    ambiguous = replace(certain, sense_in={0: "zorg"}, undecided=(1,))
    assert list(link_known_aliases(forms, LEXICON, {node("FZ"): ambiguous})) == []
    assert list(link_known_aliases({node("FZ", sense="zorg"): forms[node("FZ")]}, LEXICON, {})) == []
