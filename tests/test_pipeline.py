"""The main job on the five sample listings, and what makes it safe to run again."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing

import jsonschema
import pytest

from kg import pipeline
from kg.bounds.precision import DEFAULT_PRECISION
from kg.cli import main
from kg.evaluation import number_key
from kg.rdf.schemas import find_schemas

EXPORTS = {
    "graph.ttl",
    "mentions.ttl",
    "derived.ttl",
    "graph.html",
    "graph.graphml",
    "papers.jsonl",
    "entities.csv",
    "entities.jsonl",
    "patterns.jsonl",
    "results.csv",
    "doubtful.ttl",
    "doubtful.csv",
    "rejected.jsonl",
    "manifest.json",
}


def exports(folder):
    """The files that do not depend on what was built before."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "history.ttl"}


@pytest.fixture(scope="module")
def papers(built_folder):
    return [json.loads(line) for line in (built_folder / "papers.jsonl").read_text().splitlines()]


def test_a_build_writes_every_export(built_folder):
    assert set(exports(built_folder)) == EXPORTS
    assert (built_folder / "store" / "kg.sqlite").exists()


def test_the_listings_hold_468_papers(built_folder, papers):
    assert len(papers) == 468
    manifest = json.loads((built_folder / "manifest.json").read_text())
    assert [i["entries"] for i in manifest["inputs"]] == [50, 44, 119, 254, 47]
    assert manifest["counts"]["papers"] == 468
    assert (built_folder / "rejected.jsonl").read_text() == ""


def test_offsets_refer_to_the_raw_text(papers):
    for paper in papers:
        assert paper["text"] == f"{paper['title']}\n\n{paper['abstract']}"
        for mention in paper["mentions"]:
            assert paper["text"][mention["start"] : mention["end"]] == mention["text"] != ""
        for result in paper["results"]:
            written = paper["text"][result["start"] : result["end"]]
            assert number_key(result["value"]) == number_key(re.sub(r"pp|10\^\{(\d+)\}", _write_out, written))


def _write_out(match):
    """A power of ten without a factor, and no unit."""
    return f"1e{match[1]}" if match[1] else ""


def test_papers_refer_only_to_entities_that_are_there(built_folder, papers):
    known = {json.loads(line)["id"] for line in (built_folder / "entities.jsonl").read_text().splitlines()}
    for paper in papers:
        used = {m["entity"] for m in paper["mentions"]} | set(paper["proposes"]) | set(paper["dataset_roles"])
        used |= {r["object"] for r in paper["relations"]}
        used |= {r[part] for r in paper["results"] for part in ("metric", "dataset", "subject", "comparator", "task")}
        assert used - {None} <= known


def test_building_again_changes_no_byte(built_folder, listings, tmp_path):
    again = tmp_path / "again"
    shutil.copytree(built_folder, again)
    assert main(["build", str(listings), "-o", str(again), "--precision", "0"]) == 0
    assert exports(again) == exports(built_folder)


@pytest.mark.build
def test_building_in_steps_is_building_at_once(listings, tmp_path):
    first, *_, second = sorted(listings.glob("*.txt"))
    assert main(["build", str(first), str(second), "-o", str(tmp_path / "once")]) == 0
    assert main(["build", str(second), "-o", str(tmp_path / "steps")]) == 0
    assert main(["build", str(first), "-o", str(tmp_path / "steps")]) == 0
    assert exports(tmp_path / "steps") == exports(tmp_path / "once")


def test_what_is_rejected_is_listed_and_the_rest_is_built(tmp_path, capsys):
    lines = [
        '{"id": "a", "title": "About LoRA", "abstract": "We use LoRA and report a FID of 3.2 on CIFAR-10."}',
        '{"id": "b", "title": "cut off',
    ]
    (tmp_path / "papers.jsonl").write_text("\n".join(lines))
    out = tmp_path / "out"
    assert main(["build", str(tmp_path / "papers.jsonl"), "-o", str(out)]) == 0
    assert "1 rejected" in capsys.readouterr().err
    (rejected,) = map(json.loads, (out / "rejected.jsonl").read_text().splitlines())
    assert (rejected["file"], rejected["line"]) == ("papers.jsonl", 2)
    assert [json.loads(line)["id"] for line in (out / "papers.jsonl").read_text().splitlines()] == ["a"]
    assert main(["build", str(tmp_path / "papers.jsonl"), "-o", str(out), "--strict"]) == 1


def test_an_input_that_yields_nothing_fails_after_the_rest_is_built(tmp_path, capsys):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.jsonl").write_text('{"id": "a", "title": "T", "abstract": "We use LoRA."}')
    out = tmp_path / "out"
    assert main(["build", str(tmp_path / "empty.txt"), str(tmp_path / "good.jsonl"), "-o", str(out)]) == 1
    assert "no paper could be read from empty.txt" in capsys.readouterr().err
    assert len((out / "papers.jsonl").read_text().splitlines()) == 1


def test_a_failed_export_leaves_the_old_one(built_folder, listings, tmp_path, monkeypatch):
    again = tmp_path / "again"
    shutil.copytree(built_folder, again)

    def fail(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("kg.export.entity_lists.make_csv_rows", fail)
    assert main(["build", str(listings), "-o", str(again), "--precision", "0.5"]) == 1
    assert exports(again) == exports(built_folder)


PAGE = """Daily Papers

byAK and the research community

Jun 17

About LoRA

We use LoRA and report a FID of 3.2 on CIFAR-10 in a long enough abstract that says what was done and how well it went.

  • 4 authors
·
Mar 14

About CFG

We use CFG and report an accuracy of 91.2% on CIFAR-10 in an abstract that says what was done and how well it all went.

  • 2 authors
·
May 3, 2024 2
"""


def dates(folder):
    papers = map(json.loads, (folder / "papers.jsonl").read_text().splitlines())
    return [(p["title"], p["published"], p["published_inferred"]) for p in papers]


def test_a_year_that_is_given_later_takes_effect(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE)
    out = tmp_path / "out"
    assert main(["build", str(tmp_path / "page.txt"), "-o", str(out)]) == 0
    known = ("About CFG", "2024-05-03", False)
    assert dates(out) == [known, ("About LoRA", "2025-03-14", True)]
    assert main(["build", str(tmp_path / "page.txt"), "-o", str(out), "--year", "2027"]) == 0
    assert dates(out) == [known, ("About LoRA", "2027-03-14", True)]


def test_another_least_score_needs_no_text_read_again(tmp_path, capsys):
    abstract = "Classifier-free guidance (CFG) gets an FID of 2.04 on ImageNet-256; we also try odd things with LoRA."
    (tmp_path / "papers.jsonl").write_text(json.dumps({"id": "a", "title": "Using CFG", "abstract": abstract}))

    def build(folder, *options):
        assert main(["build", str(tmp_path / "papers.jsonl"), "-o", str(folder), *options]) == 0
        return exports(folder)

    everything = build(tmp_path / "out")
    (paper,) = map(json.loads, everything["papers.jsonl"].splitlines())
    least = str(max(mention["score"] for mention in paper["mentions"]) - 0.01)
    capsys.readouterr()
    sure = build(tmp_path / "out", "--min-score", least)
    assert "; 0 texts read" in capsys.readouterr().err
    assert sure == build(tmp_path / "fresh", "--min-score", least) != everything
    assert build(tmp_path / "out") == everything
    manifests = [json.loads(exported["manifest.json"]) for exported in (everything, sure)]
    assert [manifest["settings"]["min_score"] for manifest in manifests] == [0.0, float(least)]
    assert [manifest["settings"]["precision"] for manifest in manifests] == [DEFAULT_PRECISION, None]
    for manifest in manifests:
        jsonschema.validate(manifest, json.loads((find_schemas() / "manifest.schema.json").read_text(encoding="utf-8")))
    assert f'"min_score={float(least)}"' in sure["graph.ttl"].decode()


# ---- a paper that ends every process


LINES = [{"id": f"{n}", "title": f"Paper {n} of five", "abstract": f"We use method number {n}."} for n in range(5)]


def test_a_paper_that_takes_all_memory_is_named_and_the_next_build_goes_on(tmp_path, monkeypatch, capsys):
    path, out = tmp_path / "papers.jsonl", tmp_path / "out"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in LINES))
    read = pipeline.extract_batch

    def starve(texts):
        if any(text.startswith("Paper 3 ") for text in texts):
            raise MemoryError
        return read(texts)

    monkeypatch.setattr(pipeline, "extract_batch", starve)
    assert main(["build", str(path), "-o", str(out)]) == 1
    message = capsys.readouterr().err
    assert message.startswith('kg: The paper "Paper 3 of five" ends every process that reads it')
    assert "Traceback" not in message
    assert message.count("\n") == 1

    monkeypatch.setattr(pipeline, "extract_batch", read)
    assert main(["build", str(path), "-o", str(out)]) == 0
    assert "1 inputs (0 new) with 5 entries, 0 rejected; 2 texts read" in capsys.readouterr().err


def test_when_nothing_can_be_read_no_paper_is_blamed(tmp_path, monkeypatch, capsys):
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(f"{json.dumps(line)}\n" for line in LINES))

    def starve(texts):
        raise MemoryError

    monkeypatch.setattr(pipeline, "extract_batch", starve)
    assert main(["build", str(path), "-o", str(tmp_path / "out")]) == 1
    message = capsys.readouterr().err
    assert message.startswith("kg: The worker processes die as they start")
    assert "Paper" not in message


# ---- kept texts and extractions that have changed on the disk


def damage(path, statement):
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement).rowcount > 0


def test_a_changed_extraction_is_made_again_with_a_note(small_folder, small_input, tmp_path, capsys):
    folder = tmp_path / "out"
    shutil.copytree(small_folder, folder, symlinks=True)
    damage(
        folder / "store" / "kg.sqlite", "UPDATE extraction SET record = replace(record, 'LoRA', 'LoRB')"
    )  # still a record
    assert main(["build", str(small_input), "-o", str(folder)]) == 0
    told = capsys.readouterr().err
    assert "kg: the extractions of 2 texts were damaged in the store, and are made again" in told
    assert exports(folder) == exports(small_folder)
    assert main(["build", str(small_input), "-o", str(folder)]) == 0
    assert "damaged" not in capsys.readouterr().err


def test_a_changed_entry_is_named_and_comes_back_from_its_input(small_folder, small_input, tmp_path, capsys):
    folder = tmp_path / "out"
    shutil.copytree(small_folder, folder, symlinks=True)
    changed = "UPDATE entry SET abstract = replace(abstract, 'LoRA', 'LoRB') WHERE given_id = 'b'"
    damage(folder / "store" / "kg.sqlite", changed)
    other = tmp_path / "other.jsonl"
    other.write_text('{"id": "c", "title": "CircleNet", "abstract": "We use LoRA."}\n')
    assert main(["build", str(other), "-o", str(folder)]) == 1
    told = capsys.readouterr().err
    assert "the row of source papers.jsonl, line 3 in the table entry has changed" in told
    assert "build again from all your inputs" in told
    assert "LoRB" not in (folder / "papers.jsonl").read_text()
    assert main(["build", str(small_input), str(other), "-o", str(folder)]) == 0
    assert main(["build", str(small_input), str(other), "-o", str(tmp_path / "fresh")]) == 0
    assert exports(folder) == exports(tmp_path / "fresh")


@pytest.mark.parametrize("command", [["show", "BoxNet"], ["export", "jsonl"]])
def test_a_reader_names_a_paper_whose_text_has_changed(command, small_folder, tmp_path, capsys):
    folder = tmp_path / "out"
    shutil.copytree(small_folder, folder, symlinks=True)
    changed = "UPDATE paper SET abstract = replace(abstract, 'LoRA', 'LoRB') WHERE id = 'b'"
    damage(folder / "current" / "graph.sqlite", changed)
    assert main([*command, "--graph", str(folder)]) == 1
    assert "the row of id b in the table paper has changed" in capsys.readouterr().err


LORA = {"id": "a", "title": "About LoRA", "abstract": "We use LoRA and report a FID of 3.2 on CIFAR-10."}
ADAM = {"id": "b", "title": "About Adam", "abstract": "We train BoxNet with Adam and evaluate on ImageNet."}


def write_papers(path, *papers):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{json.dumps(paper)}\n" for paper in papers))
    return str(path)


def read_abstracts(folder):
    papers = map(json.loads, (folder / "papers.jsonl").read_text().splitlines())
    return {paper["id"]: paper["abstract"] for paper in papers}


def test_a_paper_that_has_changed_in_its_file_is_replaced(tmp_path, capsys):
    source, folder = tmp_path / "in" / "papers.jsonl", tmp_path / "out"
    changed = {**LORA, "abstract": "We report a FID of 2.1."}  # shorter, which no choice among sources would take
    assert main(["build", write_papers(source, LORA, ADAM), "-o", str(folder)]) == 0
    assert "changed in their files" not in capsys.readouterr().err
    assert main(["build", write_papers(source, changed, ADAM), "-o", str(folder)]) == 0
    assert "; 1 changed in their files" in capsys.readouterr().err
    assert main(["build", str(source), "-o", str(tmp_path / "fresh")]) == 0
    assert exports(folder) == exports(tmp_path / "fresh")
    assert read_abstracts(folder)["a"] == changed["abstract"]
    assert main(["build", write_papers(source, LORA, ADAM), "-o", str(folder)]) == 0  # as it was
    assert read_abstracts(folder)["a"] == LORA["abstract"]
    assert [file["entries"] for file in json.loads((folder / "manifest.json").read_text())["inputs"]] == [2]


def test_papers_that_a_file_no_longer_has_stay_until_they_are_removed(tmp_path):
    source, folder = tmp_path / "in" / "papers.jsonl", tmp_path / "out"
    assert main(["build", write_papers(source, LORA, ADAM), "-o", str(folder)]) == 0
    assert main(["build", write_papers(source, LORA), "-o", str(folder)]) == 0
    assert read_abstracts(folder).keys() == {"a", "b"}
    manifest = json.loads((folder / "manifest.json").read_text())
    assert sorted((file["entries"], len(file.get("removed", []))) for file in manifest["inputs"]) == [(1, 0), (1, 1)]
    assert "place" not in manifest["inputs"][0]


def test_files_of_one_name_in_two_places_are_two_sources(tmp_path):
    folder = tmp_path / "out"
    short = {**LORA, "abstract": "We report a FID of 2.1."}
    assert main(["build", write_papers(tmp_path / "one" / "papers.jsonl", LORA), "-o", str(folder)]) == 0
    assert main(["build", write_papers(tmp_path / "two" / "papers.jsonl", short), "-o", str(folder)]) == 0
    assert read_abstracts(folder)["a"] == LORA["abstract"]  # the longer
    assert len(json.loads((folder / "manifest.json").read_text())["inputs"]) == 2
