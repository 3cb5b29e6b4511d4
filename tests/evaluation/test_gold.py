"""Gold files: which spans are mentions, how whole claims complete results, and what is wrong with a line."""

from __future__ import annotations

import json

import pytest

from kg.evaluation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, read_claims, read_gold
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
    assert paper.mentions == (AnnotatedMention(2, 5, "METHOD", "guidance"),)


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


def test_the_source_of_a_paper_is_kept(tmp_path):
    (first, second) = read_gold(written(tmp_path, PAPER | {"source": "listing"}, PAPER | {"id": "b"}))
    assert (first.source, second.source) == ("listing", "")


PARTS: dict[str, object] = {"direction": None, "bound": "exact", "conditions": [], "holder": "own", "task": None}
RESULTS = [{"metric": "m", "value": value, "kind": "absolute", "dataset": None, "subject": "s"} for value in "12"]
FIRST = {"row": 0, "value": "1", "comparator": "c"} | PARTS
SECOND = {"row": 1, "value": "2", "comparator": None} | PARTS | {"conditions": ["at 4 steps"], "task": "t"}


def claims(*rows, comparisons=(), paper="a"):
    return {"id": paper, "claims": list(rows), "comparisons": list(comparisons)}


def with_claims(tmp_path, *rows):
    gold = read_gold(written(tmp_path, PAPER | {"results": RESULTS}, PAPER | {"id": "b"}))
    return read_claims(written(tmp_path, *rows), gold)


def test_claims_complete_the_results_that_they_are_about(tmp_path):
    compared = {"subject": "s", "object": "c", "relation": "outperforms", "denied": False, "text": "s beats c"}
    (paper,) = with_claims(tmp_path, claims(SECOND, FIRST, comparisons=[compared]))
    assert paper.id == "a", "papers without a line in the file are left out"
    assert paper.has_whole_claims
    assert paper.results == (
        AnnotatedResult("m", "1", "absolute", None, "s", "c", None, "exact", (), "own", None),
        AnnotatedResult("m", "2", "absolute", None, "s", None, None, "exact", ("at 4 steps",), "own", "t"),
    )
    assert paper.comparisons == (AnnotatedComparison("s", "c", "outperforms", denied=False),)


def test_papers_with_claims_stay_in_the_order_of_the_gold(tmp_path):
    papers = with_claims(tmp_path, claims(paper="b"), claims(FIRST, SECOND))
    assert [paper.id for paper in papers] == ["a", "b"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([claims(paper="c")], ":1: The paper 'c' is not among the gold papers; leave this line out."),
        ([claims(FIRST, SECOND)] * 2, ":2: The paper 'a' is in a line before; leave this line out."),
        ([claims(FIRST)], ":1: The claims are not those of the 2 results of 'a'; give each row and value."),
        ([claims(FIRST, FIRST)], ":1: The claims are not those of the 2 results"),
        ([claims(FIRST, SECOND | {"value": "3"})], ":1: The claims are not those of the 2 results"),
        ([claims(FIRST, SECOND | {"row": -1})], ":1: The claims are not those of the 2 results"),
        ([claims({"row": 0, "value": "1"})], ":1: claims[0].comparator: Field required (and 5 more in this line)"),
    ],
    ids=["other paper", "twice", "one missing", "one twice", "other value", "no such row", "part missing"],
)
def test_a_flaw_in_claims_is_told_with_its_place(rows, message, tmp_path):
    with pytest.raises(InputError) as raised:
        with_claims(tmp_path, *rows)
    assert str(raised.value).startswith(f"{tmp_path / 'papers.jsonl'}{message}")
