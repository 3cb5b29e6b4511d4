"""The IRIs of things: legal, readable, the same in every run."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analyse.network import to_networkx
from kg.model.knowledge import EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from kg.model.results import Result
from kg.rdf.iris import GraphIris, identify_comparisons, identify_results, make_link_iri, make_tail
from tests.fixtures.comparisons import comparison
from tests.fixtures.results import result

HOSTILE = st.text(alphabet=st.one_of(st.sampled_from('ab~%20/.<> "\\^`{|}#?é\u202e\x00'), st.characters()), min_size=1)
RESULT = result("1.19", 48, metric="metric/fid", sentence_end=60, score=0.5)


def _facts(*results: Result[EntityId]) -> PaperFacts:
    return PaperFacts(Paper("p", "T", "A"), (), (), results, (), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("guided-diffusion-0a1b2c", "guided-diffusion-0a1b2c"),
        ("%24100k-or-100-days%3A-x", "%24100k-or-100-days%3A-x"),
        ("10.1145/12.3", "10.1145/12.3"),
        ("a b/c<d>", "~a%20b/c%3Cd%3E"),
        ("a%20b", "a%20b"),
        ("a b", "~a%20b"),
        ("~a%20b", "~~a%2520b"),
        ("100%", "~100%25"),
        ("..", "~%2E%2E"),
        ("naïve", "naïve"),
        ("a#b", "~a%23b"),
    ],
)
def test_a_text_is_a_readable_tail(text: str, expected: str) -> None:
    assert make_tail(text) == expected


@given(HOSTILE)
def test_every_tail_makes_a_legal_iri(text: str) -> None:
    iri = f"https://example.org/{make_tail(text)}"
    assert pyoxigraph.NamedNode(iri).value == iri  # it raises where the text is no IRI


@given(HOSTILE, HOSTILE)
def test_different_texts_have_different_tails(text: str, other: str) -> None:
    assert (make_tail(text) == make_tail(other)) == (text == other)


def test_results_at_one_place_are_told_apart_by_what_they_are_about() -> None:
    other = replace(RESULT, metric="metric/accuracy")
    two = identify_results(_facts(RESULT, other))
    assert len({identifier for identifier, _ in two}) == 2
    assert identify_results(_facts(other, RESULT)) == two


def test_a_result_is_identified_as_in_every_graph_so_far() -> None:
    """The digest is of all fields of the record in their order: another field or order would give other identifiers."""
    identifiers = [name for name, _ in identify_results(_facts(RESULT, replace(RESULT, metric="metric/kid")))]
    assert identifiers == ["result/p~48-52~d07a97c5", "result/p~48-52~f3b39fdc"]


def test_a_result_said_twice_is_one_and_the_surer_is_kept() -> None:
    assert identify_results(_facts(replace(RESULT, score=0.1), RESULT)) == [("result/p~48-52", RESULT)]


def test_comparisons_of_one_stretch_are_told_apart_by_what_they_are_about() -> None:
    first = comparison("method/a", "method/b", 48)
    (alone,) = identify_comparisons(replace(_facts(RESULT), comparisons=(first,)))
    assert alone == ("comparison/p~48-58", first)
    both = replace(_facts(RESULT), comparisons=(first, replace(first, subject="method/c")))
    assert len({identifier for identifier, _ in identify_comparisons(both)}) == 2


# ---- links and the IRIs of a graph


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
