from __future__ import annotations

import json

import pytest

from kg.pictures.pages.shared import build_policy, drop_surrogates, hash_source, keep_web_link, to_json_block


@pytest.mark.parametrize("text", ["</script ", "<!--", "a & b", "]]>", "\u2028\u2029", "😀é\n\"\\'"])
def test_a_block_holds_nothing_that_markup_or_script_could_end_at(text: str) -> None:
    block = to_json_block({text: [text]})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {text: [text]}


def test_what_json_cannot_write_is_an_error() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_json_block([float("nan")])


def test_a_policy_allows_what_it_is_given_and_fetches_nothing() -> None:
    assert hash_source("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"  # the well-known hash of nothing
    rules = build_policy(["a", "b"], "c").split("; ")
    assert rules[0] == "default-src 'none'"
    assert f"script-src {hash_source('a')} {hash_source('b')}" in rules
    assert f"style-src {hash_source('c')}" in rules
    assert {"connect-src 'none'", "img-src 'none'", "base-uri 'none'", "form-action 'none'"} <= set(rules)


def test_half_a_surrogate_pair_does_not_reach_a_file() -> None:
    assert drop_surrogates("a\ud800b\udc00😀") == "a\ufffdb\ufffd😀"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (" https://papers.test/1 ", "https://papers.test/1"),
        ("HTTP://papers.test", "HTTP://papers.test"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//papers.test", ""),
        ("https:", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_what_leads_to_the_web_is_a_link(url: str, link: str) -> None:
    assert keep_web_link(url) == link
