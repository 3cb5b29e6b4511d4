"""Gold files: which spans are mentions, which results are whole claims, what is wrong with a line; the shipped gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluation import AnnotatedComparison, AnnotatedMention, AnnotatedResult, read_gold
from kg.model.errors import InputError

PAPER = {"id": "a", "text": "CFG and CFG\n\nSee www.x.org/CFG or DiT-XL/2+CFG, not CFGs.", "mentions": []}


def spans(text, *mentions):
    return PAPER | {"text": text, "mentions": list(mentions)}


def write_rows(tmp_path, *rows):
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
    (paper,) = read_gold(write_rows(tmp_path, PAPER | {"mentions": mentions}))
    assert [(m.start, m.end) for m in paper.mentions] == expected, why


def test_a_span_carries_label_and_name(tmp_path):
    (paper,) = read_gold(write_rows(tmp_path, "", spans("A CFG", ["CFG", "METHOD", "guidance"])))
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
        read_gold(write_rows(tmp_path, row))
    assert str(raised.value).startswith(str(tmp_path / "papers.jsonl:1: "))
    assert what in str(raised.value)
    assert remedy in str(raised.value)


def test_one_paper_twice(tmp_path):
    path = write_rows(tmp_path, PAPER, "", PAPER)
    with pytest.raises(InputError, match=r"papers.jsonl:3: The paper 'a' is in line 1 too; leave one of the two out"):
        read_gold(path)


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(InputError, match=r"cannot be read .No such file or directory.; check its name"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "wide.jsonl").write_bytes("{}".encode("utf-16"))
    with pytest.raises(InputError, match="not UTF-8; save it as UTF-8"):
        read_gold(tmp_path / "wide.jsonl")


def test_the_source_of_a_paper_is_kept(tmp_path):
    (first, second) = read_gold(write_rows(tmp_path, PAPER | {"source": "listing"}, PAPER | {"id": "b"}))
    assert (first.source, second.source) == ("listing", "")


PARTS: dict[str, object] = {"direction": None, "bound": "exact", "conditions": [], "holder": "own", "task": None}
PLAIN: dict[str, object] = {"metric": "m", "value": "1", "kind": "absolute", "dataset": None, "subject": "s"}


def test_whole_claims_and_comparisons_are_read_with_all_their_parts(tmp_path):
    parts = {"direction": "increase", "bound": "up to", "conditions": ["at 4 steps"], "holder": "baseline", "task": "t"}
    compared = {"subject": "s", "object": "c", "relation": "outperforms", "denied": True, "text": "s does not beat c"}
    rows = [PLAIN | {"comparator": None} | PARTS, PLAIN | {"comparator": "c", "unit": "%"} | parts]
    (paper,) = read_gold(write_rows(tmp_path, PAPER | {"results": rows, "comparisons": [compared]}))
    assert paper.has_whole_claims
    assert paper.results == (
        AnnotatedResult("m", "1", "absolute", None, "s", None, None, "exact", (), "own", None),
        AnnotatedResult("m", "1", "absolute", None, "s", "c", "increase", "up to", ("at 4 steps",), "baseline", "t"),
    )
    assert paper.comparisons == (AnnotatedComparison("s", "c", "outperforms", denied=True, text="s does not beat c"),)


@pytest.mark.parametrize(
    ("rows", "comparisons"),
    [([PLAIN], {"comparisons": []}), ([PLAIN | {"comparator": None} | PARTS], {})],
    ids=["no comparator", "no comparisons"],
)
def test_results_without_the_parts_of_claims_are_no_whole_claims(rows, comparisons, tmp_path):
    (paper,) = read_gold(write_rows(tmp_path, PAPER | {"results": rows} | comparisons))
    assert not paper.has_whole_claims


@pytest.mark.parametrize("part", ["bound", "holder"])
def test_a_whole_claim_that_lacks_a_part_is_told_with_its_place(part, tmp_path):
    claim = PLAIN | {"comparator": None} | PARTS
    unfinished = {key: value for key, value in claim.items() if key != part}
    path = write_rows(tmp_path, PAPER, PAPER | {"id": "b", "results": [PLAIN, claim, unfinished]})
    with pytest.raises(InputError) as raised:
        read_gold(path)
    assert str(raised.value) == (
        f"{path}:2: results[2] has a comparator, but no {part}; "
        "give every part of a whole claim (docs/claims-guide.md)."
    )


@pytest.fixture(scope="module")
def shipped_gold():
    files = ("train", "dev", "claims-train", "claims-dev")
    return {name: read_gold(Path(__file__).parents[1] / "data" / "gold" / f"{name}.jsonl") for name in files}


def test_no_paper_is_in_two_files_of_the_shipped_gold(shipped_gold):
    papers = [paper for file in shipped_gold.values() for paper in file]
    assert len({paper.id for paper in papers}) == len({paper.text for paper in papers}) == len(papers)


def test_what_is_shipped_is_from_where_it_may_be_shipped(shipped_gold):
    assert {paper.source for file in shipped_gold.values() for paper in file} == {"listing", "daily-papers", "arxiv"}


def test_the_shipped_claims_are_whole_and_their_words_are_in_the_texts(shipped_gold):
    claims = [p for name in ("claims-train", "claims-dev") for p in shipped_gold[name]]
    assert all(paper.has_whole_claims for paper in claims)
    for paper in (paper for file in shipped_gold.values() for paper in file if paper.has_whole_claims):
        stretches = [*(row.text for row in paper.comparisons), *(c for row in paper.results for c in row.conditions)]
        assert [stretch for stretch in stretches if not stretch or stretch not in paper.text] == [], paper.id
        assert {row.relation for row in paper.comparisons} <= {"outperforms", "comparesWith"}
