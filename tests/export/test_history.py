"""`history.ttl`: which identifiers a folder once had, and what has taken their place."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import DCTERMS, OWL, Graph, Literal

import kg
from kg.export.history import record_history
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import Paper
from kg.rdf.namespaces import ID_BASE
from kg.store.open_store import open_to_write
from tests.api.test_removing import files
from tests.fixtures.stored import write_knowledge


def entity(path: str, *names: str) -> Entity:
    return Entity(EntityId(path), "METHOD", names[0], tuple((name, 1) for name in names), (), 1, 1)


def known(*entities: Entity, papers: tuple[Paper, ...] = ()) -> Knowledge:
    ordered = tuple(sorted(entities, key=lambda entity: entity.id))
    return Knowledge(tuple(PaperFacts(paper, (), (), (), (), ()) for paper in papers), ordered, ())


LORA = entity("method/lora", "LoRA", "low-rank adaptation")
LONG = entity("method/low-rank-adaptation", "low-rank adaptation", "LoRA")
PEFT = entity("method/peft", "PEFT", "low-rank adaptation", "LoRA")
FIRST, SECOND = entity("method/lora~a", "LoRA (a)", "LoRA"), entity("method/lora~b", "LoRA (b)", "low-rank adaptation")
BOX = entity("method/box", "Box")


def read_history(folder: Path) -> dict[str, set[str]]:
    """The deprecated paths with those that have replaced them."""
    graph = Graph().parse(folder / "history.ttl")
    assert set(graph.predicates()) <= {OWL.deprecated, DCTERMS.isReplacedBy}
    return {
        str(subject).removeprefix(ID_BASE): {
            str(other).removeprefix(ID_BASE) for other in graph.objects(subject, DCTERMS.isReplacedBy)
        }
        for subject in graph.subjects(OWL.deprecated, Literal(True))
    }


def go_through(folder: Path, *states: Knowledge) -> dict[str, set[str]]:
    """The history after a folder's graph has had these states, one after the other; empty without a file."""
    with open_to_write(folder / "store") as sources:
        for number, state in enumerate(states):
            generation = folder.with_name(f"{folder.name}-{number}")
            write_knowledge(generation, state)
            record_history(sources, folder, generation)
            (folder / "graph.sqlite").unlink(missing_ok=True)
            shutil.copy(generation / "graph.sqlite", folder)
    return read_history(folder) if (folder / "history.ttl").exists() else {}


@pytest.mark.parametrize(
    ("states", "history"),
    [
        ([[LORA]], {}),
        ([[LORA], [LORA, BOX]], {}),
        ([[LORA, BOX], [LORA]], {"method/box": set()}),
        ([[LORA], [LONG]], {"method/lora": {"method/low-rank-adaptation"}}),
        ([[LORA], [FIRST, SECOND]], {"method/lora": {"method/lora~a", "method/lora~b"}}),
        ([[LORA], [LONG], [LORA]], {"method/low-rank-adaptation": {"method/lora"}}),
        ([[LORA, BOX], [LORA], [LORA, BOX]], {}),
        ([[LORA, BOX], [LORA], [LORA], [LORA]], {"method/box": set()}),
        (
            [[LORA], [LONG], [PEFT]],
            {"method/lora": {"method/peft"}, "method/low-rank-adaptation": {"method/peft"}},
        ),
        ([[LORA], [LONG], [BOX]], {"method/lora": set(), "method/low-rank-adaptation": set()}),
    ],
)
def test_what_is_gone_is_told_with_what_is_there_in_its_place(
    states: list[list[Entity]], history: dict[str, set[str]], tmp_path: Path
) -> None:
    assert go_through(tmp_path / "out", *(known(*entities) for entities in states)) == history


def test_a_build_that_was_killed_before_it_published_records_the_same_again(tmp_path: Path) -> None:
    write_knowledge(tmp_path / "out", known(LORA, BOX))
    write_knowledge(tmp_path / "new", known(LONG))
    told = []
    for _ in range(2):
        with open_to_write(tmp_path / "out" / "store") as sources:
            record_history(sources, tmp_path / "out", tmp_path / "new")
        told.append((tmp_path / "out" / "history.ttl").read_bytes())
    assert told[0] == told[1]
    assert read_history(tmp_path / "out") == {"method/box": set(), "method/lora": {"method/low-rank-adaptation"}}


PAPER = Paper("a-study-0a1b2c", "A Study", "It is short.", url="https://x.org")


@pytest.mark.parametrize(
    ("papers", "history"),
    [
        ([PAPER], {}),
        ([], {"paper/a-study-0a1b2c": set()}),
        ([replace(PAPER, id="2405.00001", title="A study")], {"paper/a-study-0a1b2c": {"paper/2405.00001"}}),
        ([replace(PAPER, id="other", title="Another")], {"paper/a-study-0a1b2c": set()}),
        ([replace(PAPER, id="a b/c", title="A  Study")], {"paper/a-study-0a1b2c": {"paper/~a%20b/c"}}),
    ],
)
def test_papers_have_a_history_too(papers: list[Paper], history: dict[str, set[str]], tmp_path: Path) -> None:
    assert go_through(tmp_path / "out", known(papers=(PAPER,)), known(papers=tuple(papers))) == history


def test_a_paper_is_told_by_its_arxiv_identifier(tmp_path: Path) -> None:
    before, after = replace(PAPER, arxiv_id="2405.1"), replace(PAPER, id="new", title="Renamed", arxiv_id="2405.1")
    history = go_through(tmp_path / "out", known(papers=(before,)), known(papers=(after,)))
    assert history == {"paper/a-study-0a1b2c": {"paper/new"}}


def test_builds_and_removals_write_it(small_input: Path, small_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    shutil.copytree(small_folder, folder, symlinks=True)
    kg.remove("BoxNet", folder)
    assert read_history(folder) == {"paper/b": set(), "model/boxnet": set()}
    (folder / "history.ttl").unlink()
    kg.build([], folder)  # the store remembers
    assert read_history(folder) == {"paper/b": set(), "model/boxnet": set()}
    kg.build(small_input, folder)
    assert not (folder / "history.ttl").exists()
    assert files(folder) == files(small_folder)


def test_a_file_of_others_is_not_replaced(small_input: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "history.ttl").write_text("mine")
    with pytest.raises(kg.InputError, match=r"holds history\.ttl, which no build of kg has written"):
        kg.build(small_input, tmp_path / "out")
