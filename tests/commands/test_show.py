"""`kg show` on the sample listings."""

from __future__ import annotations

import json

import pytest

from kg.cli import main


@pytest.fixture
def shown(built, capsys):
    def run(name):
        code = main(["show", name, "--graph", str(built)])
        return code, capsys.readouterr()

    return run


@pytest.mark.parametrize(
    "name", ["CFG", "Classifier Free Guidance", "classifier-free guidance", "method/classifier-free-guidance"]
)
def test_an_entity_is_found_by_any_spelling_or_its_identifier(shown, name):
    code, told = shown(name)
    assert code == 0
    assert "method/classifier-free-guidance" in told.out
    assert "papers define CFG as" in told.out


def test_every_fact_comes_with_the_sentence_that_says_it(shown):
    _, told = shown("CFG")
    assert "outperforms" in told.out
    assert "SMC-CFG outperforms standard CFG" in told.out


def test_a_paper_is_found_by_its_title_and_by_a_part_of_it(shown):
    for name in ("Guiding a Diffusion Transformer with the Internal Dynamics of Itself", "internal dynamics of itself"):
        code, told = shown(name)
        assert code == 0
        assert "Results (4)" in told.out
        assert "LightningDiT-XL/1+IG" in told.out


def test_a_name_that_nothing_has_gets_suggestions(shown):
    code, told = shown("clasifier-free guidence")
    assert code == 1
    assert told.out == ""
    assert "classifier-free guidance" in told.err.casefold()


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
    told = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(told)
    assert "Red \ufffd[31mLoRA" in told
