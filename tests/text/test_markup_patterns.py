"""The table of patterns: each kind is handled, and what must not begin a match begins none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.markup import find_edits
from kg.text.markup_patterns import _START, PLAIN_GROUP, RULES, URL, may_hold_url

PIECES = (
    "http://a.b", "www.a.b", "hf.co/x", "\\cite{", "label{", "frac{", "href{", "unicode{x2013}", "x2014",
    "footnote{", "{\\alpha}", "{\\em ", "textbf{", "red{", "\\foo*{", "_{", "\\'{e}", "\\times", "\\em ", "\\%",
    "\\,", "$x$", "times", "×", "sim", "approx", "leq", "Delta", "pm", "rightarrow", "longrightarrow", "uparrow",
    "~", "``", "''", "--", "---", "**x**", "*x*", "&amp;", "</b>", ".", "!", "We ", "Yes, ", "\u00a0", "{", "}",
    "â\x80\x93", "e\u0301", "\t", "\u2019", "word", "A", " ", "7", ",", "(", ")", "\n", "-", ":", "x",
)  # fmt: skip
_WITHIN_WORD = re.compile(r"(?<=[A-Za-z])[A-Za-z](?![\u0300-\u036f])")  # where no name of markup begins


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


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_match_begins_where_the_look_ahead_says_that_none_can(text: str) -> None:
    start, bare = re.compile(_START), re.compile(RULES.pattern.removeprefix(_START))
    for at in range(len(text)):
        within_word = _WITHIN_WORD.match(text, at)
        assert start.match(text, at) or within_word or not bare.match(text, at), (text, at)


@pytest.mark.parametrize("text", ["sometimes256", "a plain sentence, 3.5", "sim2real", "Node.js and Dr.V"])
def test_ordinary_words_match_nothing(text: str) -> None:
    assert RULES.search(text) is None


@pytest.mark.parametrize("url", ["https://a.b/c{d}e", "www.a.org", "github.com/a/b", "hf.co/x"])
def test_a_url_is_matched_whole_and_never_edited(url: str) -> None:
    assert URL.fullmatch(url)
    assert may_hold_url(f"See {url}.")
    assert find_edits(url) == ([], [])


def test_a_group_of_words_is_plain_and_a_set_is_not() -> None:
    assert PLAIN_GROUP.fullmatch("LOST Repo")
    assert PLAIN_GROUP.fullmatch("-1, 0, +1") is None
