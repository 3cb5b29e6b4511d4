"""Prediction files: what is read from a line, and what is wrong with one."""

from __future__ import annotations

import json

import pytest

from kg.evaluation import AnnotatedMention, read_gold, read_predictions
from kg.model.errors import InputError

PAPER = {"id": "a", "text": "CFG and CFG\n\nSee www.x.org/CFG or DiT-XL/2+CFG, not CFGs.", "mentions": []}


def write_rows(tmp_path, *rows):
    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def make_prediction(mention):
    return {"id": "a", "mentions": [{"start": 0, "end": 3, "label": "METHOD", "entity": "m"} | mention]}


BAD_PREDICTIONS = [
    ("nonsense", "Invalid JSON", "write one JSON object a line"),
    ({"id": "a"}, "mentions: Field required", "as `kg extract` does"),
    (make_prediction({"label": "IDEA"}), "mentions[0].label: Input should be 'METHOD'", "as `kg extract` does"),
    (
        make_prediction({"score": 1.2}),
        "mentions[0].score: Input should be less than or equal to 1",
        "as `kg extract` does",
    ),
    (
        make_prediction({"end": 4000}),
        "The mention 0-4000 is no span of the 57 characters of 'a'",
        "count the characters",
    ),
    (make_prediction({"end": 0}), "The mention 0-0 is no span", "count the characters"),
    (
        make_prediction({}) | {"text": "CFG"},
        "The text of 'a' is not that of the gold file",
        "extract from the gold's own",
    ),
    (make_prediction({}) | {"results": [{"value": "1"}]}, "results[0].metric: Field required", "as `kg extract` does"),
]


@pytest.mark.parametrize(("row", "what", "remedy"), BAD_PREDICTIONS)
def test_a_flaw_in_predictions_is_told_with_its_place(row, what, remedy, tmp_path):
    gold = read_gold(write_rows(tmp_path, PAPER))
    with pytest.raises(InputError) as raised:
        read_predictions(write_rows(tmp_path, row), gold)
    assert str(raised.value).startswith(str(tmp_path / "papers.jsonl:1: "))
    assert what in str(raised.value)
    assert remedy in str(raised.value)


def test_two_predictions_of_one_paper(tmp_path):
    with pytest.raises(InputError, match=r"papers.jsonl:2: The paper 'a' is in line 1 too"):
        read_predictions(write_rows(tmp_path, make_prediction({}), make_prediction({})), [])


def test_predictions_need_no_score_and_may_hold_more(tmp_path):
    path = write_rows(tmp_path, make_prediction({"score": None, "text": "CFG"}) | {"relations": [], "title": "CFG"})
    assert read_predictions(path, [])["a"].mentions == (AnnotatedMention(0, 3, "METHOD", "m"),)
