"""`kg show` on the sample listings."""

from __future__ import annotations

import json
import re

import pytest

from kg.cli import main


@pytest.fixture
def run_show(built_folder, capsys):
    def run(*args):
        code = main(["show", *args, "--graph", str(built_folder)])
        return code, capsys.readouterr()

    return run


@pytest.mark.parametrize(
    "name", ["CFG", "Classifier Free Guidance", "classifier-free guidance", "method/classifier-free-guidance"]
)
def test_an_entity_is_found_by_any_spelling_or_its_identifier(run_show, name):
    code, streams = run_show(name)
    assert code == 0
    assert "method/classifier-free-guidance" in streams.out
    assert "papers define CFG as" in streams.out


def test_every_fact_comes_with_the_sentence_that_says_it(run_show):
    _, streams = run_show("CFG")
    assert "outperforms" in streams.out
    assert "our approach surpasses CFG in terms of quality-diversity Pareto optimality" in streams.out


def test_a_paper_is_found_by_its_title_and_by_a_part_of_it(run_show):
    for name in ("Guiding a Diffusion Transformer with the Internal Dynamics of Itself", "internal dynamics of itself"):
        code, streams = run_show(name)
        assert code == 0
        assert "Results (4)" in streams.out
        assert "LightningDiT-XL/1+IG" in streams.out


def test_a_name_that_nothing_has_gets_suggestions(run_show):
    code, streams = run_show("clasifier-free guidence")
    assert code == 1
    assert streams.out == ""
    assert "classifier-free guidance" in streams.err.casefold()


def test_what_is_left_out_is_counted_and_shown_on_demand(run_show):
    _, first = run_show("large language model")
    _, everything = run_show("large language model", "--all")
    [mentioned] = map(int, re.findall(r"Papers that only mention it: (\d+)", first.out))
    assert "--all" in first.out
    assert "--all" not in everything.out
    listed = everything.out.split("Papers that only mention it: ")[1].split("\n\n")[0].splitlines()[1:]
    assert len(listed) == mentioned > 100
    assert listed == sorted(listed)
    for kind, number in re.findall(r"Papers: ([\w ]+) \((\d+)\)", everything.out):
        section = everything.out.split(f"Papers: {kind} (")[1].split("\n\n")[0].splitlines()[1:]
        assert sum(not line.startswith("      ") for line in section) == int(number)


def test_results_come_with_their_score_the_surest_first(run_show):
    _, streams = run_show("FID", "--all")
    [number] = map(int, re.findall(r"Results \((\d+)\)", streams.out))
    table = streams.out.split(f"Results ({number})\n")[1].splitlines()
    assert table[0].split("\t") == ["metric", "value", "dataset", "who", "kind", "score", "paper"]
    scores = [float(line.split("\t")[5]) for line in table[1:]]
    assert len(scores) == number
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)


def test_a_paper_comes_with_its_abstract(run_show):
    _, streams = run_show("Guiding a Diffusion Transformer with the Internal Dynamics of Itself")
    assert "\nAbstract\n  The diffusion model presents a powerful ability to capture" in streams.out
    assert "LightningDiT-XL/1+IG achieves the current state-of-the-art FID of 1.19.\n" in streams.out
    assert "metric\tvalue\tdataset\twho\tkind\tscore\n" in streams.out


def test_a_result_comes_with_its_spread(tmp_path, capsys):
    paper = {
        "id": "a",
        "title": "Tuno",
        "abstract": "Tuno achieves an accuracy of 88.4±0.6% on GSM8K.",
    }
    (tmp_path / "papers.jsonl").write_text(json.dumps(paper))
    assert main(["build", str(tmp_path / "papers.jsonl"), "-o", str(tmp_path / "out")]) == 0
    capsys.readouterr()
    assert main(["show", "a", "--graph", str(tmp_path / "out")]) == 0
    lines = capsys.readouterr().out.split("Results (1)\n")[1].splitlines()
    assert dict(zip(*(line.split("\t") for line in lines[:2]), strict=True))["value"] == "88.4±0.6%"


def test_a_title_that_nothing_has_gets_suggestions(run_show):
    code, streams = run_show("Guiding a Difusion Transformer with Internal Dynamics of Itself")
    assert code == 1
    assert 'Did you mean "Guiding a Diffusion Transformer with the Internal Dynamics of Itself"' in streams.err


def test_text_cannot_steer_the_terminal(tmp_path, capsys):
    paper = {
        "id": "a",
        "title": "Red \x1b[31mLoRA",
        "abstract": "We use LoRA\x1b]0;owned\x07 and [bold]CFG[/bold]\u202e.",
    }
    (tmp_path / "papers.jsonl").write_text(json.dumps(paper))
    main(["build", str(tmp_path / "papers.jsonl"), "-o", str(tmp_path / "out")])
    capsys.readouterr()
    assert main(["show", "a", "--graph", str(tmp_path / "out")]) == 0
    output = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(output)
    assert "Red \ufffd[31mLoRA" in output
