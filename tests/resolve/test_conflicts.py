"""What is reported of names that the evidence gives more than one type or sense."""

from collections.abc import Sequence

import pytest

from kg.corrections import parse
from kg.model.knowledge import Conflict
from kg.model.types import Label
from kg.resolve.canonical import Name
from kg.resolve.conflicts import find_sense_conflicts, find_type_conflicts, list_corrected_conflicts
from kg.resolve.constraints import build_constraints
from kg.resolve.entities import NamedCluster
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from tests.fixtures.resolution import count_names, node


def conflicts_of_type(names: Sequence[tuple[str, Label, int]], label: Label, toml: str = "") -> list[Conflict]:
    forms = count_names(names)
    constraints = build_constraints(parse(toml, file="c.toml"), forms)
    cluster = NamedCluster(tuple(sorted(forms)), label, Name("Zorg"), 5)
    return list(find_type_conflicts([cluster], forms, constraints))


def test_a_label_that_many_mentions_carry_is_reported() -> None:
    (conflict,) = conflicts_of_type([("Zorg", "METHOD", 3), ("Zorg", "TASK", 2)], "METHOD")
    decision = "It is taken for a METHOD, which most of the evidence says."
    assert conflict == Conflict("Zorg", "type", decision, (("METHOD", 3), ("TASK", 2)))


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ([("Zorg", "METHOD", 3)], "one label"),
        ([("Zorg", "METHOD", 3), ("Zorg", "TASK", 1)], "one mention is no evidence"),
        ([("Zorg", "METHOD", 8), ("Zorg", "TASK", 2)], "less than a quarter"),
    ],
)
def test_what_is_not_worth_a_look(names: list[tuple[str, Label, int]], why: str) -> None:
    assert conflicts_of_type(names, "METHOD") == [], why


def test_a_corrected_type_is_reported_whatever_the_mentions_say() -> None:
    toml = '[[type]]\nname = "Zorg"\ntype = "benchmark"\nnote = "a corpus"\n'
    (conflict,) = conflicts_of_type([("Zorg", "METHOD", 3)], "DATASET", toml)
    assert conflict.decision == "It is taken for a benchmark: the corrections file says so: a corpus."
    assert conflict.votes == (("METHOD", 3),)


def short_form(*, undecided: tuple[int, ...] = ()) -> ShortForm:
    senses = tuple(Sense(key, surface_form(key)) for key in ("green", "grid"))
    reasons = {2: "the paper also uses the long form"}
    return ShortForm(node("GTX"), "GTX", senses, {0: "green", 1: "grid", 2: "grid"}, undecided, reasons)


GREEN, GRID, OWN = node("GTX", sense="green"), node("GTX", sense="grid"), node("GTX")
COUNTED = count_names([("GTX", "METHOD", 2)])[node("GTX")]
FORMS = dict.fromkeys((GREEN, GRID, OWN), COUNTED)


def test_senses_that_are_two_entities_are_reported_with_how_they_were_told() -> None:
    form = short_form()
    (conflict,) = find_sense_conflicts({OWN: form}, {GREEN: "method/green", GRID: "method/grid"}, FORMS)
    assert (conflict.name, conflict.kind) == ("GTX", "meaning")
    assert conflict.votes == (("method/green", 2), ("method/grid", 2))
    assert conflict.decision == (
        "Papers by how their use was read: as the paper itself defines it (2); "
        "as the paper also uses the long form (1)."
    )


def test_undecided_uses_are_another_entity() -> None:
    entity_of = {GREEN: "method/green", GRID: "method/grid", OWN: "method/gtx"}
    (conflict,) = find_sense_conflicts({OWN: short_form(undecided=(3,))}, entity_of, FORMS)
    assert [entity for entity, _ in conflict.votes] == ["method/green", "method/grid", "method/gtx"]
    assert conflict.decision.endswith("undecided, so an entity of its own (1).")


def test_senses_of_one_entity_are_no_conflict() -> None:
    assert list(find_sense_conflicts({OWN: short_form()}, dict.fromkeys((GREEN, GRID), "method/green"), FORMS)) == []
    only_green = {GREEN: FORMS[GREEN]}  # no paper means the other
    assert list(find_sense_conflicts({OWN: short_form()}, {GREEN: "method/green"}, only_green)) == []


APART = '[[apart]]\nnames = ["Zorg", "Frob"]\nnote = "two authors"\n'


def test_what_is_kept_apart_is_reported_of_both() -> None:
    forms = count_names([("Zorg", "METHOD", 1), ("Frob", "METHOD", 1)])
    corrections = parse(APART, file="c.toml")
    clusters = [NamedCluster((node(name),), "METHOD", Name(name), 1) for name in ("Frob", "Zorg")]
    conflicts = list(list_corrected_conflicts(corrections, clusters, build_constraints(corrections, forms)))
    assert [(conflict.name, conflict.decision) for conflict in conflicts] == [
        ("Frob", "It is not Zorg: the corrections file says so: two authors."),
        ("Zorg", "It is not Frob: the corrections file says so: two authors."),
    ]
    assert conflicts[0].votes == (("method/frob", 1), ("method/zorg", 1))


def test_what_the_corpus_does_not_have_is_kept_apart_from_nothing() -> None:
    forms = count_names([("Zorg", "METHOD", 1)])
    corrections = parse(APART, file="c.toml")
    clusters = [NamedCluster((node("Zorg"),), "METHOD", Name("Zorg"), 1)]
    assert list(list_corrected_conflicts(corrections, clusters, build_constraints(corrections, forms))) == []
