"""Papers found by title, with typing errors."""

from __future__ import annotations

import pytest

from kg.search.title_search import Title, TitleIndex, search_titles

PAPERS = [
    Title("a", "Guiding a Diffusion Transformer", "2401.00001"),
    Title("b", "Guiding a Diffusion Transformer by Itself", None),
    Title("c", "Attention Is Not All You Need: a Caf\u00e9 Study", "2402.00002"),
    Title("d", "On $\\alpha$-Divergence_and FID", None),
    Title("e", "Transformers for Vision", None),
]


def find_papers(text, limit=10):
    return [(hit.paper.id, hit.how, hit.score) for hit in search_titles(TitleIndex.of(PAPERS), text, limit=limit)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("guiding a diffusion-transformer", [("a", "name", 100), ("b", "prefix", 80)]),
        ("Guiding a Diff", [("a", "prefix", 80), ("b", "prefix", 80)]),
        ("diffusion guiding", [("a", "words", 70), ("b", "words", 70)]),
        ("diffusion guid", [("a", "words", 65), ("b", "words", 65)]),
        ("cafe\u0301 study", [("c", "words", 70)]),
        ("alpha divergence", [("d", "words", 70)]),
        ("c", [("c", "identifier", 100)]),
        ("arXiv:2402.00002v3", [("c", "identifier", 100)]),
        ("https://arxiv.org/abs/2401.00001", [("a", "identifier", 100)]),
        ("paper/e", [("e", "identifier", 100)]),
        ("https://w3id.org/kg-papers/id/paper/e", [("e", "identifier", 100)]),
        ("nothing like it", []),
        ("", []),
        ("...", []),
        ("x" * 401, []),
    ],
)
def test_how_a_paper_is_found(text, expected):
    got = find_papers(text)
    assert got[: len(expected)] == expected
    assert all(score < expected[-1][2] for _, _, score in got[len(expected) :]) if expected else got == []


def test_typing_errors_are_allowed_in_words_and_in_the_whole():
    assert find_papers("atention is all you ned")[0] == ("c", "similar", 46.8)
    assert find_papers("guidng a difusion transfomer")[0][:2] == ("a", "similar")


def test_the_best_are_kept_whatever_their_order():
    assert find_papers("guiding", limit=1) == [("a", "prefix", 80)]
    assert search_titles(TitleIndex.of(reversed(PAPERS)), "guiding") == search_titles(TitleIndex.of(PAPERS), "guiding")
