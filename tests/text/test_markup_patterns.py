"""The table of patterns: each kind is handled, and what must not begin a match begins none."""

import pytest

from kg.text.markup import find_edits
from kg.text.markup_patterns import PLAIN_GROUP, RULES, URL


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("www.a.org/~b", "url"),
        (r"\cite{", "drop"),
        ("frac{", "fraction"),
        (r"\href{", "two"),
        ("footnote{", "note"),
        (r"{\alpha}", "letter"),
        (r"{\em ", "switch"),
        ("textbf{", "style"),
        ("_{", "script"),
        (r"\leq", "command"),
        (r"\%", "escape"),
        ("$x$", "maths"),
        ("``", "quotes"),
        ("**x**", "bold"),
        ("&amp;", "entity"),
        ("</b>", "tag"),
        ("\u2019", "character"),
    ],
)
def test_the_kind_of_a_match(text: str, kind: str) -> None:
    match = RULES.search(text)
    assert match is not None
    assert match.lastgroup == kind


@pytest.mark.parametrize("text", ["sometimes256", "a plain sentence, 3.5", "sim2real", "Node.js and Dr.V"])
def test_ordinary_words_match_nothing(text: str) -> None:
    assert RULES.search(text) is None


@pytest.mark.parametrize("url", ["https://a.b/c{d}e", "www.a.org", "github.com/a/b", "hf.co/x"])
def test_a_url_is_matched_whole_and_never_edited(url: str) -> None:
    assert URL.fullmatch(url)
    assert find_edits(url) == ([], [])


def test_a_group_of_words_is_plain_and_a_set_is_not() -> None:
    assert PLAIN_GROUP.fullmatch("LOST Repo")
    assert PLAIN_GROUP.fullmatch("-1, 0, +1") is None
