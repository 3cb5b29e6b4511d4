"""Blank lines inside a footer change nothing."""

from __future__ import annotations

from itertools import product

import pytest

from kg.read import read_bytes

ABSTRACT = "We present a careful method that is better than all others. It needs no labels at all."
HEAD = "Daily Papers\n\nbyAK and the research community\n\n"
FOOTERS = {
    "count": (["4 authors", "·", "Nov 19", "2"], (4, None)),
    "bullet": (["  • 4 authors", "·", "Nov 19", "2"], (4, None)),
    "organisation": (["some-lab Some Lab", "·", "Nov 19", "2"], (None, "Some Lab")),
}
GAPS = list(product((False, True), repeat=3))


@pytest.mark.parametrize("gaps", GAPS)
@pytest.mark.parametrize("kind", FOOTERS)
@pytest.mark.parametrize("follows", [True, False])
def test_a_blank_line_may_stand_anywhere_in_a_footer(kind: str, gaps: tuple[bool, ...], follows: bool) -> None:
    lines, owner = FOOTERS[kind]
    footer = lines[0] + "".join(("\n\n" if gap else "\n") + line for gap, line in zip(gaps, lines[1:], strict=True))
    after = f"\n\nMay 4\n\n{ABSTRACT}\n\n4 authors\n·\nNov 20 3\n" if follows else "\n"
    reading = read_bytes("p.txt", f"{HEAD}A Careful Method\n\n{ABSTRACT}\n\n{footer}{after}".encode(), year=2024)
    assert reading.rejected == ()
    first, *rest = reading.entries
    assert (first.title, first.abstract) == ("A Careful Method", ABSTRACT)
    assert ((first.authors, first.organization), first.published, first.comments) == (owner, "2024-11-19", 2)
    assert [(e.title, e.published, e.comments) for e in rest] == [("May 4", "2024-11-20", 3)] * follows
