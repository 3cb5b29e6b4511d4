"""Name keys that entities share, and results of one thing whose values differ; what is none of these."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kg.bounds.doubt import SHOW_ALL, Bounds, set_apart
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts
from kg.model.records import Paper
from kg.model.types import Label
from kg.rdf.cross_links import CrossLinks, find_cross_links, list_name_keys
from kg.rdf.doubtful import state_doubtful
from kg.rdf.facts import state_facts
from kg.rdf.iris import GraphIris
from kg.rdf.terms import Iri, Term, expand, make_literal
from tests.fixtures.results import result

IDS = GraphIris()


def entity(label: Label, name: str, *aliases: str, hidden: tuple[str, ...] = ()) -> Entity:
    identifier = EntityId(f"{label.lower()}/{name.lower()}")
    return Entity(identifier, label, name, tuple((alias, 1) for alias in aliases), hidden, 1, 1)


NET, OTHER = entity("MODEL", "Net", "BN"), entity("MODEL", "Other", hidden=("bn",))
SET, FID = entity("DATASET", "Set"), entity("METRIC", "FID")
ENTITIES = (NET, OTHER, SET, FID)
MEASURED = {"subject": NET.id, "dataset": SET.id, "metric": FID.id}


def paper(name: str, *values: str, **fields: Any) -> PaperFacts:
    """A paper that reports values of one thing, but for what `fields` say otherwise."""
    results = tuple(result(value, 10 * n, **(MEASURED | fields)) for n, value in enumerate(values))
    mentions = tuple(LinkedMention(0, 1, row.type, row.name, row.id, 0.9, "") for row in ENTITIES)
    return PaperFacts(Paper(name, name, "Text."), mentions, (), results, (), ())


def find(*papers: PaperFacts) -> CrossLinks:
    return find_cross_links(ENTITIES, papers, {row.id: row for row in ENTITIES}, IDS)


def test_a_key_that_two_entities_have_is_stated_of_both_and_no_other_is() -> None:
    shared = (expand("kg:sharedNameKey"), make_literal("bn"))
    assert find().entities == {NET.id: [shared], OTHER.id: [shared]}
    assert list_name_keys(NET) == {"net", "bn"}


def test_a_lower_value_is_linked_to_every_higher_one_in_any_paper() -> None:
    first, second = paper("a", "1.5", "2"), paper("b", "10", "2.0")
    iris = [iri for facts in (first, second) for iri, _ in IDS.results(facts)]
    links = {iri: [other for _, other in pairs] for iri, pairs in find(first, second).results.items()}
    low, two, ten, same = iris
    assert links == {low: [*sorted([two, same]), ten], two: [ten], same: [ten]}
    assert find(second, first).results == find(first, second).results


@pytest.mark.parametrize(
    "other",
    [
        paper("b", "2", subject=OTHER.id),
        paper("b", "2", dataset=None),
        paper("b", "2", metric=None),
        paper("b", "2", kind="delta"),
        paper("b", "2", low="2", high="3"),
        paper("b", "many"),
        paper("b", "1.50"),
        paper("b", "2", subject=FID.id),  # a metric is no subject, so that the graph states none
    ],
)
def test_what_is_no_other_value_of_the_same_thing(other: PaperFacts) -> None:
    assert find(paper("a", "1.5"), other).results == {}


def test_pairs_that_are_known_are_left_out() -> None:
    few, many = find(paper("a", "1")), find(paper("a", "1", "2", "3"))
    assert many.without(many) == CrossLinks({}, {})
    assert many.without(few).results == many.results


def test_links_of_doubtful_results_are_stated_with_these() -> None:
    sure, doubtful = paper("a", "1"), paper("b", "2")
    doubtful = replace(doubtful, results=tuple(replace(row, score=0.1) for row in doubtful.results))
    knowledge = Knowledge((sure, doubtful), ENTITIES, ())
    link = expand("kg:lowerThan")

    def state(bounds: Bounds) -> tuple[set[tuple[Iri, Term]], set[tuple[Iri, Term]]]:
        apart = set_apart(knowledge, bounds)
        subjects = state_facts(apart.sure, IDS), state_doubtful(apart, Iri("urn:run"), IDS)
        facts, rest = ({(s.iri, o) for s in stated for p, o in s.pairs if p == link} for stated in subjects)
        return facts, rest

    whole, nothing = state(SHOW_ALL)
    assert len(whole) == 1
    assert nothing == set()
    assert state(Bounds({**SHOW_ALL.least, "result": 0.5})) == (set(), whole)
