"""Names and numbers occur whole, or not at all."""

import pytest

from kg.corrections.occurrences import find_standalone_spans


@pytest.mark.parametrize(
    ("text", "written", "found"),
    [
        ("GPT-4o, GPT-4.5 and GPT-4.", "GPT-4", [(20, 25)]),
        ("195.2, 95.25 and 95.2", "95.2", [(17, 21)]),
        ("mAP or AP", "AP", [(7, 9)]),
        ("a 5% rise", "5%", [(2, 4)]),
        ("1.95", "95", []),
        ("LoRA-based", "LoRA", [(0, 4)]),
    ],
)
def test_names_and_numbers_occur_whole(text: str, written: str, found: list[tuple[int, int]]) -> None:
    assert list(find_standalone_spans(text, written, 0, len(text))) == found


def test_what_stands_around_a_quote_counts() -> None:
    text = "GPT-4o beats GPT-4"
    assert list(find_standalone_spans(text, "GPT-4", 0, 5)) == []  # the quote cuts the name
    assert list(find_standalone_spans(text, "GPT-4", 6, len(text))) == [(13, 18)]
    assert list(find_standalone_spans(text, "GPT-4", 0, 17)) == []
