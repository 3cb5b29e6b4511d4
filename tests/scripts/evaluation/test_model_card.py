"""The measured parts of the model card: how they are written, and where they go."""

from __future__ import annotations

import pytest

from kg.evaluation import AnnotatedResult, Annotation, Calibration, Figures, Linking
from scripts.evaluation.held_out import LEAST_SCORES, HeldOut, Measured
from scripts.evaluation.model_card import MARKED, PAGE, format_figures, format_listings, format_off_field, update

ALL_RIGHT = Figures(1.0, 1.0, 1.0, 2, 2)
HALF = Figures(0.5, 0.25, 0.3333, 4, 2)
RESULT = AnnotatedResult(None, "1", "absolute", None, None)


def make_measured(name: str, figures: dict[str, Figures], **changes: object) -> Measured:
    papers = (Annotation("a", "t", results=(RESULT,)), Annotation("b", "t", results=(RESULT, RESULT)))
    values = {
        "held_out": HeldOut(name, papers),
        "figures": figures,
        "half_widths": {"mention": 0.126},
        "linking": Linking(ALL_RIGHT, ALL_RIGHT, HALF),
        "calibration": Calibration(0.0312, 10, 7),
        "surest": dict.fromkeys(LEAST_SCORES, HALF),
        "entities": (0, 4, 5),
    }
    return Measured(**values | changes)  # type: ignore[arg-type]  # the values, by name


def rows_of(table: str) -> dict[str, list[str]]:
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return {first: others for first, *others in cells}


def test_figures_stand_by_kind_of_text_and_what_was_not_measured_is_a_dash() -> None:
    first = make_measured("one", {"mention": HALF, "  TASK": ALL_RIGHT, "· kind": HALF})
    second = make_measured("other", {"mention": ALL_RIGHT}, half_widths={}, calibration=None, surest={})
    rows = rows_of(format_figures([first, second]))
    assert rows[""] == ["one", "other"]
    assert rows["papers"] == ["2", "2"]
    assert rows["results in the gold"] == ["3", "3"]
    assert rows["mention"] == ["0.500 / 0.250 / 0.333 ± 0.13", "1.000 / 1.000 / 1.000"]
    assert rows["TASK"] == ["1.000 / 1.000 / 1.000", "–"]
    assert rows["· kind"] == ["0.250", "–"]  # recall is the share that is right
    assert rows["ceaf-e"] == ["0.500 / 0.250 / 0.333"] * 2
    assert rows["conll (F1)"] == ["0.778"] * 2
    assert rows["calibration error of mentions"] == ["0.031", "–"]
    assert rows["results of score 0.65 and more, tuple right"] == ["1 of 2", "–"]


def test_papers_of_other_fields_stand_beside_ours() -> None:
    rows = rows_of(format_off_field("physics", [0, 0, 3, 2], make_measured("ours", {})))
    assert rows["physics"] == ["4", "1.2", "1", "3", "2"]
    assert rows["ours"] == ["3", "3.0", "4", "5", "1"]


def test_the_card_says_how_much_of_the_listings_is_training_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """346 papers of the listings are annotated for training and 58 for choosing (docs/data.md)."""
    root = PAGE.parents[1]
    monkeypatch.chdir(root)
    sentence = format_listings(root / "tests" / "data" / "gold")
    assert sentence.startswith(
        "Of the 468 papers of the sample listings, 346 are in `train.jsonl`, and 58 in `dev.jsonl`"
    )


def test_only_what_was_measured_is_changed() -> None:
    page = "a\n<!-- figures: how -->\nold\n<!-- end -->\nb\n<!-- transfer: how -->\nkept\n<!-- end -->\n"
    assert update(page, {"figures": "new\n"}) == page.replace("old", "new")
    assert update(page, {}) == page
    with pytest.raises(ValueError, match="no marks for off-field, other"):
        update(page, {"figures": "", "off-field": "", "other": ""})


def test_the_page_has_a_place_for_each_part_and_something_is_in_it() -> None:
    page = PAGE.read_text(encoding="utf-8")
    parts = {match[2]: match[0] for match in MARKED.finditer(page)}
    assert parts.keys() == {"listings", "figures", "off-field", "transfer"}
    assert all(len(part.splitlines()) > 2 for part in parts.values())
