"""`kg query` on the sample listings: the questions that the graph exists to answer, with answers read in the texts."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest

from kg.cli import main
from kg.sparql import queries


@pytest.fixture
def run_query(built_folder, capsys):
    def run(*args):
        code = main(["query", *args, "--graph", str(built_folder)])
        streams = capsys.readouterr()
        assert code == 0, streams.err
        return streams.out

    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


FIDS = [
    ("1.04", "Semantic-First Diffusion"),
    ("1.06", "Semantic-First Diffusion"),
    ("1.19", "LightningDiT-XL/1+IG"),
    ("1.34", "LightningDiT-XL/1+IG"),
    ("1.75", "SiT-XL/2+IG"),
    ("2.04", "diffusion model"),
    ("5.31", "SiT-XL/2+IG"),
    ("8.82", "consistency model"),
]
"""Every FID that the listings report on ImageNet 256x256, and whose; 2.35 is on 512x512, 2.86 names no dataset."""


def test_fid_on_imagenet_256_best_first(run_query):
    output = run_query("leaderboard", "--format", "csv")
    assert [(row["value"], row["subject_name"]) for row in rows(output)] == FIDS


def test_an_answer_shows_what_is_sure_and_the_rest_apart(built_folder, tmp_path, capsys):
    folder = str(shutil.copytree(built_folder, tmp_path / "copy", ignore=shutil.ignore_patterns("index")))

    def ask(*options: str) -> tuple[list[tuple[str, ...]], str]:
        main(["query", "improvements", "--format", "csv", *options, "--graph", folder])
        streams = capsys.readouterr()
        return [tuple(row.values()) for row in rows(streams.out)], streams.err

    everything, _ = ask()
    sure_rows, message = ask("--precision", "0.75")
    assert 0 < len(sure_rows) < len(everything) - 1
    assert message == f"{len(everything) - len(sure_rows)} more rows rest on doubtful facts; --doubtful shows them.\n"
    rest, message = ask("--precision", "0.75", "--doubtful")
    assert sorted(sure_rows + rest) == sorted(everything)
    assert message == ""
    main(["query", "improvements", "--format", "csv", "--graph", folder])
    assert "doubtful" not in capsys.readouterr().err, "of this graph everything is shown"


def test_what_rests_on_doubt_is_rows(built_folder, capsys):
    assert main(["query", "ASK { ?s ?p ?o }", "--doubtful", "--graph", str(built_folder)]) == 2
    assert "gives rows (SELECT)" in capsys.readouterr().err


@pytest.mark.parametrize("spelling", ["ImageNet-256", "imagenet 256X256"])
def test_a_benchmark_is_found_by_any_spelling(run_query, spelling):
    settings = ["--set", f"benchmark={spelling}", "--set", "metric=fid"]
    assert len(rows(run_query("leaderboard", *settings, "--format", "csv"))) == len(FIDS)


def test_papers_that_propose_something_about_classifier_free_guidance(run_query):
    titles = {row["title"] for row in rows(run_query("proposes-about", "--format", "csv"))}
    assert {
        "CFG-Ctrl: Control-Based Classifier-Free Diffusion Guidance",
        "Diversity-Rewarded CFG Distillation",
        "Improving Classifier-Free Guidance of Flow Matching via Manifold Projection",
    } <= titles


def test_benchmarks_of_three_papers_or_more(run_query):
    benchmarks = rows(run_query("benchmarks", "--set", "min_papers=3", "--format", "csv"))
    papers = [int(next(value for key, value in row.items() if "papers" in key)) for row in benchmarks]
    assert min(papers) == 3
    assert papers == sorted(papers, reverse=True)
    names = {value for row in benchmarks for value in row.values()}
    assert {"CIFAR-10", "GLUE", "GSM8K"} <= names


def test_methods_that_a_paper_shares_with_others(run_query):
    title = "Diversity-Rewarded CFG Distillation"
    shared = rows(run_query("shared-methods", "--set", f"title={title}", "--format", "csv"))
    assert "classifier-free guidance" in {row["method"] for row in shared}
    assert title not in {row["other_title"] for row in shared}


def test_sparql_of_ones_own_in_every_format(run_query, tmp_path):
    text = 'SELECT ?m WHERE { ?m a kg:Metric ; skos:prefLabel "FID" }'
    iri = "https://w3id.org/kg-papers/id/metric/fid"
    assert run_query(text, "--format", "csv") == f"m\r\n{iri}\r\n"
    assert run_query(text, "--format", "tsv") == f"?m\n<{iri}>\n"
    assert json.loads(run_query(text, "--format", "json"))["results"]["bindings"] == [
        {"m": {"type": "uri", "value": iri}}
    ]
    assert "metric:fid" in run_query(text)
    (tmp_path / "own.rq").write_text(text)
    assert run_query(str(tmp_path / "own.rq"), "--format", "csv") == f"m\r\n{iri}\r\n"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["nonsense"], 1, "no query named 'nonsense'. `kg query` lists"),
        (["leaderbord"], 1, "no query named 'leaderbord'. Did you mean leaderboard?"),
        (["leader board"], 1, "Did you mean leaderboard?"),
        (
            ["leaderboard", "--set", "benchmrk=x"],
            2,
            "no parameter 'benchmrk'; it has benchmark, metric. Did you mean benchmark?",
        ),
        (["SELECT ?x WHERE {"], 1, "line 1"),
        (["DELETE WHERE { ?s ?p ?o }"], 1, "kg: "),
        (["SELECT * WHERE { SERVICE <http://localhost/x> { ?s ?p ?o } }"], 1, "SERVICE"),
        (["leaderboard", "--set", "nope=1"], 2, "no parameter 'nope'"),
        (["leaderboard", "--set", "metric"], 2, "NAME=VALUE"),
        (["no-such-file.rq"], 1, "no-such-file.rq cannot be read"),
        (["SELECT * { ?s ?p ?o } LIMIT 1", "--format", "turtle"], 2, "--format csv"),
        (["SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "0.3"], 1, "kg: "),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(built_folder, capsys, args, code, message):
    assert main(["query", *args, "--graph", str(built_folder)]) == code
    streams = capsys.readouterr()
    assert message in streams.err
    assert streams.out == ""


def test_a_query_may_not_take_all_memory(small_folder, monkeypatch, capsys):
    most = "SELECT * { { SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 2000000 } } ORDER BY ?i LIMIT 1"
    monkeypatch.setattr("kg.cli.query_command.MOST_MEMORY", 300_000_000)
    assert main(["query", most, "--graph", str(small_folder)]) == 1
    streams = capsys.readouterr()
    assert (streams.out, "too much memory" in streams.err) == ("", True)
    assert len(streams.err.splitlines()) == 1


def test_a_value_that_is_set_stays_a_value(run_query):
    hostile = 'metric=FID" } ?s ?p ?o . VALUES ?metric { "FID'
    assert rows(run_query("leaderboard", "--set", hostile, "--format", "csv")) == []


def test_the_shipped_queries_are_listed_with_their_parameters(run_query):
    output = run_query()
    assert "leaderboard" in output
    assert "--set benchmark='imagenet 256x256'" in output


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["leaderboard", "--set", "benchmark=Imagenet256"],
            "has the benchmark 'Imagenet256'. Did you mean ImageNet 256x256",
        ),
        (["leaderboard", "--set", "metric=FIDD"], "has the metric 'FIDD'. Did you mean FID"),
        (["proposes-about", "--set", "topic=clasifier free guidance"], "Did you mean classifier-free guidance"),
        (["used-with", "--set", "name=qqqqqqqqqq"], "has the name 'qqqqqqqqqq'. `kg search` finds names."),
        (
            ["paper", "--set", "title=Dynamic Clasifier-Free Diffusion"],
            'Did you mean "Dynamic Classifier-Free Diffusion',
        ),
    ],
)
def test_an_empty_answer_says_which_name_is_nobodys_and_whose_it_nearly_is(built_folder, capsys, args, message):
    assert main(["query", *args, "--format", "csv", "--graph", str(built_folder)]) == 0
    streams = capsys.readouterr()
    assert len(streams.out.splitlines()) == 1
    assert message in streams.err


def test_an_empty_answer_to_names_that_are_there_says_nothing(built_folder, capsys):
    settings = ["--set", "benchmark=GLUE", "--set", "metric=FID"]
    assert main(["query", "leaderboard", *settings, "--graph", str(built_folder)]) == 0
    assert capsys.readouterr().err == "0 rows\n"


def test_elsewhere_than_on_a_terminal_a_table_is_tab_separated(run_query):
    lines = run_query("leaderboard").splitlines()
    header = lines[0].split("\t")
    assert header[:4] == ["value", "value_text", "bound", "subject_name"]
    cells = [line.split("\t") for line in lines[1:]]
    assert [(row[0], row[3]) for row in cells] == FIDS
    assert {len(row) for row in cells} == {len(header)}


def test_elsewhere_the_list_of_queries_has_a_line_a_query(run_query):
    header, *lines = run_query().splitlines()
    assert header == "query\tquestion\tparameters"
    assert [line.count("\t") for line in lines] == [2] * len(lines)
    (beats,) = [line for line in lines if line.startswith("beats\t")]
    assert "--set name='lora'  a method or model" in beats


def test_a_mark_before_a_query_file_is_skipped(run_query, tmp_path):
    file = tmp_path / "marked.rq"
    text = '# Marked\nSELECT ?n {\n  VALUES ?n { "1" }  # @param which\n}'
    file.write_text(text, encoding="utf-8-sig")
    assert rows(run_query(str(file), "--format", "csv")) == [{"n": "1"}]
    assert rows(run_query(str(file), "--set", "n=2", "--format", "csv")) == [{"n": "2"}]
    assert queries.parse("marked", f"\ufeff{text}") == queries.parse("marked", text)
