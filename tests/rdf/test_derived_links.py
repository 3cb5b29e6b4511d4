"""What `derived.ttl` states: links and communities that were computed, and no text states."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model.derived import Community, ConceptLink, Derived
from kg.rdf.derived_links import state_derived
from kg.rdf.iris import GraphIris
from kg.rdf.terms import Iri


@pytest.mark.parametrize(
    "pattern",
    [
        "?l a kg:Link ; kg:between method:classifier-free-guidance, model:sit ; kg:sharedPapers 2 ; kg:weight 0.1235",
        "?c a kg:Community, skos:Collection ; skos:prefLabel 'guidance, \"SiT\"' ; skos:member model:sit ; "
        "kg:themeOf paper:guided-diffusion-0a1b2c",
        "?d a void:Dataset, prov:Entity ; dcterms:isPartOf ?g ; prov:wasGeneratedBy ?run . ?run a prov:Activity",
    ],
)
def test_it_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert ask(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "?l kg:between ?a, ?b, ?c . FILTER (?a != ?b && ?b != ?c && ?a != ?c)",  # a link has two ends
        "GRAPH <urn:derived.ttl> { ?s kg:evidence ?m }",  # no text states a link
        "GRAPH <urn:derived.ttl> { ?s kg:mentions ?e }",  # facts are in their own graph
    ],
)
def test_it_never_states(ask: Callable[[str], bool], pattern: str) -> None:
    assert not ask(pattern)


def test_two_links_of_one_entity_are_two_things() -> None:
    views = Derived(
        links=(ConceptLink("model/a", "model/b", 2, 0.5), ConceptLink("model/a", "model/c", 2, 0.5)),
        communities=(Community(0, "a", ("model/a",), ()), Community(1, "b", ("model/b",), ())),
    )
    iris = [subject.iri for subject in state_derived(views, Iri("urn:run"), GraphIris())]
    assert len(iris) == len(set(iris)) == 1 + 2 + 2


def test_without_anything_computed_the_graph_describes_itself_alone() -> None:
    (alone,) = state_derived(Derived(links=(), communities=()), Iri("urn:run"), GraphIris())
    assert alone.iri == GraphIris().derived
