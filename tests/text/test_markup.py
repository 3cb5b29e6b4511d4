r"""Which edits hide markup, which pairs they leave, and that nothing overlaps, whatever is nested in what."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.markup import find_edits


@pytest.mark.parametrize(
    ("raw", "edits", "groups"),
    [
        (r"\textsc{Ofa}", [(0, 8, ""), (11, 12, "")], [(0, 8, 11, 12)]),
        ("$k$-means", [(0, 1, ""), (2, 3, "")], [(0, 1, 2, 3)]),
        ("R&amp;D", [(1, 6, "&")], []),
        ("x<sub>i</sub>", [(1, 6, ""), (7, 13, "")], []),
        (r"shown~\cite{a}.", [(5, 14, "")], []),
        ("pre-training.We are", [(13, 13, " ")], []),
        ("10\u00a0000", [(2, 3, "")], []),
        ("Llama 3\u00a0405B", [(7, 8, " ")], []),
    ],
)
def test_edits_and_the_pairs_of_markup_that_they_hide(
    raw: str, edits: list[tuple[int, int, str]], groups: list[tuple[int, int, int, int]]
) -> None:
    assert find_edits(raw) == (edits, groups)


@pytest.mark.parametrize(
    "raw",
    [
        "Plain words, 3.5 and GPT-4.",
        "{-1, 0, +1}",  # a set, no group of words
        r"textbf{never closed",
        "textbf{a brace does not reach\ninto the next paragraph}",
        "10 < th",
        "https://x.org/~a_{b}/512times512.We",  # inside a URL
    ],
)
def test_what_is_no_markup_is_not_edited(raw: str) -> None:
    assert find_edits(raw) == ([], [])


def test_an_exponent_of_ten_keeps_its_mark() -> None:
    assert find_edits("10<sup>3</sup>")[0] == [(2, 7, "^"), (8, 14, "")]


@given(st.text(alphabet=st.sampled_from(r"\{}$*~_^ textbfcieur1.,&;<>/A-"), max_size=60))
def test_edits_are_in_order_and_never_overlap(raw: str) -> None:
    edits, _ = find_edits(raw)
    assert all(start <= end <= len(raw) for start, end, _ in edits)
    assert all(before[1] <= after[0] for before, after in pairwise(edits))
