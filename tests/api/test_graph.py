"""A built graph: its lists and filters, and what it is in other libraries."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path

import pandas as pd
import pyoxigraph
import pytest
from rdflib.query import ResultRow

import kg


@pytest.fixture(scope="module")
def graph(built_folder: Path) -> kg.Graph:
    return kg.open(built_folder)


@pytest.fixture(scope="module")
def two_papers(small_folder: Path) -> kg.Graph:
    return kg.open(small_folder, precision=0)


# ---- lists


def test_entities_are_those_of_the_export_and_the_best_known_come_first(graph: kg.Graph) -> None:
    rows = {row["id"]: row for row in map(json.loads, (graph.folder / "entities.jsonl").read_text().splitlines())}
    entities = graph.entities()
    assert {entity.id for entity in entities} == rows.keys()
    assert [(-e.paper_count, e.id) for e in entities] == sorted((-e.paper_count, e.id) for e in entities)
    for entity in entities:
        row = rows[entity.id]
        assert (entity.name, entity.type.upper(), entity.is_benchmark) == (row["name"], row["type"], row["benchmark"])
        assert entity.aliases == tuple(a["text"] for a in row["aliases"] if a["text"] != row["name"])
        assert (entity.paper_count, entity.mention_count) == (row["papers"], row["mentions"])


def test_a_benchmark_is_a_dataset_too(graph: kg.Graph) -> None:
    datasets, benchmarks = graph.entities(type="dataset"), graph.entities(type="benchmark")
    assert benchmarks == [dataset for dataset in datasets if dataset.is_benchmark]
    assert 0 < len(benchmarks) < len(datasets)
    assert {entity.type for entity in datasets} == {"dataset"}


def test_entities_that_few_papers_name_are_left_out(graph: kg.Graph) -> None:
    everything = graph.entities(type="method")
    assert graph.entities(type="method", min_papers=5) == [entity for entity in everything if entity.paper_count >= 5]


def test_papers_are_those_of_the_export(graph: kg.Graph) -> None:
    rows = list(map(json.loads, (graph.folder / "papers.jsonl").read_text().splitlines()))
    papers = graph.papers()
    assert [paper.id for paper in papers] == [row["id"] for row in rows]
    for paper, row in zip(papers, rows, strict=True):
        assert (paper.text, paper.published, paper.url) == (row["text"], row["published"], row["url"])
        assert (paper.code, paper.sources) == (tuple(row["code"]), tuple(row["sources"]))
        authors = row["authors"]
        assert paper.author_count == (len(authors) if isinstance(authors, list) else authors)


def test_papers_by_what_they_say_of_an_entity(two_papers: kg.Graph) -> None:
    assert [paper.id for paper in two_papers.papers(entity="LoRA")] == ["a", "b"]
    assert [paper.id for paper in two_papers.papers(entity="lora", relation="outperforms")] == ["b"]
    assert [paper.id for paper in two_papers.papers(relation="introduces")] == []
    assert [paper.id for paper in two_papers.papers(entity="BoxNet", relation="proposes")] == ["b"]
    assert two_papers.papers(entity="BoxNet", relation="outperforms") == []


def test_relations_carry_names_and_their_sentence(two_papers: kg.Graph) -> None:
    [relation] = two_papers.relations(type="outperforms")
    assert (relation.paper, relation.title, relation.denied) == ("b", "BoxNet", False)
    assert (relation.entity, relation.entity_id) == ("low-rank adaptation", "method/low-rank-adaptation")
    assert relation.sentence == "We propose BoxNet, which outperforms LoRA on ImageNet."
    [paper] = [paper for paper in two_papers.papers() if paper.id == "b"]
    assert paper.text[relation.start : relation.end] == "LoRA"
    assert paper.text[relation.sentence_start :].startswith(relation.sentence)


def test_comparisons_carry_names_and_their_sentence(two_papers: kg.Graph) -> None:
    [comparison] = two_papers.comparisons()
    assert (comparison.paper, comparison.title, comparison.denied) == ("b", "BoxNet", False)
    assert (comparison.subject, comparison.relation, comparison.object) == (
        "BoxNet", "outperforms", "low-rank adaptation",
    )  # fmt: skip
    assert (comparison.subject_id, comparison.object_id) == ("model/boxnet", "method/low-rank-adaptation")
    assert comparison.sentence == "We propose BoxNet, which outperforms LoRA on ImageNet."
    [paper] = two_papers.papers(entity="BoxNet")
    assert paper.text[comparison.start : comparison.end] == "BoxNet, which outperforms LoRA"


def test_comparisons_by_what_they_are_of(two_papers: kg.Graph) -> None:
    everything = two_papers.comparisons()
    assert two_papers.comparisons(subject="BoxNet", object="lora", relation="outperforms", paper="b") == everything
    assert two_papers.comparisons(subject="LoRA") == []
    assert two_papers.comparisons(object="BoxNet") == []
    assert two_papers.comparisons(relation="comparesWith") == []
    assert two_papers.comparisons(paper="a") == []
    assert two_papers.comparisons(min_score=1.0) == []


def test_filters_leave_what_they_say(graph: kg.Graph) -> None:
    everything = graph.relations()
    assert graph.relations(type="uses") == [r for r in everything if r.type == "uses"] != []
    assert graph.relations(entity="CFG") == [r for r in everything if r.entity == "classifier-free guidance"] != []
    assert graph.relations(min_score=0.9) == [r for r in everything if r.score >= 0.9] != []
    some = everything[len(everything) // 2]
    for name in (some.paper, some.title):
        assert graph.relations(paper=name) == [r for r in everything if r.paper == some.paper]


def test_results_are_those_of_the_table(graph: kg.Graph) -> None:
    with (graph.folder / "results.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    results = graph.results()
    assert [field.name for field in fields(kg.Result)] == [*rows[0], "from_corrections"]
    assert len(results) == len(rows) > 100
    for result, row in zip(results, rows, strict=True):
        for name in ("paper", "title", "value_text", "unit", "kind", "bound", "holder", "sentence"):
            assert getattr(result, name) == row[name].removeprefix("'")  # which keeps spreadsheets from computing
        for name in ("metric", "dataset", "task", "subject", "comparator", "metric_id", "subject_id", "direction"):
            assert (getattr(result, name) or "") == row[name]
        assert (result.start, result.end) == (int(row["start"]), int(row["end"]))
        assert [result.low, result.high, result.spread] == [number(row[name]) for name in ("low", "high", "spread")]
        assert result.value == (None if row["low"] else number(row["value"]))


def number(cell: str) -> float | None:
    """A fraction is no decimal."""
    return float(cell) if cell and "/" not in cell else None


def test_results_by_what_they_are_of(graph: kg.Graph) -> None:
    everything = graph.results()
    assert graph.results(kind="ratio") == [r for r in everything if r.kind == "ratio"] != []
    results = graph.results(metric="fid", dataset="ImageNet 256", min_score=0.65)
    assert results == [
        r for r in everything if (r.metric, r.dataset) == ("FID", "ImageNet 256x256") and r.score >= 0.65
    ]
    assert len(results) > 3
    subject = next(r for r in results if r.subject is not None).subject
    assert graph.results(subject=subject) == [r for r in everything if r.subject == subject]


def test_what_was_rejected_is_listed(tmp_path: Path, small_input: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(small_input.read_text() + '{"id": "c", "title": "cut off')
    with pytest.warns(UserWarning, match=r"1 record was rejected, the first at papers\.jsonl:4"):
        graph = kg.build(path, tmp_path / "out")
    [rejected] = graph.rejected()
    assert (rejected.file, rejected.line) == ("papers.jsonl", 4)


# ---- names that nothing has


@pytest.mark.parametrize(
    ("ask", "error", "hint"),
    [
        (lambda graph: graph.show("clasifier free guidence"), kg.NoSuchName, "classifier-free guidance"),
        (lambda graph: graph.show("Guiding a Difusion Transformer"), kg.NoSuchName, '"Guiding a Diffusion Transf'),
        (
            lambda graph: graph.papers(entity="Qwen 2.55"),
            kg.NoSuchName,
            "no entity named 'Qwen 2.55' in this graph. Did you",
        ),
        (lambda graph: graph.results(metric="FIDD"), kg.NoSuchName, "There is no metric named 'FIDD'.*FID"),
        (lambda graph: graph.results(paper="Guiding a Difusion"), kg.NoSuchName, "There is no paper named"),
        (lambda graph: graph.sparql("leaderbord"), kg.NoSuchName, "Did you mean leaderboard"),
        (lambda graph: graph.sparql("leaderboard", bechmark="x"), kg.UsageError, "Did you mean benchmark"),
        (lambda graph: graph.sparql("ASK {}", metric="FID"), kg.UsageError, "go with the name of a shipped query"),
        (lambda graph: graph.sparql("SELECT ?x {"), kg.QueryError, "SPARQL"),
        (lambda graph: graph.entities(type="benchmrk"), kg.UsageError, "no type 'benchmrk'. Did you mean benchmark"),
        (lambda graph: graph.search("x", type="papr"), kg.UsageError, "Did you mean paper"),
        (lambda graph: graph.papers(relation="outperform"), kg.UsageError, "Did you mean outperforms"),
        (lambda graph: graph.results(kind="absolut"), kg.UsageError, "Did you mean absolute"),
        (lambda graph: graph.to_pandas("result"), kg.UsageError, "Did you mean results"),
        (lambda graph: graph.show(" "), kg.NoSuchName, "no entity or paper named ' '"),
    ],
)
def test_an_error_says_what_may_have_been_meant(
    graph: kg.Graph, ask: Callable[[kg.Graph], object], error: type[kg.KgError], hint: str
) -> None:
    with pytest.raises(error, match=hint):
        ask(graph)


# ---- by name


def test_search_finds_entities_and_papers(graph: kg.Graph) -> None:
    best, *_ = graph.search("classifer-free guidence", type="method", limit=3)
    assert (best.name, best.type, best.how) == ("classifier-free guidance", "method", "similar")
    [paper] = graph.search("Guiding a Diffusion Transformer with the Internal Dynamics of Itself", limit=1)
    assert (paper.type, paper.papers, paper.score) == ("paper", None, 100)
    assert graph.search("no such thing at all whatever") == []


# ---- in other libraries


@pytest.mark.parametrize("table", ["entities", "papers", "relations", "results", "comparisons"])
def test_a_table_in_pandas_holds_the_records(two_papers: kg.Graph, table: str) -> None:
    records = getattr(two_papers, table)()
    frame = two_papers.to_pandas(table)  # type: ignore[arg-type] # one of the five
    assert len(frame) == len(records) > 0
    assert list(frame.columns) == list(asdict(records[0]))
    assert frame.equals(pd.DataFrame(records))


def test_networkx_holds_papers_entities_and_results(two_papers: kg.Graph) -> None:
    graph = two_papers.to_networkx()
    kinds = [data["kind"] for _, data in graph.nodes(data=True)]
    assert kinds.count("paper") == len(two_papers.papers())
    assert kinds.count("result") == len(two_papers.results())
    assert "method/low-rank-adaptation" in graph


def test_rdflib_holds_the_same_graph_and_answers_alike(graph: kg.Graph) -> None:
    facts = graph.to_rdflib(provenance=False)
    files = [graph.folder / "graph.ttl", graph.folder / "derived.ttl"]
    assert len(facts) == len({quad for file in files for quad in pyoxigraph.parse(path=str(file))})
    query = (
        "SELECT ?name (COUNT(DISTINCT ?paper) AS ?papers) WHERE { ?paper kg:evaluatesOn/skos:prefLabel ?name } "
        "GROUP BY ?name ORDER BY DESC(?papers) ?name LIMIT 20"
    )
    theirs = [(str(row.name), int(row.papers)) for row in facts.query(query) if isinstance(row, ResultRow)]
    assert theirs == [(row["name"], row["papers"]) for row in graph.sparql(query)]
    assert theirs[0][1] > 5


# ---- how it prints, and when it reads


def test_it_prints_its_counts(two_papers: kg.Graph) -> None:
    entities, relations = len(two_papers.entities()), len(two_papers.relations())
    assert repr(two_papers) == (
        f"<Graph {str(two_papers.folder)!r}: 2 papers, {entities} entities, {relations} relations, 1 results, "
        "1 comparisons>"
    )
    assert "<tr><th>papers</th><td>2</td></tr>" in two_papers._repr_html_()


def test_graphs_differ_in_what_they_show(small_folder: Path) -> None:
    whole, sure = kg.open(small_folder, precision=0), kg.open(small_folder, precision=1)
    difference = whole.diff(sure)
    assert isinstance(difference, kg.Difference)
    assert difference
    assert difference.entities_removed
    assert not difference.entities_added
    assert sure.diff(whole).entities_added == difference.entities_removed
    assert not whole.diff(kg.open(small_folder, precision=0))


def test_a_later_build_is_seen(small_folder: Path, tmp_path: Path) -> None:
    folder, path = tmp_path / "out", tmp_path / "more.jsonl"
    shutil.copytree(small_folder, folder)
    graph = kg.open(folder)
    assert len(graph.papers()) == 2
    assert graph.papers(entity="LoRA")
    path.write_text('{"id": "c", "title": "Another", "abstract": "We use LoRA."}')
    kg.build(path, folder)
    assert [paper.id for paper in graph.papers(entity="LoRA")] == ["a", "b", "c"]


def test_a_folder_without_a_graph_is_named_with_those_that_may_be_meant(small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "outputs")
    with pytest.raises(kg.GraphNotFound, match=r"no built graph in .*output; .* Did you mean .*outputs\?"):
        kg.open(tmp_path / "output")
    with pytest.raises(kg.GraphNotFound, match=r"Did you mean .*outputs\?"):
        kg.open(tmp_path)
    with pytest.raises(kg.GraphNotFound, match=r"no built graph in .*nowhere; run `kg build INPUT\.\.\. -o .*`\.$"):
        kg.open(tmp_path / "elsewhere" / "nowhere")
