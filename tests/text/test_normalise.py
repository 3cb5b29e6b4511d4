"""Which spellings the normaliser takes for one name, and which it must keep apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.normalise import normalise, singularise, surface_form

DATA = Path(__file__).parents[1] / "data" / "names"


def pairs(file: str) -> list[tuple[str, str]]:
    """Pairs of surfaces, tab-separated, one a line; lines that start with "## " are headings."""
    lines = (DATA / file).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("## ")]
    return [(left, right) for left, right in rows]


@pytest.mark.parametrize(("left", "right"), pairs("same_spelling.tsv"))
def test_spellings_of_one_name_have_one_key(left: str, right: str) -> None:
    assert normalise(left) == normalise(right) != ""


@pytest.mark.parametrize(("left", "right"), pairs("other_name.tsv"))
def test_other_names_have_other_keys(left: str, right: str) -> None:
    assert normalise(left) != normalise(right)


@pytest.mark.parametrize("surface", ["", "   ", "()", "$$", "--"])
def test_only_what_names_nothing_has_an_empty_key(surface: str) -> None:
    assert normalise(surface).strip("-") == ""


@pytest.mark.parametrize("mark", ["\u202b", "\u2069", "\u061c", "\ufe0f", "\ufffe"])
def test_what_cannot_be_seen_tells_no_names_apart(mark: str) -> None:
    assert normalise(f"{mark}Ret{mark}Net{mark}") == normalise("RetNet")
    assert normalise(mark) == ""


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_a_key_is_its_own_key(surface: str) -> None:
    assert normalise(normalise(surface)) == normalise(surface)


@given(st.lists(st.sampled_from(["Pre", "training", "GPT", "4", "models", "LLMs", "3.5", "B", "256x256"]), min_size=1))
def test_separators_are_interchangeable(words: list[str]) -> None:
    assert len({normalise(separator.join(words)) for separator in (" ", "-", "_", "‑", "–", "  ")}) == 1


@given(st.from_regex(r"[A-Z][a-z]{2,6}", fullmatch=True), st.integers(0, 99), st.integers(0, 99))
def test_digits_always_tell_names_apart(name: str, number: int, other: int) -> None:
    assert (normalise(f"{name}-{number}") == normalise(f"{name} {other}")) == (number == other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("LLMs", "LLM"),
        ("GANs", "GAN"),
        ("policies", "policy"),
        ("losses", "loss"),
        ("matrices", "matrix"),
        ("CLIPS", "CLIPS"),
        ("AIS", "AIS"),
        ("analysis", "analysis"),
        ("robotics", "robotics"),
        ("Bayes", "Bayes"),
        ("1990s", "1990s"),
        ("iOS", "iOS"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singularise(word) == expected


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
