"""What counts as a definition of a short form."""

import pytest

from kg.model.types import Label
from kg.resolve.forms import find_nodes
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.definitions import Definitions, collect_definitions
from tests.fixtures.resolution import Annotated, annotate, node


def collect(*annotated: Annotated) -> Definitions:
    extractions = [extraction for _, extraction in annotated]
    return collect_definitions(extractions, find_nodes(extractions))


def longs_of(short: str, *annotated: Annotated) -> dict[Node, set[int]]:
    return dict(collect(*annotated).longs.get(node(short), {}))


def define(paper_id: str, short: str, long: str) -> Annotated:
    labels: dict[str, Label] = {short: "METHOD", long: "METHOD"}
    return annotate(paper_id, f"We propose {long} ({short}).", labels, defines=[(short, long)])


def test_papers_that_define_a_short_form_alike_are_together() -> None:
    papers = [define("a", "GTX", "green tuning"), define("b", "GTX", "Green Tunings"), define("c", "GTX", "grid text")]
    assert longs_of("GTX", *papers) == {node("green tuning"): {0, 1}, node("grid text"): {2}}


def test_the_spelling_is_the_one_that_most_definitions_have() -> None:
    papers = [define("a", "GTX", "Green tuning"), *(define(f"b{i}", "GTX", "green tuning") for i in range(2))]
    assert collect(*papers).spelled[node("green tuning")].text == "green tuning"


@pytest.mark.parametrize(
    ("short", "long", "why"),
    [
        ("Llama-2", "Llama-3-base", "other numbers"),
        ("GTX", "gt", "the long form is shorter"),
    ],
)
def test_what_cannot_be_a_definition(short: str, long: str, why: str) -> None:
    assert longs_of(short, define("a", short, long)) == {}, why


def test_of_two_definitions_in_one_paper_the_first_counts() -> None:
    labels: dict[str, Label] = dict.fromkeys(("GTX", "green tuning", "grid text"), "METHOD")
    text = "Green is green tuning, or grid text (GTX)."
    paper = annotate("a", text, labels, defines=[("GTX", "grid text"), ("GTX", "green tuning")])
    assert longs_of("GTX", paper) == {node("green tuning"): {0}}


def test_the_only_name_with_the_initials_is_a_definition() -> None:
    labels: dict[str, Label] = dict.fromkeys(("RMT", "reinforcement mid-training"), "METHOD")
    paper = annotate("a", "The reinforcement mid-training of frogs: RMT.", labels)
    assert longs_of("RMT", paper) == {node("reinforcement mid-training"): {0}}


@pytest.mark.parametrize(
    ("text", "names", "why"),
    [
        ("Raw frog text, red fox training: RFT.", ("Raw frog text", "red fox training", "RFT"), "two names have them"),
        ("Red tuning: RT.", ("Red tuning", "RT"), "two letters stand for too many things"),
        ("Red fox tuning: RfT.", ("Red fox tuning", "RfT"), "not all letters are initials"),
        ("Red fox: RFT.", ("Red fox", "RFT"), "other initials"),
    ],
)
def test_names_that_imply_no_definition(text: str, names: tuple[str, ...], why: str) -> None:
    assert longs_of(names[-1], annotate("a", text, dict.fromkeys(names, "METHOD"))) == {}, why


def test_what_a_paper_defines_comes_before_what_its_initials_imply() -> None:
    labels: dict[str, Label] = dict.fromkeys(("RFT", "rejection tuning of frogs", "red fox training"), "METHOD")
    text = "A rejection tuning of frogs (RFT) and red fox training."
    paper = annotate("a", text, labels, defines=[("RFT", "rejection tuning of frogs")])
    assert longs_of("RFT", paper) == {node("rejection tuning of frogs"): {0}}
