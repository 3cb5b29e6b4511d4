"""Step 6: a paper's claims in terms of entities."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kg.corrections import ORIGIN
from kg.model.comparison_record import Comparison
from kg.model.knowledge import EntityId, PaperFacts, Relation
from kg.model.records import Claim
from kg.model.results import ROLES, Role
from kg.model.types import Label, RelationType
from kg.resolve.paper_facts import link_facts
from tests.fixtures.comparisons import comparison
from tests.fixtures.resolution import annotate
from tests.fixtures.results import result

LABELS: dict[str, Label] = {
    "Ours": "MODEL",
    "attention": "METHOD",
    "XSum": "DATASET",
    "FID": "METRIC",
    "parsing": "TASK",
}


def link(
    *claims: tuple[RelationType, str],
    extra: tuple[Claim, ...] = (),
    participants: Mapping[Role, str] | None = None,
) -> PaperFacts:
    """A paper with all names, these claims, and a result where participants are given; each name is an entity."""
    paper, extraction = annotate("a", "; ".join(LABELS) + ".", LABELS, claims=claims)
    start = {mention.text: mention.reference for mention in extraction.mentions}
    if participants:
        number = result().with_participants({role: start[name] for role, name in participants.items()})
        extraction = replace(extraction, results=(number,))
    extraction = replace(extraction, claims=(*extraction.claims, *extra))
    linked = {mention.reference: EntityId(mention.text) for mention in extraction.mentions}
    return link_facts(paper, extraction, linked, {EntityId(name): label for name, label in LABELS.items()})


def relations(facts: PaperFacts) -> list[tuple[RelationType, str]]:
    return [(relation.type, relation.object) for relation in facts.relations]


@pytest.mark.parametrize(
    ("type_", "name"),
    [("evaluatesOn", "XSum"), ("measuredBy", "FID"), ("addresses", "parsing"), ("uses", "attention"), ("uses", "XSum")],
)
def test_a_claim_becomes_a_relation(type_: RelationType, name: str) -> None:
    assert relations(link((type_, name))) == [(type_, name)]


@pytest.mark.parametrize(
    ("type_", "name", "why"),
    [
        ("evaluatesOn", "attention", "papers evaluate on datasets only"),
        ("measuredBy", "XSum", "a dataset is no measure"),
        ("addresses", "Ours", "a model is no task"),
    ],
)
def test_a_claim_about_an_entity_of_another_type_becomes_none(type_: RelationType, name: str, why: str) -> None:
    assert relations(link((type_, name))) == [], why


def test_a_dataset_that_is_proposed_is_introduced() -> None:
    assert relations(link(("proposes", "XSum"))) == [("introduces", "XSum"), ("proposes", "XSum")]


@pytest.mark.parametrize("type_", ["uses", "comparesWith", "outperforms"])
def test_a_paper_is_not_compared_with_what_it_proposes(type_: RelationType) -> None:
    assert relations(link(("proposes", "Ours"), (type_, "Ours"))) == [("proposes", "Ours")]
    assert (type_, "attention") in relations(link(("proposes", "Ours"), (type_, "attention")))


def test_what_the_corrections_file_adds_holds_even_of_what_the_paper_proposes() -> None:
    start = annotate("a", "; ".join(LABELS) + ".", LABELS)[1].mentions[0].reference
    added = Claim("uses", start, 0, 5, 1.0, origin=ORIGIN)
    assert ("uses", "Ours") in relations(link(("proposes", "Ours"), extra=(added,)))


def test_of_claims_for_one_relation_the_best_is_kept() -> None:
    start = annotate("a", "; ".join(LABELS) + ".", LABELS)[1].mentions[1].reference
    weak, strong = Claim("uses", start, 0, 5, 0.4), Claim("uses", start, 0, 5, 0.95)
    (relation,) = link(("uses", "attention"), extra=(weak, strong)).relations
    assert relation.score == 0.95
    added = Claim("uses", start, 0, 5, 0.1, origin=ORIGIN)
    (relation,) = link(("uses", "attention"), extra=(added, strong)).relations
    assert relation.origin == ORIGIN


@pytest.mark.parametrize(
    ("extracted", "participants"),
    [
        (
            {"metric": "FID", "dataset": "XSum", "task": "parsing"},
            {"metric": "FID", "dataset": "XSum", "task": "parsing"},
        ),
        ({"subject": "Ours", "comparator": "attention"}, {"subject": "Ours", "comparator": "attention"}),
        ({"task": "XSum"}, {}),  # a dataset is no task
        ({"metric": "Ours"}, {}),  # a model is no metric
        ({"subject": "FID"}, {"metric": "FID"}),  # "47.8 (ROUGE-1)"
        ({"subject": "XSum"}, {"dataset": "XSum"}),  # "51.2 on OntoNotes"
        ({"subject": "FID", "metric": "Ours"}, {}),  # the metric is stated, and wrong
        ({"comparator": "FID"}, {}),
    ],
)
def test_each_participant_fills_a_role_of_its_type(extracted: dict[Role, str], participants: dict[Role, str]) -> None:
    (linked,) = link(participants=extracted).results
    assert {role: getattr(linked, role) for role in ROLES if getattr(linked, role) is not None} == participants


@pytest.mark.parametrize(
    ("claims", "participants", "role"),
    [
        ([], {}, "mention"),
        ([("trainsOn", "XSum")], {}, "train"),
        ([("trainsOn", "XSum"), ("evaluatesOn", "XSum")], {}, "eval"),
        ([("introduces", "XSum"), ("evaluatesOn", "XSum")], {}, "introduced"),
        ([("uses", "XSum")], {}, "mention"),
        ([], {"dataset": "XSum"}, "eval"),  # a result on it
        ([("trainsOn", "XSum")], {"dataset": "XSum"}, "eval"),
    ],
)
def test_the_role_of_a_dataset(
    claims: list[tuple[RelationType, str]], participants: dict[Role, str], role: str
) -> None:
    assert link(*claims, participants=participants).dataset_roles == (("XSum", role),)


Pair = tuple[str, str, dict[str, Any]]


def link_compared(*pairs: Pair, types: Mapping[str, Label] | None = None) -> PaperFacts:
    """A paper that proposes "Ours" and compares two names each, which are entities of these types, else of their
    labels."""
    paper, extraction = annotate("a", "; ".join(LABELS) + ".", LABELS, claims=[("proposes", "Ours")])
    start = {mention.text: mention.reference for mention in extraction.mentions}
    comparisons = tuple(comparison(start[subject], start[other], **fields) for subject, other, fields in pairs)
    linked = {mention.reference: EntityId(mention.text) for mention in extraction.mentions}
    type_of = {EntityId(name): label for name, label in (LABELS | dict(types or {})).items()}
    return link_facts(paper, replace(extraction, comparisons=comparisons), linked, type_of)


def compare(*pairs: Pair, types: Mapping[str, Label] | None = None) -> list[Comparison[EntityId]]:
    """What becomes of comparisons."""
    return list(link_compared(*pairs, types=types).comparisons)


def test_a_comparison_is_of_two_entities() -> None:
    (comparison,) = compare(("Ours", "attention", {"denied": True, "start": 3}))
    assert (comparison.subject, comparison.object) == ("Ours", "attention")
    assert (comparison.relation, comparison.denied) == ("outperforms", True)


@pytest.mark.parametrize(
    ("subject", "other", "types", "why"),
    [
        ("Ours", "Ours", {}, "both names are one entity"),
        ("Ours", "XSum", {}, "a dataset is not outperformed"),
        ("FID", "Ours", {}, "a metric outperforms nothing"),
        ("Ours", "attention", {"attention": "DATASET"}, "by all papers it is a dataset"),
    ],
)
def test_what_cannot_be_compared_is_not(subject: str, other: str, types: Mapping[str, Label], why: str) -> None:
    assert compare((subject, other, {}), types=types) == [], why


def test_a_task_may_be_what_a_paper_calls_its_method() -> None:
    assert len(compare(("parsing", "attention", {}))) == 1


def test_a_comparison_said_twice_is_one_and_the_surest_is_kept() -> None:
    pair = ("Ours", "attention")
    (comparison,) = compare((*pair, {"score": 0.4, "start": 1}), (*pair, {"score": 0.8, "start": 5}))
    assert (comparison.score, comparison.start) == (0.8, 5)
    (comparison,) = compare((*pair, {"score": 0.9}), (*pair, {"score": 0.2, "origin": ORIGIN}))
    assert comparison.origin == ORIGIN, "what the user says goes before"


@pytest.mark.parametrize("fields", [{"denied": True}, {"relation": "comparesWith"}])
def test_what_differs_in_what_it_says_is_two(fields: dict[str, object]) -> None:
    assert len(compare(("Ours", "attention", {}), ("Ours", "attention", fields))) == 2


def test_comparisons_are_in_the_order_of_the_text() -> None:
    comparisons = compare(("Ours", "attention", {"start": 9}), ("attention", "Ours", {"start": 2}))
    assert [comparison.start for comparison in comparisons] == [2, 9]


def derive(*pairs: Pair, types: Mapping[str, Label] | None = None) -> list[Relation]:
    """What comparisons make of the paper."""
    relations = link_compared(*pairs, types=types).relations
    return [relation for relation in relations if relation.type not in ("proposes", "introduces")]


LEVEL = {"relation": "comparesWith"}


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("Ours", "attention", {}), ("outperforms", "attention", False)),
        (("Ours", "attention", {"denied": True}), ("outperforms", "attention", True)),
        (("Ours", "attention", LEVEL), ("comparesWith", "attention", False)),
        (("attention", "Ours", LEVEL), ("comparesWith", "attention", False)),
    ],
)
def test_what_its_own_is_compared_with_the_paper_is(pair: Pair, expected: tuple[str, str, bool]) -> None:
    (relation,) = derive(pair)
    assert (relation.type, relation.object, relation.negated) == expected


@pytest.mark.parametrize(
    ("pair", "types", "why"),
    [
        (("attention", "Ours", {}), {}, "the other is better"),
        (("attention", "parsing", {}), {}, "neither is the paper's own"),
        (("Ours", "Ours", LEVEL), {}, "its own is no rival of it"),
        (("Ours", "attention", {}), {"attention": "DATASET"}, "a dataset is not outperformed"),
        (("Ours", "attention", {}), {"Ours": "DATASET"}, "a dataset outperforms nothing"),
    ],
)
def test_other_comparisons_say_nothing_of_the_paper(pair: Pair, types: Mapping[str, Label], why: str) -> None:
    assert derive(pair, types=types) == [], why


def test_what_is_derived_is_as_sure_as_its_comparison_and_has_its_evidence() -> None:
    pair = ("Ours", "attention")
    (relation,) = derive((*pair, {"score": 0.4, "sentence_start": 0}), (*pair, {"score": 0.8, "sentence_start": 1}))
    assert (relation.score, relation.origin) == (0.8, "comparison")
    named = f"Paper a\n\n{'; '.join(LABELS)}"[relation.start : relation.end]
    assert (named, relation.sentence_start) == ("attention", 1)
    (added,) = derive((*pair, {"score": 0.9}), (*pair, {"score": 0.2, "origin": ORIGIN}))
    assert added.origin == ORIGIN, "what the user says goes before"
