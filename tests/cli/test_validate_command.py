"""`kg validate`: conforming graphs, graphs that break a shape, and files that are no Turtle."""

from __future__ import annotations

from kg.cli import main

HEAD = "@prefix kg: <https://w3id.org/kg-papers/schema#> .\n"


def test_a_built_graph_conforms(tmp_path, capsys):
    (tmp_path / "papers.jsonl").write_text(
        '{"id": "a", "title": "LoRA", "abstract": "We report an FID of 2.5 with LoRA."}'
    )
    assert main(["build", str(tmp_path / "papers.jsonl"), "-o", str(tmp_path / "out")]) == 0
    assert main(["validate", "--graph", str(tmp_path / "out")]) == 0
    assert "conform to the shapes" in capsys.readouterr().err


def test_a_broken_graph_is_told_by_thing_and_rule(tmp_path, capsys):
    (tmp_path / "bad.ttl").write_text(f"{HEAD}<https://w3id.org/kg-papers/id/method/x> a kg:Method .\n")
    assert main(["validate", str(tmp_path / "bad.ttl")]) == 1
    streams = capsys.readouterr()
    assert "method" in streams.out
    assert "prefLabel" in streams.out
    assert "violations in 1 triples" in streams.err


def test_what_is_no_turtle_is_one_sentence(tmp_path, capsys):
    (tmp_path / "bad.ttl").write_text("this is no turtle")
    assert main(["validate", str(tmp_path / "bad.ttl")]) == 1
    assert "bad.ttl" in capsys.readouterr().err
