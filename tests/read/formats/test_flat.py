"""Flat pages are known by their head, or since they are mostly titles and abstracts in turn."""

from __future__ import annotations

import pytest

from kg.read.formats import flat
from kg.read.formats.flat import sniff

ABSTRACT = "We present a careful method that is better than all others. It needs no labels at all."
PAIR = f"A Careful Title\n{ABSTRACT}\n"


@pytest.mark.parametrize(
    "head",
    [
        PAIR,
        PAIR.replace("\n", "\r\n"),
        PAIR * 3 + "A Title That Was Cut",
        f"One\nTwo\n{PAIR}",  # one pair in four lines is enough
        "Get trending papers in your email inbox!\nSubscribe\n",  # the head alone
    ],
)
def test_a_flat_page_is_taken(head: str) -> None:
    assert sniff(head)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "A Title\nAnother Title\n",  # no abstract
        "Buy milk\nCall Ann\nPay rent\nSleep\n" + PAIR,  # mostly something else
        f"<html>\n{PAIR}",  # markup around the same lines
        f"  <!DOCTYPE html>\n{PAIR}",
    ],
)
def test_other_text_is_not(head: str) -> None:
    assert not sniff(head)


def test_a_line_that_looks_like_a_footer_is_a_title_there() -> None:
    entries = list(flat.parse(["Nov 19, 2024", ABSTRACT], source="p", year=None))
    assert [(getattr(e, "title", None), getattr(e, "layout", None)) for e in entries] == [("Nov 19, 2024", "flat")]
