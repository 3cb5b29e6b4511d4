"""What was found and dropped again is listed with the reason."""

from __future__ import annotations

import json

from kg.cli import main
from kg.extraction import assemble
from kg.extraction.dropped import DroppedItems
from kg.model.records import Mention


def mention(start: int, end: int, text: str = "x", score: float = 0.3) -> Mention:
    return Mention(start, end, "METHOD", text, score, "encoder")


def test_what_a_step_leaves_out_is_written_down() -> None:
    dropped = DroppedItems()
    survivor, gone = mention(0, 3), mention(5, 9, "gone")
    dropped.add_missing([survivor, gone], [survivor], "too short")
    assert [(row.text, row.what, row.reason) for row in dropped.list_without([survivor])] == [
        ("gone", "METHOD", "too short")
    ]


def test_a_mention_that_was_only_cut_or_stretched_is_not_dropped() -> None:
    dropped = DroppedItems()
    dropped.add_missing([mention(0, 9)], [mention(4, 12)], "any")
    assert dropped.list_without([]) == ()


def test_what_a_later_step_finds_again_is_not_dropped() -> None:
    dropped = DroppedItems()
    dropped.add_missing([mention(0, 3)], [], "any")
    assert dropped.list_without([mention(0, 3)]) == ()


def test_what_two_steps_drop_for_one_reason_is_listed_once() -> None:
    dropped = DroppedItems()
    dropped.add_mention(mention(0, 3), "any")
    dropped.add_mention(mention(0, 3), "any")
    assert len(dropped.list_without([])) == 1


def test_the_listing_gives_the_characters_and_the_reason(tmp_path, capsys, monkeypatch) -> None:
    abstract = (
        "We train ResNet-50 for 90 epochs in 2021 with learning rate 0.1 and reach an accuracy of 76.1% on ImageNet."
    )
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "a", "title": "On training", "abstract": abstract}))
    assert main(["extract", str(papers)]) == 0
    assert "dropped" not in json.loads(capsys.readouterr().out)
    monkeypatch.setattr(assemble, "MIN_SCORE", 1.0)  # nothing is that sure
    assert main(["extract", str(papers), "--dropped"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert "ImageNet" in {item["text"] for item in row["dropped"]}
    taken = {(item["start"], item["end"], item["label"]) for item in row["mentions"]}
    for item in row["dropped"]:
        assert row["text"][item["start"] : item["end"]] == item["text"]
        assert item["reason"]
        assert (item["start"], item["end"], item["what"]) not in taken
