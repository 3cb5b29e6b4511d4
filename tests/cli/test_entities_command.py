"""`kg entities` on the sample listings."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.cli import main


@pytest.fixture
def list_entities(built_folder, capsys):
    def run(*args):
        assert main(["entities", *args, "--graph", str(built_folder)]) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("word", ["method", "model", "dataset", "metric", "task"])
def test_a_type_and_a_least_number_of_papers_choose(list_entities, word):
    rows = list(csv.DictReader(io.StringIO(list_entities("--type", word, "--min-papers", "3"))))
    assert rows
    assert {row["type"] for row in rows} == {word.upper()}
    assert min(int(row["papers"]) for row in rows) == 3


def test_benchmarks_are_the_datasets_that_are_evaluated_on(list_entities):
    rows = list(csv.DictReader(io.StringIO(list_entities("--type", "benchmark"))))
    assert {row["benchmark"] for row in rows} == {"true"}
    assert {"ImageNet 256x256", "GSM8K"} <= {row["name"] for row in rows}


def test_json_lines_hold_aliases_with_counts(list_entities):
    rows = [json.loads(line) for line in list_entities("--format", "jsonl", "--type", "method").splitlines()]
    (guidance,) = [row for row in rows if row["id"] == "method/classifier-free-guidance"]
    assert {alias["text"] for alias in guidance["aliases"]} >= {"CFG", "Classifier-free guidance"}


def test_patterns_find_entities(list_entities, tmp_path):
    import spacy

    (tmp_path / "patterns.jsonl").write_text(list_entities("--format", "spacy"))
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, spacy.pipeline.EntityRuler)
    ruler.from_disk(tmp_path / "patterns.jsonl")
    entities = {
        (e.text, e.label_, e.ent_id_) for e in nlp("We train a diffusion model with CFG on ImageNet 256x256.").ents
    }
    assert ("CFG", "METHOD", "method/classifier-free-guidance") in entities
    assert ("ImageNet 256x256", "DATASET", "dataset/imagenet-256x256") in entities


def test_a_file_is_written_instead_of_standard_output(list_entities, tmp_path):
    assert list_entities("--format", "csv", "-o", str(tmp_path / "list.csv")) == ""
    assert (tmp_path / "list.csv").read_text() == list_entities("--format", "csv")


def test_a_table_is_for_people(list_entities):
    table = list_entities("--format", "table", "--type", "benchmark", "--min-papers", "5")
    assert "ImageNet-1K" in table
    assert "benchmark" in table
