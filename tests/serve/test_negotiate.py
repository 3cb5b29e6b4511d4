"""Which format suits an Accept header."""

from __future__ import annotations

import pytest

from kg.serve import negotiate
from kg.serve.negotiate import MOST_CHARACTERS, choose

OFFERED = ["text/turtle", "application/n-triples", "application/rdf+xml", "text/csv"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("application/*", "application/n-triples"),
        ("text/csv;q=0.5, application/rdf+xml", "application/rdf+xml"),
        ("text/csv;q=0.5, application/rdf+xml;q=0.4", "text/csv"),
        ("text/csv ; q=0.5 , application/rdf+xml ;Q=0.6", "application/rdf+xml"),
        ("application/rdf+xml, text/csv", "application/rdf+xml"),
        ("text/csv, application/rdf+xml", "application/rdf+xml"),  # equals: the first that is offered
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("*/*, text/turtle;q=0", "application/n-triples"),  # the closest range decides
        ("text/*;q=0.2, text/turtle;q=0.1, */*;q=0.15", "text/csv"),
        ("text/csv;charset=utf-8;q=0.9, text/turtle;q=0.8", "text/csv"),
        ('text/csv;x="a,text/turtle;q=1";q=0.1, application/n-triples;q=0.2', "application/n-triples"),
        ("text/html, image/png", None),
        ("text/csv;q=0", None),
        ("*/*;q=0", None),
        ("text/csv;q=1..2, application/n-triples;q=0.1", "application/n-triples"),  # a part that cannot be read
        ("nonsense", "text/turtle"),
        ('text/csv;x="a,text/html', "text/csv"),  # a string that nothing ends
        ('text/csv;x="a\\', "text/csv"),
        ("text/csv;q=0.2, text/csv;q=0.4, application/n-triples;q=0.3", "text/csv"),
    ],
)
def test_the_best_of_what_there_is(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen


FILLING = "," * (MOST_CHARACTERS - len("text/csv;q=0.5"))


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (f"text/csv;q=0.5{FILLING}", "text/csv"),
        (f"text/csv;q=0.5{FILLING},application/rdf+xml", "text/csv"),
        (f"text/csv;q=0.5{FILLING},application/rdf+xml,text/turtle;q=0.1", "text/csv"),
        (f"text/csv;q=0.5{FILLING[19:]}application/rdf+xml;q=0.1", "text/csv"),  # what is cut is its weight
        (f"text/csv;q=0.4{FILLING[4:]}text/turtle;q=0.9", "text/csv"),  # half of it is not "text/t"
    ],
)
def test_what_is_far_behind_is_not_read(accept: str, chosen: str) -> None:
    assert choose(accept, OFFERED) == chosen


def test_no_header_makes_a_pattern_start_over() -> None:
    # A pattern that backtracks over the rest from each quotation mark would take longer than the suite.
    assert choose('"\\' * 50_000_000, OFFERED) == "text/turtle"
    assert negotiate._QUOTED.sub("", '"\\' * 1_000_000) == ""
