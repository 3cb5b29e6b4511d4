"""The reason for each spelling of an entity."""

import pytest

from kg.model.knowledge import Merge
from kg.resolve.merges.explain import classify_spelling, explain_merges
from kg.resolve.resolution_graph import Link
from tests.fixtures.resolution import count_names, node

IDS = [f"p{i}" for i in range(9)]
FORMS = count_names([("GPT-4", "MODEL", 2), ("GPT4", "MODEL", 1), ("gpt four", "MODEL", 1)])
GPT4, FOUR = node("GPT-4"), node("gpt four")


@pytest.mark.parametrize(
    ("surface", "name", "reason"),
    [
        ("muon", "Muon", "case"),
        ("$\\pi$-Net", "π-Net", "residue"),
        ("LLMs", "LLM", "plural"),
        ("policies", "policy", "plural"),
        ("GPT4", "GPT-4", "spelling"),
        ("normalisation", "normalization", "spelling"),
    ],
)
def test_how_a_spelling_differs_from_the_name(surface: str, name: str, reason: str) -> None:
    assert classify_spelling(surface, name) == reason


def test_every_surface_but_the_name_has_a_reason_and_papers() -> None:
    alias = Link(FOUR, GPT4, "known alias", "It is a well-known name of GPT-4.")
    assert list(explain_merges("GPT-4", [GPT4, FOUR], IDS, FORMS, {FOUR: [alias]})) == [
        Merge("GPT4", "spelling", "It is GPT-4 in another spelling.", ("p0", "p1", "p2")),
        Merge("gpt four", "known alias", "It is a well-known name of GPT-4.", ("p3",)),
    ]


def test_the_strongest_link_is_the_reason_with_the_papers_that_show_it() -> None:
    links = [Link(FOUR, GPT4, "wording", "weak", (1,)), Link(FOUR, GPT4, "abbreviation", "strong", (0, 8))]
    (merge,) = explain_merges("GPT-4", [FOUR], IDS, FORMS, {FOUR: links})
    assert (merge.reason, merge.detail, merge.papers) == ("abbreviation", "strong", ("p0", "p8"))


def test_a_node_without_links_writes_the_same_name_and_one_without_papers_is_left_out() -> None:
    (merge,) = explain_merges("Zorg", [FOUR, node("zorg")], IDS, FORMS, {})
    assert (merge.surface, merge.detail) == ("gpt four", "It writes the same name as other spellings here.")
