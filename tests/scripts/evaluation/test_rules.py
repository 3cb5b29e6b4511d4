"""What the rules say in their examples, which of it annotated papers find right, and what is kept of that."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kg.evaluation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, Annotation
from kg.extraction.discourse.rule import Rule
from kg.extraction.document import MentionIndex
from scripts.evaluation import rules
from scripts.evaluation.rule_firings import Firing, find_firings
from scripts.evaluation.rule_groups import GROUPS
from scripts.evaluation.rules import Measured, decide, format_precision, measure, read_measured, write_measured
from scripts.training.papers import to_paper
from tests.fixtures.marked_rules import read_text

TITLES = ("only a means",)  # rules that read titles
OF_NUMBERS = ("own results", "models of others", "others as subject")  # their matches are found with annotated numbers
RULES = [
    pytest.param(group, rule, id=f"{group}: {rule.name}".replace(" ", "-"))
    for group in GROUPS
    for rule in GROUPS[group].rules
    if rule.name not in (*TITLES, *OF_NUMBERS)
]


def fire_rules(marked: str, group: str) -> list[Firing]:
    document = read_text(marked)
    return [firing for firing in find_firings(document) if firing.group == group]


@pytest.mark.parametrize(("group", "rule"), RULES)
def test_a_rule_speaks_of_what_its_example_names_and_is_silent_on_the_close_miss(group: str, rule: Rule) -> None:
    spoken = [firing for firing in fire_rules(rule.example, group) if firing.rule == rule.name]
    assert spoken
    assert all(0 in firing.mentions for firing in spoken if firing.mentions)
    assert [firing for firing in fire_rules(rule.no_op, group) if firing.rule == rule.name] == []


TEXT = (
    "Rotor\n\nWe propose Rotor, which beats Wing by 3%. We test on Sky. Rotor is on par with Kite. Its error is 41.5."
)
NAMES = {"Rotor": "METHOD", "Wing": "METHOD", "Kite": "METHOD", "Sky": "DATASET"}
MENTIONS = tuple(
    AnnotatedMention(TEXT.index(name, 6), TEXT.index(name, 6) + len(name), label, name)  # type: ignore[arg-type]  # labels are written out
    for name, label in NAMES.items()
)
PAPER = Annotation(
    "a",
    TEXT,
    tuple(sorted(MENTIONS, key=lambda mention: mention.start)),
    proposes=("Rotor",),
    dataset_roles={"Sky": "eval"},
    comparisons=(AnnotatedComparison("Rotor", "Wing", "outperforms", False, "Rotor, which beats Wing"),),
)


@pytest.mark.parametrize(
    ("name", "claim", "right"),
    [
        ("Rotor", "own", True),
        ("Wing", "own", False),
        ("Sky", "label DATASET", True),
        ("Sky", "label METRIC", False),
        ("Sky", "not introduced", True),
        ("Sky", "introduced", False),
        ("Sky", "eval", True),
        ("Sky", "train", False),
        ("Sky", "not eval", False),
        ("Kite", "train", None),
        ("Kite", "not eval", None),
        ("Wing", "better", True),
        ("Wing", "not better", False),
        ("Wing", "worse", False),
        ("Rotor", "worse", True),
        ("Wing", "level", False),
        ("Wing", "compared", True),
        ("Kite", "compared", False),
        ("Kite", "base", True),
        ("Wing", "not compared", False),
        ("Wing", "", None),
    ],
)
def test_what_is_right(name: str, claim: str, right: bool | None) -> None:
    paper = to_paper(PAPER)
    place = MentionIndex(paper.names.index(name.casefold()))
    sentence = paper.document.sentence_at(paper.document.mentions[place].start)
    firing = Firing("comparisons", "better", (place,), claim, sentence)
    assert decide(firing, paper, has_comparisons=True) is right
    if claim in ("better", "compared", "base"):
        assert decide(firing, paper, has_comparisons=False) is None


@pytest.mark.parametrize(
    ("names", "claim", "right"),
    [
        (("Rotor", "Wing"), "both", True),
        (("Wing", "Sky"), "both", False),
        (("Sky", "Wing"), "only the second", True),
        (("Rotor", "Wing"), "only the second", False),
        (("Wing", "Sky"), "only the second", False),
        (("Sky", "Kite"), "both", None),
        (("Wing",), "by the paper", True),
        (("Wing",), "by others", False),
        (("Kite",), "by the paper", None),
    ],
)
def test_what_is_right_of_those_that_are_compared(names: tuple[str, ...], claim: str, right: bool | None) -> None:
    paper = to_paper(PAPER)
    places = tuple(MentionIndex(paper.names.index(name.casefold())) for name in names)
    sentence = paper.document.sentence_at(paper.document.text.index("Wing"))
    assert decide(Firing("enumerations", "next item", places, claim, sentence), paper, has_comparisons=True) is right


def test_an_unknown_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="bigger"):
        decide(Firing("comparisons", "better", (MentionIndex(0),), "bigger"), to_paper(PAPER), has_comparisons=True)


def test_what_is_measured_of_a_paper() -> None:
    measured = measure([PAPER], {})
    assert measured["comparisons"]["better"] == Measured(1, 1, 1)
    assert measured["comparisons"]["level"] == Measured(1, 1, 0)
    assert measured["attribution"]["we propose"] == Measured(1, 1, 1)
    assert measured["attribution"]["used"] == Measured(1, 1, 1)
    assert measured["clauses"]["clause"] == Measured(0, 0, 0)
    assert {group: list(firings) for group, firings in measured.items()} == {
        group: [rule.name for rule in GROUPS[group].rules] for group in GROUPS
    }


def test_judged_statements_decide_on_relations_by_their_place_in_the_raw_text() -> None:
    text = "Rotor\n\nIt $\\alpha$ is here. We use Wing."
    at = text.index("Wing")
    paper = Annotation("a", text, (AnnotatedMention(at, at + 4, "METHOD", "Wing"),))
    assert measure([paper], {("a", "uses", at): True})["relations"]["we use"] == Measured(1, 1, 1)
    assert measure([paper], {("a", "uses", at): False})["relations"]["we use"] == Measured(1, 1, 0)
    assert measure([paper], {})["relations"]["we use"] == Measured(1, 0, 0)


@pytest.mark.parametrize(
    ("value", "kind", "holder", "expected"),
    [
        ("41.5", "absolute", "own", Measured(1, 1, 1)),
        ("41.5", "absolute", "baseline", Measured(1, 1, 0)),
        ("41.5", "delta", "own", Measured(0, 0, 0)),
        ("1.5", "absolute", "own", Measured(0, 0, 0)),
    ],
)
def test_numbers_decide_on_whose_they_are(value: str, kind: str, holder: str, expected: Measured) -> None:
    result = AnnotatedResult(metric=None, value=value, kind=kind, dataset=None, subject=None, holder=holder)
    paper = replace(PAPER, text=TEXT.replace("Its error", "Our error"), results=(result,))
    assert measure([paper], {})["attribution"]["own results"] == expected


def test_figures_are_kept_as_they_are_measured(tmp_path) -> None:
    path = tmp_path / "measured.json"
    measured = {"comparisons": {"better": Measured(4, 3, 2)}}
    write_measured(measured, 7, path)
    assert read_measured(path) == measured
    assert json.loads(path.read_text())["command"] == rules.COMMAND


def test_a_precision_has_its_interval_and_is_a_dash_where_nothing_was_judged() -> None:
    assert format_precision(Measured(9, 0, 0)) == "–"
    assert format_precision(Measured(30, 20, 18)) == "0.90 (0.70 to 0.97)"
