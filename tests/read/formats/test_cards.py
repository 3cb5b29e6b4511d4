"""Pages of cards are known by their head, or by a footer where one belongs."""

from __future__ import annotations

import pytest

from kg.read.formats import cards
from kg.read.formats.cards import sniff

ABSTRACT = "We present a careful method that is better than all others. It needs no labels at all."
CERTAIN = "4 authors\n·\nNov 19, 2024 2"


@pytest.mark.parametrize(
    "head",
    [
        "Daily Papers\n\nbyAK and the research community\n",
        "Daily Papers\r\n\r\nby AK and the research community\r\n",
        f"A Careful Title\n\n{ABSTRACT}\n\n{CERTAIN}\n",
        f"A Careful Title\n{ABSTRACT}\n{CERTAIN}\n",  # its form alone shows a footer
        f"A Careful Title\n\n{ABSTRACT}\n\nNov 19\n\nThe Next Title\n\n{ABSTRACT}\n",  # so does its place
    ],
)
def test_a_page_of_cards_is_taken(head: str) -> None:
    assert sniff(head)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "Read byAK and the research community\n",  # the words are a line of their own in a head
        f"A Careful Title\n{ABSTRACT}\n",  # flat: no footer
        f"A Careful Title\n{ABSTRACT}\nNov 19\nThe Next Title\n{ABSTRACT}\n",  # "Nov 19" may be a title there
        f"Nov 19\n\n{ABSTRACT}\n",  # nothing stands above it
        f"A Careful Title\n\nNov 19\n\n{ABSTRACT}\n",  # it stands where an abstract does
        f"A Careful Title\n\nNov 19\n\nThe Next Title\n\n{ABSTRACT}\n",  # a title stands above it
    ],
)
def test_other_pages_are_not(head: str) -> None:
    assert not sniff(head)


def test_entries_say_that_they_were_cards() -> None:
    lines = ["A Careful Title", "", ABSTRACT, "", *CERTAIN.split("\n")]
    (entry,) = cards.parse(lines, source="p", year=None)
    assert getattr(entry, "layout", None) == "card"
