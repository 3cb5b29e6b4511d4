"""The key of a generation follows what a build knows, and the software that writes it."""

from __future__ import annotations

import re

import pytest

from kg.export import generation_key
from kg.export.generation_key import fingerprint_software, make_key
from kg.store.generations import KEY


def test_a_key_is_a_name_of_a_generation_and_follows_every_digest() -> None:
    key = make_key({"paper": "a", "facts": "b"})
    assert KEY.fullmatch(key)
    assert make_key({"facts": "b", "paper": "a"}) == key
    assert len({key, make_key({"paper": "b", "facts": "a"}), make_key({"paper": "ab"}), make_key({"paper": "a"})}) == 4


def test_the_software_is_kg_with_the_libraries_that_it_needs_and_no_others() -> None:
    assert re.fullmatch("[0-9a-f]{64}", fingerprint_software())
    libraries = generation_key._list_libraries()
    assert {"spacy", "rdflib", "pyoxigraph", "networkx", "numpy"} <= set(libraries)
    assert "pytest" not in libraries


def test_another_version_of_a_library_has_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = make_key({})
    fingerprint_software.cache_clear()
    monkeypatch.setattr(generation_key, "version", lambda library: "99")
    assert make_key({}) != before
    fingerprint_software.cache_clear()
