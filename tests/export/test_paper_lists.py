"""`papers.jsonl` and the line of `kg extract`: what each holds, and in which order."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from kg.export.content import Content
from kg.export.paper_lists import make_extract_line, make_extract_row, make_paper_row
from kg.export.paper_lists import write as write_papers
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo
from kg.rdf.schemas import find_schemas

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


def read_jsonl(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_the_extract_line_keeps_to_its_schema_and_says_what_the_paper_says(knowledge: Knowledge) -> None:
    schema = json.loads((find_schemas() / "extract.schema.json").read_text(encoding="utf-8"))
    row = make_extract_row(knowledge.papers[2])
    jsonschema.validate(row, schema)
    assert row["field_score"] == 0.9771
    assert row["proposes"] == ["method/classifier-free-guidance"]
    assert row["dataset_roles"] == {"dataset/imagenet-256x256": "eval"}
    assert row["mentions"][0] == {
        "start": 29,
        "end": 32,
        "label": "METHOD",
        "text": "CFG",
        "entity": "method/classifier-free-guidance",
        "type": "METHOD",
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
    assert row["comparisons"][0] == {
        "subject": "method/classifier-free-guidance",
        "object": "model/sit",
        "relation": "outperforms",
        "denied": True,
        "start": 77,
        "end": 94,
        "score": 0.625,
    }
    assert row["text"][77:94] == "does not beat SiT"
    assert [comparison["denied"] for comparison in row["comparisons"]] == [True, False]
    for mention in row["mentions"]:
        assert row["text"][mention["start"] : mention["end"]] == mention["text"]


def test_a_mention_says_the_type_of_its_entity_beside_its_own_label(knowledge: Knowledge) -> None:
    facts = knowledge.papers[2]
    mislabelled = replace(facts, mentions=(replace(facts.mentions[0], label="MODEL"), *facts.mentions[1:]))
    first = make_paper_row(mislabelled)["mentions"][0]
    assert (first["label"], first["type"]) == ("MODEL", "METHOD")


def test_what_a_text_denies_is_no_relation(knowledge: Knowledge) -> None:
    row = make_extract_row(knowledge.papers[2])
    assert {relation["type"] for relation in row["relations"]} == {"evaluatesOn", "proposes"}
    assert [relation["type"] for relation in row["denied"]] == ["outperforms"]
    assert "denied" not in make_extract_row(knowledge.papers[1])


@pytest.mark.parametrize("schema", ["extract", "papers"])
@pytest.mark.parametrize(("spread", "is_valid"), [("0.3", True), (None, True), (0.3, False), ("±0.3", False)])
def test_a_spread_is_a_plain_decimal_or_null(knowledge: Knowledge, schema: str, spread: object, is_valid: bool) -> None:
    of_file = json.loads((find_schemas() / f"{schema}.schema.json").read_text(encoding="utf-8"))
    row = (make_extract_row if schema == "extract" else make_paper_row)(knowledge.papers[2])
    row["results"][-1]["spread"] = spread
    assert jsonschema.Draft202012Validator(of_file).is_valid(row) is is_valid


def test_an_extract_line_is_one_line(knowledge: Knowledge) -> None:
    for facts in knowledge.papers:
        line = make_extract_line(facts)
        assert "\n" not in line
        assert json.loads(line) == make_extract_row(facts)


def test_metadata_is_as_read(knowledge: Knowledge) -> None:
    row = make_paper_row(knowledge.papers[2])
    assert row["authors"] == ["Ada L.", 'Bo "B" C.']
    assert row["published_inferred"] is True
    assert row["sources"] == ["a.txt", "b.txt"]
    assert make_paper_row(knowledge.papers[0])["authors"] == 3
    assert make_paper_row(knowledge.papers[1])["authors"] is None


def test_papers_are_written_by_identifier_as_knowledge_has_them(
    knowledge: Knowledge, content: MakeContent, tmp_path: Path
) -> None:
    write_papers(content(knowledge, RUN), tmp_path / "a")
    assert [row["id"] for row in read_jsonl(tmp_path / "a")] == ["a b/c<d>", "bare-000000", "guided-diffusion-0a1b2c"]
