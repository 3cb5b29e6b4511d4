from __future__ import annotations

import pytest

from kg.read.listing.footers import Footer, parse_broken_footer, parse_footer


@pytest.mark.parametrize(
    ("text", "footer"),
    [
        ("  • 4 authors\n·\nMar 14", Footer(authors=4, month=3, day=14)),
        ("  • 1 authors\n·\nNov 17, 2020", Footer(authors=1, month=11, day=17, year=2020)),
        ("  • 1 author\n·\nOct 11, 2024 2", Footer(authors=1, month=10, day=11, year=2024, comments=2)),
        ("  • 1,204 authors\n·\nApr 16 2", Footer(authors=1204, month=4, day=16, comments=2)),
        ("  • 5 authors\n·\nSep 1, 2025 1.2k", Footer(authors=5, month=9, day=1, year=2025, comments=1200)),
        ("  • 1.25k authors", Footer(authors=1250)),
        ("99,999,999,999 authors\n·", Footer()),
        ("gm\x07x G\x1bM\n·\nMay 2", Footer(0, None, "x G M", "gm", 5, 2)),
        ("google Google\n·\nAug 23, 2019", Footer(0, None, "Google", "google", 8, 23, 2019)),
        (
            "ibm-research IBM Research Lab\n·\nMay 2 7",
            Footer(0, None, "IBM Research Lab", "ibm-research", 5, 2, None, 7),
        ),
        ("x.ai xAI Corp.\n·\nMay 2", Footer(0, None, "xAI Corp.", "x.ai", 5, 2)),
        ("yahoo Yahoo!\n·\nMay 2", Footer(0, None, "Yahoo!", "yahoo", 5, 2)),
        ("Mistral\n·\nMay 2", Footer(organization="Mistral", month=5, day=2)),
        ("  • 3 authors\n·", Footer(authors=3)),
        ("  • 3 authors\n·\n12", Footer(authors=3, comments=12)),
        ("·\nJune 3, 2025", Footer(month=6, day=3, year=2025)),
        ("• 4 authors · Mar 14, 2024 2", Footer(authors=4, month=3, day=14, year=2024, comments=2)),
        ("Mar 14", Footer(cost=0.5, month=3, day=14)),
        ("Mar 14, 2024 9", Footer(cost=0.5, month=3, day=14, year=2024, comments=9)),
        ("4 authors", Footer(cost=0.5, authors=4)),
        ("12", Footer(cost=1.0, comments=12)),
        ("UCSC-VLAA UCSC-VLAA", Footer(1.5, None, "UCSC-VLAA", "UCSC-VLAA")),
    ],
)
def test_footers(text: str, footer: Footer) -> None:
    assert parse_footer(text.split("\n")) == footer


@pytest.mark.parametrize(
    "text",
    [
        "Tiny language models",
        "How Many Authors Does It Take",
        "4 authors walk into a bar",
        "March 2024 in Review",
        "May 4 Be With You",
        "Attention · Memory",
        "We propose a method.\n·\nMar 14",  # an abstract, not an organisation
        "guided by our classifier.\n·\nMar 14",  # the last line of a wrapped abstract
        "A title\nAn organisation\n·\nMar 14",
        "HuggingFaceFW FineData",  # nothing shows that this is an organisation
        "",
    ],
)
def test_what_is_no_footer(text: str) -> None:
    assert parse_footer(text.split("\n")) is None


@pytest.mark.parametrize(("text", "broken"), [("  • 4 aut", True), ("  •", True), ("4 aut", False), ("• Foo", False)])
def test_footers_that_were_cut_off(text: str, broken: bool) -> None:
    assert (parse_broken_footer(text) is not None) is broken
