"""`kg extract`: what it prints and what it leaves alone."""

from __future__ import annotations

import json

import pytest

from kg.cli import main

PAPERS = [
    {
        "id": "b",
        "title": "Using CFG",
        "abstract": "Classifier-free guidance (CFG) gets an FID of 2.04 on ImageNet-256.",
    },
    {"id": "a", "title": "More guidance", "abstract": "We report an FID of 3.1 with Classifier Free Guidance."},
]


def test_entities_are_shared_by_the_papers_of_a_run(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers.jsonl").write_text("\n".join(map(json.dumps, PAPERS)))
    assert main(["extract", "papers.jsonl"]) == 0
    papers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [paper["id"] for paper in papers] == ["a", "b"]
    for paper in papers:
        assert "method/classifier-free-guidance" in {mention["entity"] for mention in paper["mentions"]}
    (result,) = papers[1]["results"]
    assert (result["metric"], result["value"], result["dataset"]) == ("metric/fid", "2.04", "dataset/imagenet-256x256")
    assert papers[1]["text"][result["start"] : result["end"]] == "2.04"
    assert [path.name for path in tmp_path.iterdir()] == ["papers.jsonl"]


@pytest.mark.slow
def test_workers_give_the_same(tmp_path, capsys):
    (tmp_path / "papers.jsonl").write_text("\n".join(map(json.dumps, PAPERS)))
    assert main(["extract", str(tmp_path / "papers.jsonl")]) == 0
    alone = capsys.readouterr().out
    assert main(["extract", str(tmp_path / "papers.jsonl"), "--workers", "2"]) == 0
    assert capsys.readouterr().out == alone


def test_strict_fails_where_anything_is_rejected(tmp_path, capsys):
    (tmp_path / "papers.jsonl").write_text(json.dumps(PAPERS[0]) + "\n{broken\n")
    assert main(["extract", str(tmp_path / "papers.jsonl")]) == 0
    assert main(["extract", str(tmp_path / "papers.jsonl"), "--strict"]) == 1
    streams = capsys.readouterr()
    assert "papers.jsonl:2: " in streams.err


def test_what_is_less_sure_is_left_out(tmp_path, capsys):
    path = tmp_path / "papers.jsonl"
    path.write_text("\n".join(map(json.dumps, PAPERS)))

    def extract_items(*options):
        assert main(["extract", str(path), *options]) == 0
        papers = map(json.loads, capsys.readouterr().out.splitlines())
        return [item for paper in papers for kind in ("mentions", "relations", "results") for item in paper[kind]]

    everything = extract_items()
    bar = sorted(item["score"] for item in everything)[len(everything) // 2]
    sure = extract_items("--min-score", str(bar))
    assert extract_items("--min-score", "0") == everything
    assert 0 < len(sure) < len(everything)
    assert min(item["score"] for item in sure) >= bar
    assert extract_items("--min-score", "1") == []


@pytest.mark.parametrize("score", ["-0.1", "1.1", "nan", "much"])
def test_a_score_is_between_0_and_1(score, capsys):
    assert main(["extract", "-", "--min-score", score]) == 2
    assert "--min-score" in capsys.readouterr().err
