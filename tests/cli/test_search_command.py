"""`kg search` on the sample listings."""

from __future__ import annotations

import csv
import io
import json

import pytest

from kg.cli import main
from kg.export.csv_writer import format_cell
from kg.export.views import read_apart
from kg.store.graph_store import Store


@pytest.fixture
def run_search(built_folder, capsys):
    def run(*args):
        assert main(["search", *args, "--graph", str(built_folder)]) == 0
        return capsys.readouterr()

    return run


def test_a_misspelled_name_finds_the_entity(run_search):
    streams = run_search("classifer free guidence")
    first = streams.out.splitlines()[1].split()
    assert first[-1] == "method/classifier-free-guidance"
    assert "classifier-free guidance" in streams.out
    assert streams.err == ""


def test_csv_and_json_lines_say_why_and_how_well(run_search):
    (first, *_) = csv.DictReader(io.StringIO(run_search("cfg", "--format", "csv").out))
    (same, *_) = map(json.loads, run_search("cfg", "--format", "jsonl").out.splitlines())
    assert {name: format_cell(value) for name, value in same.items()} == first
    assert same["id"] == "method/classifier-free-guidance"
    assert (same["how"], same["matched"], same["score"], same["type"]) == ("alias", "CFG", 95.0, "method")


def test_type_and_limit_choose(run_search):
    def ids(*args):
        return [json.loads(line)["id"] for line in run_search(*args, "--format", "jsonl").out.splitlines()]

    assert ids("imagenet", "--limit", "1") == ["dataset/imagenet"]
    assert {identifier.partition("/")[0] for identifier in ids("image", "--type", "task")} == {"task"}
    kinds = [
        json.loads(line)["type"]
        for line in run_search("im", "--type", "benchmark", "--format", "jsonl").out.splitlines()
    ]
    assert set(kinds) == {"benchmark"}
    assert len(ids("im", "--limit", "3")) == 3


def test_papers_are_found_by_their_titles(run_search):
    def find_hits(*args):
        return [json.loads(line) for line in run_search(*args, "--format", "jsonl").out.splitlines()]

    title = "Guiding a Diffusion Transformer with the Internal Dynamics of Itself"
    (paper, *_) = find_hits("guiding a difusion transformer with the internal dynamcis")
    assert (paper["type"], paper["name"], paper["matched"], paper["papers"]) == ("paper", title, title, None)
    assert find_hits(title)[0] == {**paper, "score": 100.0, "how": "name"}
    by_identifier = find_hits(paper["id"], "--type", "paper")
    assert by_identifier == [{**paper, "score": 100.0, "how": "identifier", "matched": paper["id"]}]
    assert {hit["type"] for hit in find_hits("guidance", "--type", "paper")} == {"paper"}
    assert "paper" not in {hit["type"] for hit in find_hits("guidance", "--type", "method")}
    (row, *_) = csv.DictReader(io.StringIO(run_search(title, "--format", "csv").out))
    assert (row["type"], row["papers"], row["name"]) == ("paper", "", title)


def test_what_is_doubtful_is_marked_as_kg_show_has_it_apart(run_search, built_folder):
    def find_hits(*args):
        return [
            json.loads(line) for line in run_search("a", "--limit", "500", *args, "--format", "jsonl").out.splitlines()
        ]

    for precision, marks in ((None, {False}), (0.9, {False, True})):  # of the sample graph everything is shown
        hits = {hit["id"]: hit for hit in find_hits(*(("--precision", str(precision)) if precision else ()))}
        counts = {entity.id: entity.paper_count for entity in read_apart(built_folder, precision).sure.entities}
        entities = [hit for hit in hits.values() if hit["type"] != "paper"]
        assert {hit["doubtful"] for hit in entities} == marks
        assert all((hit["id"] in counts) is not hit["doubtful"] for hit in entities)
        assert all(hit["papers"] == counts.get(hit["id"], 0) for hit in entities)
    rows = run_search("a", "--limit", "500", "--precision", "0.9").out.splitlines()
    assert {row.split("\t")[-1] for row in rows[1:]} == {"doubtful", ""}


def test_what_is_searched_alone_is_read_alone(built_folder, monkeypatch, capsys):
    def refuse(_):
        raise AssertionError

    monkeypatch.setattr(Store, "entities", refuse)
    monkeypatch.setattr(Store, "knowledge", refuse)
    assert main(["search", "guidance", "--type", "paper", "--graph", str(built_folder)]) == 0
    monkeypatch.undo()
    monkeypatch.setattr(Store, "titles", refuse)
    monkeypatch.setattr(Store, "knowledge", refuse)
    assert main(["search", "guidance", "--type", "method", "--graph", str(built_folder)]) == 0
    assert "classifier-free guidance" in capsys.readouterr().out


def test_nothing_found_is_told_and_is_no_error(run_search):
    streams = run_search("qqqqqqqqqq\x1b[31m")
    assert streams.out == ""
    assert "Nothing is spelled like 'qqqqqqqqqq\ufffd[31m'" in streams.err
    assert run_search("qqqqqqqqqq", "--format", "csv").out == "score,how,matched,papers,type,name,id,doubtful\n"


def test_a_text_longer_than_any_name_is_refused(built_folder, capsys):
    assert main(["search", "x" * 401, "--graph", str(built_folder)]) == 2
    assert "No name has more than 400 characters" in capsys.readouterr().err


def test_without_a_graph_the_command_says_so(tmp_path, capsys):
    assert main(["search", "x", "--graph", str(tmp_path)]) == 1
    assert "run `kg build" in capsys.readouterr().err


def test_other_commands_suggest_what_a_search_finds(built_folder, capsys):
    assert main(["show", "classifer-free gudance", "--graph", str(built_folder)]) == 1
    assert "Did you mean classifier-free guidance" in capsys.readouterr().err
