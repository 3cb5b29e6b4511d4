"""The tabular exports of the sample."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
import spacy

from kg.export import (
    FILES,
    FORMATS,
    csvfile,
    entity_lists,
    jsonl,
    rejected,
    result_table,
    spacy_patterns,
    write_format,
)
from kg.export.content import Content
from kg.export.paper_lists import extract_line, extract_row, paper_row
from kg.export.paper_lists import write as write_papers
from kg.model.errors import NoSuchName
from kg.model.knowledge import Entity, EntityId, Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.schemas import schemas
from kg.read.stream import read_bytes

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


@pytest.mark.parametrize("file", ["papers.jsonl", "entities.jsonl", "rejected.jsonl"])
def test_json_lines_keep_to_their_schema(knowledge: Knowledge, content: MakeContent, tmp_path: Path, file: str) -> None:
    schema = json.loads((schemas() / file.replace(".jsonl", ".schema.json")).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    FILES[file](content(knowledge, RUN), tmp_path / file)
    rows = read_jsonl(tmp_path / file)
    assert rows
    for row in rows:
        jsonschema.validate(row, schema)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**row, "invented": 1}, schema)


def test_the_extract_line_keeps_to_its_schema_and_says_what_the_paper_says(knowledge: Knowledge) -> None:
    schema = json.loads((schemas() / "extract.schema.json").read_text(encoding="utf-8"))
    row = extract_row(knowledge.papers[2])
    jsonschema.validate(row, schema)
    assert row["proposes"] == ["method/classifier-free-guidance"]
    assert row["dataset_roles"] == {"dataset/imagenet-256x256": "eval"}
    assert row["mentions"][0] == {
        "start": 29,
        "end": 32,
        "label": "METHOD",
        "text": "CFG",
        "entity": "method/classifier-free-guidance",
        "score": 0.9,
    }
    assert row["results"][0] == {
        "metric": "metric/fid",
        "value": "1.19",
        "value_text": "1.19",
        "low": None,
        "spread": None,
        "high": None,
        "unit": "",
        "kind": "absolute",
        "dataset": "dataset/imagenet-256x256",
        "subject": "method/classifier-free-guidance",
        "comparator": None,
        "direction": None,
        "bound": "exact",
        "conditions": ["256x256"],
        "task": "task/image-generation",
        "holder": "own",
        "start": 48,
        "end": 52,
        "score": 0.9877,
    }
    last = row["results"][-1]
    assert (last["value"], last["spread"], last["unit"], last["value_text"]) == ("91.2", "0.3", "%", "91.2 ± 0.3%")
    for mention in row["mentions"]:
        assert row["text"][mention["start"] : mention["end"]] == mention["text"]


def test_what_a_text_denies_is_no_relation(knowledge: Knowledge) -> None:
    row = extract_row(knowledge.papers[2])
    assert {relation["type"] for relation in row["relations"]} == {"evaluatesOn", "proposes"}
    assert [relation["type"] for relation in row["denied"]] == ["outperforms"]
    assert "denied" not in extract_row(knowledge.papers[1])


@pytest.mark.parametrize("schema", ["extract", "papers"])
@pytest.mark.parametrize(("spread", "kept"), [("0.3", True), (None, True), (0.3, False), ("±0.3", False)])
def test_a_spread_is_a_plain_decimal_or_null(knowledge: Knowledge, schema: str, spread: object, kept: bool) -> None:
    of_file = json.loads((schemas() / f"{schema}.schema.json").read_text(encoding="utf-8"))
    row = (extract_row if schema == "extract" else paper_row)(knowledge.papers[2])
    row["results"][-1]["spread"] = spread
    assert jsonschema.Draft202012Validator(of_file).is_valid(row) is kept


def test_an_extract_line_is_one_line(knowledge: Knowledge) -> None:
    for facts in knowledge.papers:
        line = extract_line(facts)
        assert "\n" not in line
        assert json.loads(line) == extract_row(facts)


def test_metadata_is_as_read(knowledge: Knowledge) -> None:
    row = paper_row(knowledge.papers[2])
    assert row["authors"] == ["Ada L.", 'Bo "B" C.']
    assert row["published_inferred"] is True
    assert row["sources"] == ["a.txt", "b.txt"]
    assert paper_row(knowledge.papers[0])["authors"] == 3
    assert paper_row(knowledge.papers[1])["authors"] is None


def test_papers_are_sorted_by_identifier_whatever_their_order(knowledge: Knowledge, tmp_path: Path) -> None:
    write_papers(knowledge, tmp_path / "a")
    write_papers(replace(knowledge, papers=knowledge.papers[::-1]), tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert [row["id"] for row in read_jsonl(tmp_path / "a")] == ["a b/c<d>", "bare-000000", "guided-diffusion-0a1b2c"]


def test_entities_as_csv(knowledge: Knowledge, tmp_path: Path) -> None:
    entity_lists.write_csv(knowledge, tmp_path / "entities.csv")
    rows = {row["id"]: row for row in read_csv(tmp_path / "entities.csv")}
    assert tuple(rows["metric/fid"]) == entity_lists.COLUMNS
    guidance = rows["method/classifier-free-guidance"]
    assert (guidance["type"], guidance["name"], guidance["aliases"]) == ("METHOD", "classifier-free guidance", "CFG")
    assert (guidance["papers"], guidance["mentions"], guidance["benchmark"]) == ("2", "3", "false")
    assert rows["dataset/imagenet-256x256"]["benchmark"] == "true"
    assert rows["metric/fid"]["higher_is_better"] == "false"
    assert rows["model/sit"]["higher_is_better"] == ""
    assert rows["model/llama-7b"]["variant_of"] == "model/llama"


def test_results_as_csv(knowledge: Knowledge, tmp_path: Path) -> None:
    result_table.write(knowledge, tmp_path / "results.csv")
    rows = read_csv(tmp_path / "results.csv")
    assert tuple(rows[0]) == result_table.COLUMNS
    first = next(row for row in rows if row["value"] == "1.19")
    assert (first["metric"], first["dataset"], first["subject"]) == (
        "FID",
        "ImageNet 256x256",
        "classifier-free guidance",
    )
    assert (first["metric_id"], first["conditions"], first["score"]) == ("metric/fid", "256x256", "0.9877")
    ranged = next(row for row in rows if row["value"] == "13-25")
    assert (ranged["low"], ranged["high"], ranged["unit"], ranged["direction"]) == ("13", "25", "points", "decrease")
    told = {row["value"]: (row["spread"], row["value_text"]) for row in rows}
    assert told["91.2"] == ("0.3", "91.2 ± 0.3%")
    assert told["1.19"] == ("", "1.19")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+IG", "'+IG"),
        ("-2+3", "'-2+3"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("+7.64", "+7.64"),
        ("-13.6\\%", "-13.6\\%"),
        ("+2.5 points", "+2.5 points"),
        ("-1e-3", "-1e-3"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_text_is_never_a_formula_and_numbers_stay_numbers(text: str, cell: str) -> None:
    assert csvfile.cell(text) == cell


def test_csv_is_quoted_and_ends_its_lines_with_line_feeds(tmp_path: Path) -> None:
    csvfile.write(("a", "b"), [['x,"y"\nz', None], ["\0", True]], tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == 'a,b\n"x,""y""\nz",\n\ufffd,true\n'.encode()


def test_several_values_in_a_cell_can_be_told_apart() -> None:
    assert csvfile.several(["a|b", "c"]) == "a\\|b | c"


def test_rejected_input_is_sorted(knowledge: Knowledge, tmp_path: Path) -> None:
    rejected.write(knowledge, tmp_path / "rejected.jsonl")
    assert read_jsonl(tmp_path / "rejected.jsonl") == [
        {"file": "x.txt", "line": 3, "reason": "The entry has no title; add one.", "excerpt": "…"}
    ]


# ---- spaCy


@pytest.fixture(scope="module")
def ruler(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> spacy.language.Language:
    path = tmp_path_factory.mktemp("spacy") / "patterns.jsonl"
    spacy_patterns.write(knowledge, path)
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    assert isinstance(ruler, spacy.pipeline.EntityRuler)
    ruler.from_disk(path)
    return nlp


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We use CFG.", [("CFG", "METHOD", "method/classifier-free-guidance")]),
        (
            "Classifier-Free Guidance helps.",
            [("Classifier-Free Guidance", "METHOD", "method/classifier-free-guidance")],
        ),
        (
            "On ImageNet 256x256, FID drops.",
            [
                ("ImageNet 256x256", "DATASET", "dataset/imagenet-256x256"),
                ("FID", "METRIC", "metric/fid"),
            ],
        ),
        ("LLaMA-7B and LLaMA", [("LLaMA-7B", "MODEL", "model/llama-7b"), ("LLaMA", "MODEL", "model/llama")]),
        ("CPT", [("CPT", "METHOD", "method/cpt~continual-pre-training")]),
        ("a llama, to sit, cfg, fid", []),
    ],
)
def test_the_entity_ruler_finds_names_and_aliases(
    ruler: spacy.language.Language, text: str, found: list[tuple[str, str, str]]
) -> None:
    assert [(span.text, span.label_, span.ent_id_) for span in ruler(text).ents] == found


def test_a_spelling_of_two_entities_goes_to_the_one_it_names_most() -> None:
    shared = [
        Entity(EntityId("method/a"), "METHOD", "Alpha", (("ABC", 1),), (), 9, 9),
        Entity(EntityId("method/b"), "METHOD", "Beta", (("ABC", 5),), (), 1, 5),
    ]
    rows = [row for row in spacy_patterns.rows(shared) if row["pattern"] == [{"ORTH": "ABC"}]]
    assert rows == [{"label": "METHOD", "pattern": [{"ORTH": "ABC"}], "id": "method/b"}]


# ---- formats


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_can_be_written(knowledge: Knowledge, content: MakeContent, tmp_path: Path, name: str) -> None:
    paths = write_format(name, content(knowledge, RUN), tmp_path / "out")
    assert all(path.stat().st_size > 0 for path in paths)
    single = len(FORMATS[name].files) == 1
    assert [path.name for path in paths] == (["out"] if single else list(FORMATS[name].files))


def test_an_unknown_format_is_told_with_those_there_are(
    knowledge: Knowledge, content: MakeContent, tmp_path: Path
) -> None:
    with pytest.raises(NoSuchName, match=r"no export format 'xls'\. There are csv, graphml"):
        write_format("xls", content(knowledge, RUN), tmp_path / "out")


def test_a_table_can_be_written_to_any_stream(knowledge: Knowledge) -> None:
    out = io.StringIO()
    csvfile.dump(entity_lists.COLUMNS, entity_lists.csv_rows(knowledge.entities[:1], ()), out)
    assert out.getvalue().splitlines()[1].startswith("dataset/imagenet-256x256,DATASET,")


@pytest.mark.parametrize("ending", ["\r", "\n", "\r\n", ",", '"'])
def test_a_cell_keeps_its_line_endings_and_its_row(ending: str) -> None:
    file = io.StringIO(newline="")
    csvfile.dump(("a", "b"), [(f"one{ending}two", None)], file)
    assert list(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [["a", "b"], [f"one{ending}two", ""]]


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_is_one_line_to_every_reader(separator: str) -> None:
    row = {"title": f"a{separator}b", f"k{separator}": ["é", {"x": separator}]}
    written = jsonl.line(row)
    assert written.splitlines() == [written]
    assert "é" in written
    assert json.loads(written) == row


@pytest.mark.parametrize("text", ["half \ud83d", "\udc00\u2028é", "\ud800 \x85"])
def test_half_a_character_is_kept_as_an_escape(text: str) -> None:
    written = jsonl.line({"title": text})
    assert written.encode("utf-8").decode("utf-8").splitlines() == [written]
    assert json.loads(written) == {"title": text}


def test_separators_of_lines_are_read_bare_and_escaped_alike() -> None:
    row = {"id": "a", "title": "One\u2028title", "abstract": "We use\u2029CFG."}
    bare, escaped = (json.dumps(row, ensure_ascii=False), jsonl.line(row))
    assert bare != escaped
    first, second = (read_bytes("a.jsonl", f"{text}\n".encode()).entries for text in (bare, escaped))
    assert first == second
    assert len(first) == 1
