"""Every rule matches in its example and not in its close miss."""

from __future__ import annotations

import re

import pytest

from kg.extraction.discourse.rule import Rule, combine, compile_words, to_lower
from scripts.evaluation.rule_groups import GROUPS
from tests.fixtures.marked_rules import matches

RULES = [
    pytest.param(rule, id=f"{name}: {rule.name}".replace(" ", "-"))
    for name, group in GROUPS.items()
    for rule in group.rules
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_matches_in_its_example(rule: Rule) -> None:
    assert matches(rule, rule.example)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_does_not_match_in_its_close_miss(rule: Rule) -> None:
    assert not matches(rule, rule.no_op), rule.why


@pytest.mark.parametrize("group", GROUPS.values(), ids=GROUPS)
def test_names_are_unique_in_a_table_and_everything_is_said(group) -> None:
    assert len({rule.name for rule in group.rules}) == len(group.rules)
    for rule in group.rules:
        assert rule.says.endswith(".")
        assert rule.why
        assert rule.example != rule.no_op


def test_words_are_whole_and_a_hyphen_goes_on_with_one() -> None:
    pattern = compile_words("on|over")
    assert [match[0] for match in pattern.finditer("On it, over-on upon over.")] == ["On", "over"]


@pytest.mark.parametrize(("text", "lower"), [("We WIN", "we win"), ("İ WIN", "İ win"), ("ΑΣ", "ας"), ("", "")])
def test_lower_case_leaves_each_character_in_its_place(text: str, lower: str) -> None:
    assert to_lower(text) == lower
    assert len(to_lower(text)) == len(text)


def test_combined_rules_match_as_the_first_of_them_does_where_a_word_begins() -> None:
    def rule(name: str, pattern: str) -> Rule:
        return Rule(name=name, says="", pattern=re.compile(pattern), example="", no_op="", why="")

    pattern = combine([rule("long one", "ab+"), rule("short", "a"), rule("late", "abc")])
    assert [(match.lastgroup, match[0]) for match in pattern.finditer(to_lower("abbc a ABC, baab"))] == [
        ("long_one", "abb"),
        ("short", "a"),
        ("long_one", "ab"),
    ]
