"""IRIs and addresses."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest

from kg.rdf.iris import make_tail
from kg.serve.addresses import find_address, find_tails
from kg.text.identifiers import slugify

BASE = "https://w3id.org/kg-papers/id/"


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{BASE}method/cfg", "/id/method/cfg"),
        (f"{BASE}method/évil", "/id/method/%C3%A9vil"),
        (f"{BASE}merge/~a%20b", "/id/merge/~a%20b"),
        (f"{BASE}mention/a~1-2#target", "/id/mention/a~1-2#target"),
        ("https://w3id.org/kg-papers/schema#uses", "/schema"),
        ("https://example.org/x", "https://example.org/x"),
        ("javascript:alert(1)", None),
        ("urn:x", None),
    ],
)
def test_where_an_iri_leads(iri: str, expected: str | None) -> None:
    assert find_address(iri, BASE) == expected


STEP_UP = re.compile(r"(?:\.|%2e){1,2}", re.IGNORECASE)
"""A segment that browsers, and most other clients, take for a step up (https://url.spec.whatwg.org/)."""


@pytest.mark.parametrize(
    "text",
    [
        *("cfg", "évil", "a b", "a%20b", "C++", "(q=1)", "x~y", "日本", "a\u200bb", "50%", "a%C3%A9", "a/b", "a//b"),
        *(
            "a%2Fb",
            "a;b",
            "a?b#c",
            "/",
            "a&b='c'",
            "..",
            "a/../c",
            "../../c",
            "c/..",
            "a/./c",
            ".",
            "é/../ü",
            "😀-𝓐",
            "é→ü",
        ),
        *("a/%2E%2e/c", "a/%2E%2E/c", "a/%2E./c", "a/%252E%252E/c", "a/%25252E/c", "a/...", "a..", "..a"),
    ],
)
def test_the_address_of_an_identifier_leads_back_to_it(text: str) -> None:
    for identifier in (f"method/{make_tail(text)}", f"method/{slugify(text)}"):
        check_address(identifier)


def check_address(identifier: str) -> None:
    to = find_address(BASE + identifier, BASE)
    assert to is not None
    assert urlsplit(to).path == to
    assert to.isascii()
    assert not any(map(STEP_UP.fullmatch, to.split("/")))
    assert identifier in find_tails(to.removeprefix("/id/"))
    assert identifier in find_tails(quote(identifier, safe="/%;?:@&='()+~!$*,"))  # of a client that changes nothing


@pytest.mark.parametrize(
    ("path", "likeliest"),
    [
        ("method/%c3%a9", "method/é"),
        ("method/%7Ex", "method/~x"),
        ("method/a%2fb", "method/a%2Fb"),
        ("method/%ff", "method/%FF"),
        ("method/%3Cscript%3E", "method/%3Cscript%3E"),
    ],
)
def test_escapes_that_are_not_needed_are_undone(path: str, likeliest: str) -> None:
    assert find_tails(path)[0] == likeliest
