"""What texts say, without a graph."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

import kg
from kg.cli import main

TEXT = "We propose BoxNet, which reaches an FID of 2.5 on ImageNet and outperforms LoRA."


def test_a_text_gives_a_document() -> None:
    document = kg.extract(TEXT)
    assert document.text.startswith(TEXT)
    for mention in document.mentions:
        assert TEXT[mention.start : mention.end] == mention.text
    named = {mention.text: (mention.type, mention.entity) for mention in document.mentions}
    assert named["BoxNet"] == ("model", "BoxNet")
    assert named["LoRA"] == ("method", "low-rank adaptation")
    assert document.proposes == ("BoxNet",)
    assert {(r.type, r.entity) for r in document.relations} >= {("outperforms", "low-rank adaptation")}
    [compared] = document.comparisons
    assert (compared.subject, compared.relation, compared.object) == ("BoxNet", "outperforms", "low-rank adaptation")
    assert TEXT[compared.start : compared.end] == TEXT[TEXT.index("BoxNet") : -1]
    [result] = document.results
    assert (result.metric, result.value, result.dataset, result.subject) == ("FID", 2.5, "ImageNet", "BoxNet")
    assert document.dataset_roles == {"ImageNet": "eval"}
    assert [entity.id for entity in document.entities] == sorted({m.entity_id for m in document.mentions})


def test_several_texts_are_resolved_together_and_keep_their_order() -> None:
    texts: list[str | kg.Paper] = [
        kg.Paper("z", "Low-rank adaptation (LoRA)", "We study low-rank adaptation."),
        "LoRA is used.",
        TEXT,
    ]
    documents = kg.extract(iter(texts))
    assert [document.paper.id for document in documents] == ["z", "text-2", "text-3"]
    assert len({m.entity_id for d in documents for m in d.mentions if m.text in ("LoRA", "Low-rank adaptation")}) == 1
    assert kg.extract([]) == []


def test_it_says_what_the_command_line_says(small_input: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(small_input)]) == 0
    printed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    rows = [json.loads(line) for line in small_input.read_text().splitlines() if line]
    papers = [kg.Paper(row["id"], row["title"], row["abstract"]) for row in rows]
    assert [document.to_dict() for document in kg.extract(papers)] == printed


def test_what_is_less_sure_is_left_out() -> None:
    everything = kg.extract(TEXT)
    least = max(mention.score for mention in everything.mentions)
    sure_mentions = kg.extract(TEXT, min_score=least).mentions
    assert sure_mentions == tuple(mention for mention in everything.mentions if mention.score >= least)
    assert 0 < len(sure_mentions) < len(everything.mentions)


def test_corrections_are_applied(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text('[[type]]\nname = "BoxNet"\ntype = "method"\n')
    types = {e.name: e.type for e in kg.extract(TEXT, corrections=path).entities}
    assert types["BoxNet"] == "method"


@pytest.mark.parametrize("score", [-0.1, 1.5, float("nan")])
def test_a_score_that_is_none_is_refused(score: float) -> None:
    with pytest.raises(kg.UsageError, match="A score is between 0 and 1"):
        kg.extract(TEXT, min_score=score)


def test_two_papers_of_one_identifier_are_refused() -> None:
    with pytest.raises(kg.UsageError, match="Two papers have the identifier 'a'"):
        kg.extract([kg.Paper("a", "One"), kg.Paper("b", "Two"), kg.Paper("a", "Three")])


def test_it_prints_what_it_holds() -> None:
    document = kg.extract("LoRA & <b>friends</b> on ImageNet")
    assert repr(document).startswith("<Document 'text-1' 'LoRA & <b>friends</b> on ImageNet': ")
    assert "  method   LoRA -> low-rank adaptation" in str(document).splitlines()
    html = document._repr_html_()
    assert ">LoRA</mark> &amp; &lt;b&gt;" in html
    assert 'title="method: low-rank adaptation, score ' in html


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (5, "5 is neither"),
        (b"LoRA", "b'LoRA' is neither"),
        ({"title": "LoRA"}, "is neither"),
        (["LoRA", None], "None is neither"),
        (Path("papers.jsonl"), "give it to `kg.build`"),
        (kg.Paper("a", None), "The `title` of a paper is text; None is not."),  # type: ignore[arg-type]
    ],
)
def test_what_is_no_text_is_refused(texts: object, sentence: str) -> None:
    with pytest.raises(kg.UsageError, match=sentence):
        kg.extract(texts)  # type: ignore[call-overload]


def test_a_number_of_workers_below_one_is_refused() -> None:
    with pytest.raises(kg.UsageError, match="at least 1"):
        kg.extract(TEXT, workers=0)


def test_a_document_can_be_copied_pickled_and_hashed() -> None:
    document = kg.extract(TEXT)
    assert pickle.loads(pickle.dumps(document)) == document
    assert copy.deepcopy(document) == document
    assert {document} == {kg.extract(TEXT)}
