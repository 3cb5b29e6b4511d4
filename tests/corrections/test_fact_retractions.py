"""Relations, results and comparisons that a paper does not have: which go, and which stay."""

from dataclasses import replace

import pytest

from kg.corrections import ORIGIN, parse
from kg.corrections.fact_retractions import retract_facts
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected, EntityId
from kg.model.records import Extraction
from kg.model.types import Label
from tests.fixtures.comparisons import comparison
from tests.fixtures.resolution import annotate
from tests.fixtures.results import result

LABELS: dict[str, Label] = {"LoRA": "METHOD", "XSum": "DATASET", "ROUGE": "METRIC"}
PAPER, FOUND = annotate(
    "a", "LoRA on XSum: 47.8 ROUGE.", LABELS, claims=[("uses", "LoRA"), ("proposes", "XSum"), ("evaluatesOn", "XSum")]
)
START = {mention.text: mention.reference for mention in FOUND.mentions}
NUMBER = replace(result("47.8", 23), metric=START["ROUGE"], dataset=START["XSum"], value_text="47.8 ROUGE")
BY_NAME = {key: frozenset({EntityId(name)}) for name in LABELS for key in (name.casefold(), f"{name.casefold()}2")}


def retract(entry: str, extraction: Extraction) -> tuple[Extraction, list[Corrected]]:
    linked = {mention.reference: EntityId(mention.text) for mention in extraction.mentions}
    corrections = parse(f'[[retract]]\npaper = "a"\n{entry}\n', file="c")
    (remaining,), log = retract_facts([PAPER], [extraction], [linked], corrections, PaperIndex([PAPER]), BY_NAME)
    return remaining, log


@pytest.mark.parametrize(
    ("entry", "remaining_types"),
    [
        ('relation = "uses"\nobject = "LoRA"', ["proposes", "evaluatesOn"]),
        ('relation = "uses"\nobject = "LoRA2"', ["proposes", "evaluatesOn"]),  # another name of the entity
        ('relation = "introduces"\nobject = "XSum"', ["uses", "evaluatesOn"]),  # what is proposed is introduced
    ],
)
def test_a_relation_goes(entry: str, remaining_types: list[str]) -> None:
    remaining, (done,) = retract(entry, FOUND)
    assert [claim.type for claim in remaining.claims] == remaining_types
    assert (done.done, done.excerpt) == ("retracted", PAPER.text)


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('relation = "uses"\nobject = "XSum"', "another object"),
        ('relation = "outperforms"\nobject = "LoRA"', "another relation"),
        ('relation = "uses"\nobject = "none"', "no such name"),
    ],
)
def test_a_relation_that_is_not_there_is_told(entry: str, why: str) -> None:
    remaining, (done,) = retract(entry, FOUND)
    assert remaining == FOUND, why
    assert (done.done, "has no such fact" in done.reason) == ("unmatched", True)


@pytest.mark.parametrize(
    "entry",
    [
        'result = "47.8"',
        'result = "47.8 ROUGE"',
        'result = "47.8"\nmetric = "rouge"',
        'result = "47.8"\nmetric = "ROUGE"\ndataset = "XSum"',
    ],
)
def test_a_result_goes(entry: str) -> None:
    remaining, (done,) = retract(entry, replace(FOUND, results=(NUMBER,)))
    assert remaining.results == ()
    assert done.reason.startswith("Retracted (result 47.8")


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('result = "47"', "another value"),
        ('result = "47.8"\nmetric = "LoRA"', "about another metric"),
        ('result = "47.8"\nmetric = "ROUGE"\ndataset = "LoRA"', "about another dataset"),
    ],
)
def test_another_result_stays(entry: str, why: str) -> None:
    remaining, (done,) = retract(entry, replace(FOUND, results=(NUMBER,)))
    assert remaining.results == (NUMBER,), why
    assert done.done == "unmatched"


def test_a_result_without_a_metric_is_about_its_subject() -> None:
    number = replace(NUMBER, metric=None, subject=START["ROUGE"])
    assert retract('result = "47.8"\nmetric = "ROUGE"', replace(FOUND, results=(number,)))[0].results == ()


def test_what_the_file_adds_it_does_not_retract() -> None:
    claims = tuple(replace(claim, origin=ORIGIN) for claim in FOUND.claims)
    added = replace(FOUND, claims=claims, results=(replace(NUMBER, origin=ORIGIN),))
    assert retract('relation = "uses"\nobject = "LoRA"', added)[0] == added
    assert retract('result = "47.8"', added)[0] == added


RIVALS, _ = annotate("a", "Frob, LoRA, GaLore.", {})
NAMES: dict[str, Label] = {"Frob": "METHOD", "LoRA": "METHOD", "GaLore": "METHOD"}


def compare(*pairs: tuple[str, str]) -> Extraction:
    """A paper that proposes Frob, in which the first of each pair outperforms the second."""
    _, read = annotate("a", "Frob, LoRA, GaLore.", NAMES, claims=[("proposes", "Frob")])
    start = {mention.text: mention.reference for mention in read.mentions}
    return replace(read, comparisons=tuple(comparison(start[winner], start[loser]) for winner, loser in pairs))


def retract_comparisons(entry: str, extraction: Extraction) -> tuple[list[tuple[str, str]], list[str]]:
    """The comparisons that are left, and what was done."""
    by_name = {name.casefold(): frozenset({EntityId(name)}) for name in NAMES}
    linked = {mention.reference: EntityId(mention.text) for mention in extraction.mentions}
    corrections = parse(f'[[retract]]\npaper = "a"\n{entry}\n', file="c")
    (remaining,), log = retract_facts([RIVALS], [extraction], [linked], corrections, PaperIndex([RIVALS]), by_name)
    pairs = [(remaining.mention_at(c.subject).text, remaining.mention_at(c.object).text) for c in remaining.comparisons]
    return pairs, [entry.done for entry in log]


@pytest.mark.parametrize(
    ("entry", "expected", "done"),
    [
        ('comparison = "outperforms"\nsubject = "Frob"\nobject = "LoRA"', [("GaLore", "LoRA")], "retracted"),
        ('comparison = "outperforms"\nsubject = "galore"\nobject = "lora"', [("Frob", "LoRA")], "retracted"),
        (
            'comparison = "outperforms"\nsubject = "LoRA"\nobject = "Frob"',
            [("Frob", "LoRA"), ("GaLore", "LoRA")],
            "unmatched",
        ),
        (
            'comparison = "comparesWith"\nsubject = "Frob"\nobject = "LoRA"',
            [("Frob", "LoRA"), ("GaLore", "LoRA")],
            "unmatched",
        ),
        # That the paper does not outperform it says nothing of others that do.
        ('relation = "outperforms"\nobject = "LoRA"', [("GaLore", "LoRA")], "retracted"),
    ],
)
def test_a_comparison_goes(entry: str, expected: list[tuple[str, str]], done: str) -> None:
    assert retract_comparisons(entry, compare(("Frob", "LoRA"), ("GaLore", "LoRA"))) == (expected, [done])


def test_a_paper_is_not_compared_with_what_it_is_said_not_to_be_whichever_is_named_first() -> None:
    level = compare(("LoRA", "Frob"), ("GaLore", "LoRA"))
    level = replace(level, comparisons=tuple(replace(row, relation="comparesWith") for row in level.comparisons))
    assert retract_comparisons('relation = "comparesWith"\nobject = "LoRA"', level) == (
        [("GaLore", "LoRA")],
        ["retracted"],
    )


def test_a_comparison_that_the_file_adds_it_does_not_retract() -> None:
    added = compare(("Frob", "LoRA"))
    added = replace(added, comparisons=(replace(added.comparisons[0], origin=ORIGIN),))
    assert retract_comparisons('comparison = "outperforms"\nsubject = "Frob"\nobject = "LoRA"', added)[1] == [
        "unmatched"
    ]
    assert retract_comparisons('relation = "outperforms"\nobject = "LoRA"', added)[1] == ["unmatched"]
