from __future__ import annotations

from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.export.rdf.identifiers import Identifiers, link, tail
from kg.records import Knowledge

HOSTILE = st.text(alphabet=st.one_of(st.sampled_from('ab~%20/.<> "\\^`{|}#?é\u202e\x00'), st.characters()), min_size=1)


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
    assert tail(text) == expected


@given(HOSTILE)
def test_every_tail_makes_a_legal_iri(text: str) -> None:
    pyoxigraph.NamedNode(f"https://example.org/{tail(text)}")


@given(HOSTILE, HOSTILE)
def test_different_texts_have_different_tails(one: str, other: str) -> None:
    assert (tail(one) == tail(other)) == (one == other)


@given(st.text(), st.sampled_from(["", "https://", "https://example.org/", "http://a:b@c", "https://x/?q=", "mailto:"]))
def test_every_link_is_a_legal_iri(text: str, start: str) -> None:
    pyoxigraph.NamedNode(link(start + text))


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
    assert link(url) == expected


def test_an_entity_is_named_by_its_identifier_as_it_stands() -> None:
    assert Identifiers("https://x.org/").entity("method/c%2B%2B~language") == "https://x.org/method/c%2B%2B~language"


@pytest.mark.parametrize("identifier", ["method/", "paper/x", "method/a b", "method/100%", "x"])
def test_an_entity_identifier_that_nobody_mints_is_refused(identifier: str) -> None:
    with pytest.raises(ValueError, match="Unexpected entity identifier"):
        Identifiers().entity(identifier)


def test_results_at_one_place_are_told_apart_by_what_they_are_about(knowledge: Knowledge) -> None:
    hostile = knowledge.papers[0]
    two = Identifiers().results(hostile)
    assert len({iri for iri, _ in two}) == 2
    turned = replace(hostile, results=hostile.results[::-1])
    assert Identifiers().results(turned) == two


def test_a_result_said_twice_is_one(knowledge: Knowledge) -> None:
    guided = knowledge.papers[2]
    first = guided.results[0]
    doubled = replace(guided, results=(replace(first, score=0.1), *guided.results))
    results = Identifiers().results(doubled)
    assert results[0] == (
        "https://w3id.org/kg-papers/id/result/guided-diffusion-0a1b2c~48-52",
        first,
    )
    assert len(results) == 3
