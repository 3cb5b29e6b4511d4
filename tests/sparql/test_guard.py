"""The word SERVICE in a query: the keyword in any way to read the text, or a part of something else."""

from __future__ import annotations

import pytest

from kg.sparql.guard import may_use_service

PART = "SERVICE<http://x/>{ ?s ?p ?o }"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "?s ?p 1",
        "?s ?p true",
        "?s ?p ?o.",
        "?s ?p 'a'",
        '?s ?p "a\\""',
        "?s ?p '''a'b''c\\''''",
        '?s ?p """a\n"b"""',
        "?s ?p ''",
        "?s ?p <http://x/#'> ",
        "?s ?p ?o # it's\n",
        "?s ?p kg:a\\' ",
        "?s ?p kg:a\\# ",
        "(?a kg:b\\'''''",  # two empty strings behind the name, not the start of a long one
        "FILTER(?a<'b&&?c>')",  # a comparison with a string, not an IRI and the start of a string
        "FILTER(?a<?b#c>'''\n)",  # a comparison and a comment, not an IRI and the start of a string
        "FILTER(?a<?b)",
    ],
)
def test_it_is_the_keyword(before: str) -> None:
    text = f"SELECT * {{ {before}{PART}"
    assert may_use_service(text)
    assert may_use_service(f"{text} '#'''\"\"\"")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p ?o }",
        f"SELECT * {{ ?s ?p '{PART}' }}",
        f'SELECT * {{ ?s ?p """{PART}" ""\\"""" }}',
        f"SELECT * {{ ?s ?p ?o }} # {PART}",
        "SELECT * { ?s ?p <http://x/SERVICE> }",
        "SELECT ?service $services { ?service ?p $services }",
        "SELECT * { ?s kg:service ?o ; kg:a.b-c:service ?o ; kg:a\\'service ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?p > 'a service') }",
        "SELECT * { ?s ?p '''it's a service''' , 'a \\'service\\'' }",
    ],
)
def test_it_is_a_part_of_something_else(text: str) -> None:
    assert not may_use_service(text)


def test_a_prefix_that_ends_in_it_is_taken_for_it() -> None:
    assert may_use_service("SELECT * { SERVICEx:y { ?s ?p ?o } }")
    assert may_use_service("PREFIX my-service: <http://x/> SELECT * { ?s my-service:y ?o }")
