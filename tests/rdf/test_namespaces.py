"""Prefixes: which namespace abbreviates an IRI, and what is left as it is."""

import pytest

from kg.rdf.namespaces import ID_BASE, KG, KINDS, VOCABULARIES, PrefixMap, prefixes

NESTED = PrefixMap({"a": "http://x/", "b": "http://x/y/", "c": "http://x/y#"})


@pytest.mark.parametrize(
    ("iri", "prefixed"),
    [
        ("http://x/z", "a:z"),
        ("http://x/y/z", "b:z"),  # the longest namespace wins
        ("http://x/y#z", "c:z"),
        ("http://x/", "a:"),
        ("http://x/y", "a:y"),
    ],
)
def test_the_longest_namespace_abbreviates(iri: str, prefixed: str) -> None:
    assert NESTED.compress(iri) == prefixed
    assert NESTED.expand(prefixed) == iri


@pytest.mark.parametrize("iri", ["http://y/", "http://", "", "see http://x/z", "HTTP://x/z"])
def test_an_iri_in_no_namespace_stays(iri: str) -> None:
    assert NESTED.compress(iri) == iri
    assert NESTED.split(iri) is None


def test_no_prefixes_abbreviate_nothing() -> None:
    assert PrefixMap({}).compress("http://x/") == "http://x/"


def test_of_two_prefixes_for_one_namespace_the_first_is_written() -> None:
    both = PrefixMap({"b": "http://x/", "a": "http://x/"})
    assert both.compress("http://x/z") == "b:z"
    assert both.expand("a:z") == "http://x/z"


def test_a_format_says_which_names_it_has_and_how_it_writes_other_iris() -> None:
    shorten = NESTED.make_shortener(lambda prefix, local: f"{prefix}:{local}" if local else None, "<{}>".format)
    written = [shorten(iri) for iri in ("http://x/y/z", "http://x/", "http://y/", "http://x/y/z")]
    assert written == ["b:z", "<http://x/>", "<http://y/>", "b:z"]


def test_without_another_form_an_iri_that_is_not_abbreviated_stays() -> None:
    assert NESTED.make_shortener(lambda prefix, local: None)("http://x/z") == "http://x/z"


def test_an_unknown_prefix_is_an_error() -> None:
    with pytest.raises(KeyError, match="d"):
        NESTED.expand("d:z")


def test_a_local_name_may_hold_colons() -> None:
    assert NESTED.expand("a:b:c") == "http://x/b:c"


def test_it_is_a_mapping_in_the_order_given() -> None:
    assert dict(NESTED) == {"a": "http://x/", "b": "http://x/y/", "c": "http://x/y#"}
    assert list(NESTED) == ["a", "b", "c"]
    assert len(NESTED) == 3


@pytest.mark.parametrize("base", [ID_BASE, "https://example.org/graph/"])
def test_things_are_named_below_the_base(base: str) -> None:
    known = prefixes(base)
    assert known.base == base
    assert list(known) == sorted({*VOCABULARIES, *KINDS})
    assert known.compress(f"{base}paper/a") == "paper:a"
    assert known.compress(f"{KG}uses") == "kg:uses"
