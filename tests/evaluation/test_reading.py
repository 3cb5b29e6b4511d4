"""Gold and prediction files: what is a mention, and what is wrong with a line."""

from __future__ import annotations

import json

import pytest

from kg.evaluation import Named, read_gold, read_predicted
from kg.model.errors import InputError

PAPER = {"id": "a", "text": "CFG and CFG\n\nSee www.x.org/CFG or DiT-XL/2+CFG, not CFGs.", "mentions": []}


def spans(text, *mentions):
    return PAPER | {"text": text, "mentions": list(mentions)}


def written(tmp_path, *rows):
    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("mentions", "expected", "why"),
    [
        ([["CFG", "METHOD", "g"]], [(0, 3), (8, 11), (43, 46)], "whole tokens outside addresses"),
        ([["CFG", "METHOD", "g", [1]]], [(8, 11)], "the chosen one"),
        ([["CFG", "METHOD", "g", [2]]], [], "the chosen one is in an address"),
        ([["CFG", "METHOD", "g", []]], [], "none is chosen"),
        ([["CFG", "METHOD", "g"], ["DiT-XL/2+CFG", "MODEL", "d"]], [(0, 3), (8, 11), (34, 46)], "the longest wins"),
        ([["and", "TASK", "x"], ["CFG and", "TASK", "y"]], [(0, 7)], "whichever comes first"),
        ([["CFG a", "TASK", "x"]], [], "not half a word"),
        ([["+", "TASK", "x"]], [(42, 43)], "an end that is no letter may touch one"),
    ],
)
def test_surfaces_become_spans(mentions, expected, why, tmp_path):
    (paper,) = read_gold(written(tmp_path, PAPER | {"mentions": mentions}))
    assert [(m.start, m.end) for m in paper.mentions] == expected, why


def test_a_span_carries_label_and_name(tmp_path):
    (paper,) = read_gold(written(tmp_path, "", spans("A CFG", ["CFG", "METHOD", "guidance"])))
    assert paper.mentions == (Named(2, 5, "METHOD", "guidance"),)


BAD_GOLD = [
    ("{", ":1: Invalid JSON", "write one JSON object a line"),
    ("[1]", ":1: Input should be an object", "annotation format"),
    ({"id": "a", "mentions": []}, ":1: text: Field required", "annotation format"),
    ({"text": "t", "mentions": []}, ":1: id: Field required", "annotation format"),
    ({"id": "a", "text": "t"}, ":1: mentions: Field required", "annotation format"),
    (PAPER | {"id": 7}, ":1: id: Input should be a valid string", "annotation format"),
    (spans("t", ["t", "IDEA", "t"]), ":1: mentions[0][1]: Input should be 'METHOD', 'MODEL'", "annotation format"),
    (spans("t", ["t", "TASK"]), ":1: mentions[0][2]: Field required", "annotation format"),
    (spans("t", ["", "TASK", "t"]), ":1: mentions[0][0]: String should have at least 1", "annotation format"),
    (spans("t", ["t", "TASK"], ["t", "IDEA", "t"]), "(and 1 more in this line)", "annotation format"),
    (spans("t", ["t", "TASK", "t", [1]]), ":1: There is no occurrence 1 of 't', which occurs 1 times", "from 0"),
    (spans("t", ["t", "TASK", "t", [-1]]), ":1: There is no occurrence -1", "from 0"),
    (PAPER | {"results": [{"metric": None, "value": "1"}]}, ":1: results[0].kind: Field required", "annotation format"),
]


@pytest.mark.parametrize(("row", "what", "remedy"), BAD_GOLD)
def test_a_flaw_in_the_gold_is_told_with_its_place(row, what, remedy, tmp_path):
    with pytest.raises(InputError) as raised:
        read_gold(written(tmp_path, row))
    assert str(raised.value).startswith(str(tmp_path / "papers.jsonl:1: "))
    assert what in str(raised.value)
    assert remedy in str(raised.value)


def test_one_paper_twice(tmp_path):
    path = written(tmp_path, PAPER, "", PAPER)
    with pytest.raises(InputError, match=r"papers.jsonl:3: The paper 'a' is in line 1 too; leave one of the two out"):
        read_gold(path)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"cannot be read .No such file or directory.; check its name"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "wide.jsonl").write_bytes("{}".encode("utf-16"))
    with pytest.raises(InputError, match="not UTF-8; save it as UTF-8"):
        read_gold(tmp_path / "wide.jsonl")


def predicted(mention):
    return {"id": "a", "mentions": [{"start": 0, "end": 3, "label": "METHOD", "entity": "m"} | mention]}


BAD_PREDICTIONS = [
    ("nonsense", "Invalid JSON", "write one JSON object a line"),
    ({"id": "a"}, "mentions: Field required", "as `kg extract` does"),
    (predicted({"label": "IDEA"}), "mentions[0].label: Input should be 'METHOD'", "as `kg extract` does"),
    (predicted({"score": 1.2}), "mentions[0].score: Input should be less than or equal to 1", "as `kg extract` does"),
    (predicted({"end": 4000}), "The mention 0-4000 is no span of the 57 characters of 'a'", "count the characters"),
    (predicted({"end": 0}), "The mention 0-0 is no span", "count the characters"),
    (predicted({}) | {"text": "CFG"}, "The text of 'a' is not that of the gold file", "extract from the gold's own"),
    (predicted({}) | {"results": [{"value": "1"}]}, "results[0].metric: Field required", "as `kg extract` does"),
]


@pytest.mark.parametrize(("row", "what", "remedy"), BAD_PREDICTIONS)
def test_a_flaw_in_predictions_is_told_with_its_place(row, what, remedy, tmp_path):
    gold = read_gold(written(tmp_path, PAPER))
    with pytest.raises(InputError) as raised:
        read_predicted(written(tmp_path, row), gold)
    assert str(raised.value).startswith(str(tmp_path / "papers.jsonl:1: "))
    assert what in str(raised.value)
    assert remedy in str(raised.value)


def test_two_predictions_of_one_paper(tmp_path):
    with pytest.raises(InputError, match=r"papers.jsonl:2: The paper 'a' is in line 1 too"):
        read_predicted(written(tmp_path, predicted({}), predicted({})), [])


def test_predictions_need_no_score_and_may_hold_more(tmp_path):
    path = written(tmp_path, predicted({"score": None, "text": "CFG"}) | {"relations": [], "title": "CFG"})
    assert read_predicted(path, [])["a"].mentions == (Named(0, 3, "METHOD", "m"),)
