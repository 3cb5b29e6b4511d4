"""A spelling with its display text and its merge key."""

import pytest

from kg.text.normalise import normalise
from kg.text.surface_form import surface_form


@pytest.mark.parametrize(
    ("text", "display", "key"),
    [
        ("LLMs", "LLMs", "llm"),
        ("$\\beta$-VAE", "β-VAE", normalise("β-VAE")),
        ("two\n  words", "two words", "twoword"),
        ("!!", "!!", "!!"),  # nothing but signs
        ("()", "()", "()"),
    ],
)
def test_what_is_derived_from_a_spelling(text: str, display: str, key: str) -> None:
    form = surface_form(text)
    assert (form.text, form.display, form.key) == (text, display, key)


def test_spellings_are_ordered_by_their_text() -> None:
    assert sorted(map(surface_form, ("b", "A", "a"))) == [surface_form(text) for text in ("A", "a", "b")]
