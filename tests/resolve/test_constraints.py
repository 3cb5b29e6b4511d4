"""Step 3: what the corrections file says of names, as constraints on nodes."""

import pytest

from kg.corrections import Corrections, parse
from kg.resolve.constraints import NodeIndex, build_constraints, constrain_senses
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from tests.fixtures.resolution import count_names, node

ALIAS = '[[alias]]\nname = "Zeta"\naliases = ["frobnication", "Zorg"]\n'
APART = '[[apart]]\nnames = ["GTX", "green tuning"]\n'
FORMS = count_names([("frobnication", "METHOD", 2), ("Zorg", "METHOD", 5), ("GTX", "METHOD", 1)])


def corrections(toml: str) -> Corrections:
    return parse(toml, file="c.toml")


@pytest.mark.parametrize(
    ("nodes", "name", "found"),
    [
        (["zorg"], "Zorg", [node("zorg")]),
        ([], "Zorg", [node("zorg")]),  # an entity may be known by other names
        (["math", "math*"], "MATH", [node("math", capitals=True)]),
        (["math", "math*"], "math", [node("math")]),
        (["math*"], "math", [node("math", capitals=True)]),  # better than none
        (["math", "math*"], "Math", [node("math")]),
    ],
)
def test_the_nodes_of_a_name(nodes: list[str], name: str, found: list[Node]) -> None:
    index = NodeIndex([node(key.rstrip("*"), capitals=key.endswith("*")) for key in nodes])
    assert index.find(surface_form(name)) == found
    assert index.has(surface_form(name)) is bool(nodes)


def test_all_senses_of_a_short_form_are_its_nodes() -> None:
    senses = [node("gtx", sense="b"), node("gtx", sense="a"), node("gtx")]
    assert NodeIndex(senses).find(surface_form("GTX")) == sorted(senses)


def test_without_entries_there_are_no_constraints() -> None:
    constraints = build_constraints(Corrections(), FORMS)
    assert not any((constraints.must_link, constraints.cannot_link, constraints.names, constraints.types))


def test_aliases_must_link_to_the_name_of_their_entity() -> None:
    constraints = build_constraints(corrections(ALIAS + 'note = "one author"\n'), FORMS)
    assert [(link.source, link.target, link.reason) for link in constraints.must_link] == [
        (node("frobnication"), node("zeta"), "correction"),
        (node("zorg"), node("zeta"), "correction"),
    ]
    assert {link.detail for link in constraints.must_link} == {
        "It is another name of Zeta: the corrections file says so: one author."
    }
    assert constraints.name_of([node("zeta"), node("zorg")], FORMS) == "Zeta"
    assert constraints.name_of([node("zorg")], FORMS) is None  # another cluster, where they cannot link


def test_names_apart_cannot_link_either_way() -> None:
    constraints = build_constraints(corrections(APART), FORMS)
    assert constraints.cannot_link == {
        node("gtx"): frozenset({node("green tuning")}),
        node("green tuning"): frozenset({node("gtx")}),
    }
    assert constraints.names_apart == {node("gtx"): "GTX", node("green tuning"): "green tuning"}


def test_of_several_names_and_types_for_a_cluster_those_of_the_most_used_name_count() -> None:
    toml = '[[alias]]\nname = "Zorg"\naliases = ["Z1"]\ntype = "benchmark"\n'
    toml += '[[alias]]\nname = "frobnication"\naliases = ["F1"]\ntype = "model"\n'
    constraints = build_constraints(corrections(toml), FORMS)
    both = [node("frobnication"), node("zorg")]
    assert constraints.name_of(both, FORMS) == "Zorg"
    assert constraints.label_of(both, FORMS) == "DATASET"
    assert constraints.is_benchmark(both, FORMS)
    assert constraints.label_of(both[:1], FORMS) == "MODEL"
    assert not constraints.is_benchmark(both[:1], FORMS)
    assert constraints.label_of([node("gtx")], FORMS) is None


def short_form(*longs: str, undecided: tuple[int, ...] = ()) -> dict[Node, ShortForm]:
    """GTX with these long forms, the first meant by paper 0, the next by paper 1, and so on."""
    senses = tuple(Sense(str(i), surface_form(long), {node(long): {i}}, {i}) for i, long in enumerate(longs))
    sense_in = {i: sense.key for i, sense in enumerate(senses)}
    form = ShortForm(node("gtx"), "GTX", senses, sense_in, undecided, dict.fromkeys(sense_in.keys() & {1}, "as said"))
    return {form.node: form}


def test_a_sense_that_is_kept_apart_is_taken_away() -> None:
    before = short_form("green tuning", "grid text", undecided=(2,))
    after = constrain_senses(before, corrections(APART))[node("gtx")]
    assert [sense.long.text for sense in after.senses] == ["grid text"]
    assert (after.sense_in, after.undecided) == ({1: "1"}, (0, 2))
    assert after.reasons == {1: "as said"}


def test_the_aliases_of_what_is_kept_apart_are_too() -> None:
    toml = '[[alias]]\nname = "Zeta"\naliases = ["GTX"]\n[[apart]]\nnames = ["Zeta", "green tuning"]\n'
    assert constrain_senses(short_form("green tuning"), corrections(toml)) == {}


def test_an_alias_of_a_long_form_has_that_sense_in_all_papers() -> None:
    toml = '[[alias]]\nname = "grid text"\naliases = ["GTX"]\n'
    after = constrain_senses(short_form("green tuning", "grid text", undecided=(2,)), corrections(toml))[node("gtx")]
    assert after.sense_in == {0: "1", 1: "1", 2: "1"}
    assert (after.undecided, after.is_ambiguous) == ((), False)
    assert after.reasons[0] == after.reasons[2] == "the corrections file says"


@pytest.mark.parametrize(
    ("toml", "why"),
    [
        ("", "no entry"),
        ('[[alias]]\nname = "Zeta"\naliases = ["Eta"]\n', "other names"),
        ('[[apart]]\nnames = ["GTX", "Zeta"]\n', "no sense of it"),
        ('[[type]]\nname = "GTX"\ntype = "model"\n', "a type says nothing of senses"),
    ],
)
def test_what_leaves_the_senses_alone(toml: str, why: str) -> None:
    before = short_form("green tuning", "grid text", undecided=(2,))
    assert constrain_senses(before, corrections(toml)) == before, why


def test_an_alias_of_something_else_has_no_sense() -> None:
    toml = '[[alias]]\nname = "Zeta"\naliases = ["GTX"]\n'
    assert constrain_senses(short_form("green tuning", "grid text"), corrections(toml)) == {}
    alone = short_form("green tuning")
    assert constrain_senses(alone, corrections(toml)) == alone  # its only sense is a name of Zeta, then
