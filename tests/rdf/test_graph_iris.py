from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse.network import to_networkx
from kg.model.knowledge import Knowledge
from kg.rdf.iris import GraphIris, make_link_iri


@given(st.text(), st.sampled_from(["", "https://", "https://example.org/", "http://a:b@c", "https://x/?q=", "mailto:"]))
def test_every_link_is_a_legal_iri(text: str, start: str) -> None:
    iri = make_link_iri(start + text)
    assert pyoxigraph.NamedNode(iri).value == iri  # it raises where the text is no IRI


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://x.org/?q=a%20b&c=d#e", "https://x.org/?q=a%20b&c=d#e"),
        ("http://localhost:8000/x", "http://localhost:8000/x"),
        ("https://x.org/a b", "https://x.org/a%20b"),
        ("https://x.org/100%", "https://x.org/100%25"),
        ("https://x.org/a[1]#b#c", "https://x.org/a%5B1%5D#b%23c"),
        ("github.com/a/b", "https://github.com/a/b"),
    ],
)
def test_a_link_stays_itself_but_for_what_no_iri_holds(url: str, expected: str) -> None:
    assert make_link_iri(url) == expected


def test_an_entity_is_named_by_its_identifier_as_it_stands() -> None:
    assert GraphIris("https://x.org/").entity("method/c%2B%2B~language") == "https://x.org/method/c%2B%2B~language"


@pytest.mark.parametrize("identifier", ["method/", "paper/x", "method/a b", "method/100%", "x"])
def test_an_entity_identifier_that_nobody_mints_is_refused(identifier: str) -> None:
    with pytest.raises(ValueError, match="Unexpected entity identifier"):
        GraphIris().entity(identifier)


def test_papers_and_results_are_named_as_in_every_graph(knowledge: Knowledge) -> None:
    ids = GraphIris("https://x.org/")
    graph = to_networkx(knowledge)
    for facts in knowledge.papers:
        made = [ids.paper(facts.paper.id), *(iri for iri, _ in ids.results(facts))]
        assert all(iri.removeprefix("https://x.org/") in graph for iri in made)
