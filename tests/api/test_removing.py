"""Taking papers and inputs out of a graph: what is left is what a build of the rest gives."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import kg
from kg.store.open_store import open_to_write

BOX = {"id": "b", "title": "BoxNet", "abstract": "We propose BoxNet, which outperforms LoRA on ImageNet."}
CIRCLE = {"id": "c", "title": "CircleNet", "abstract": "CircleNet reaches an FID of 1.9 on ImageNet.", "comments": 2}
CORRECTIONS = '[[alias]]\nname = "LoRA"\naliases = ["low-rank adapters"]\n[[retract]]\nmention = "BoxNet"\n'


def write(path: Path, *papers: Mapping[str, object], more: str = "") -> Path:
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers) + more)
    return path


def files(folder: Path) -> dict[str, bytes]:
    """The files that do not depend on what was built before."""
    paths = (path for path in folder.iterdir() if path.is_file() and path.name != "history.ttl")
    return {path.name: path.read_bytes() for path in paths}


def hide_hashes(contents: dict[str, bytes]) -> dict[str, bytes]:
    """The files without hashes of inputs, what was removed of these, and the key of the run, which is made of them."""
    told = rb', "removed from [^"]*"|,\s*"removed": \[[^]]*\]|\b([0-9a-f]{64}|[0-9a-f]{16})\b'
    return {name: re.sub(told, b"", text) for name, text in contents.items()}


@pytest.fixture
def other_input(tmp_path: Path) -> Path:
    """Two papers, one of which the small input has too, and a record that cannot be read."""
    return write(tmp_path / "other.jsonl", CIRCLE, BOX, more='{"id": "d"}\n')


@pytest.mark.filterwarnings("ignore:1 record was rejected")
def test_without_an_input_the_graph_is_that_of_the_others(
    small_input: Path, small_folder: Path, other_input: Path, tmp_path: Path
) -> None:
    graph = kg.build([small_input, other_input], tmp_path / "out")
    assert len(graph.papers()) == 3
    assert graph.rejected()
    left = kg.remove("other.jsonl", tmp_path / "out")
    assert files(left.folder) == files(small_folder)
    assert [paper.id for paper in graph.papers()] == ["a", "b"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:1 record was rejected")
@pytest.mark.parametrize("settings", [{"precision": 0.9}, {"min_score": 0.5}, {"precision": 0}])
def test_settings_and_corrections_stay(
    settings: dict[str, float], small_input: Path, other_input: Path, tmp_path: Path
) -> None:
    corrections = tmp_path / "mine.toml"
    corrections.write_text(CORRECTIONS)
    for folder, inputs in (("out", [small_input, other_input]), ("alone", [small_input])):
        kg.build(inputs, tmp_path / folder, corrections=corrections, **settings)  # type: ignore[arg-type]
    kg.remove("other.jsonl", tmp_path / "out")
    assert files(tmp_path / "out") == files(tmp_path / "alone")


@pytest.mark.filterwarnings("ignore:1 record was rejected")
def test_without_a_paper_the_graph_is_that_of_inputs_without_it(
    small_input: Path, other_input: Path, tmp_path: Path
) -> None:
    kg.build([small_input, other_input], tmp_path / "out")
    whole = files(tmp_path / "out")
    kg.remove("boxnet", tmp_path / "out")
    cut = tmp_path / "cut"
    cut.mkdir()
    (cut / small_input.name).write_text(
        "".join(line for line in small_input.read_text().splitlines(keepends=True) if "BoxNet" not in line[:30])
    )
    # an empty line in the place of the paper: what is rejected after it stays on its line
    write(cut / other_input.name, CIRCLE, more='\n{"id": "d"}\n')
    inputs = [cut / small_input.name, cut / other_input.name]
    wanted = files(kg.build(inputs, tmp_path / "alone").folder)
    assert hide_hashes(files(tmp_path / "out")) == hide_hashes(wanted)  # the hashes are those of the whole files
    keys = [re.findall(rb"run\W+([0-9a-f]{16})", text["graph.ttl"])[0] for text in (whole, files(tmp_path / "out"))]
    assert keys[0] != keys[1]
    kg.build([small_input, other_input], tmp_path / "out")
    assert files(tmp_path / "out") == whole  # it is back


@pytest.mark.slow
def test_of_listings_the_same(listings: Path, tmp_path: Path) -> None:
    first, *_, second = sorted(listings.glob("*.txt"), key=lambda path: path.stat().st_size)[:2]
    kg.build([first, second], tmp_path / "out")
    kg.remove(second.name, tmp_path / "out")
    assert files(tmp_path / "out") == files(kg.build(first, tmp_path / "alone").folder)


def test_the_last_input_can_be_removed(small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "out")
    graph = kg.remove("papers.jsonl", tmp_path / "out")
    assert not graph.papers()
    assert not graph.entities()
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["inputs"] == []


def test_of_two_inputs_of_one_name_one_is_chosen_by_its_hash(
    small_input: Path, small_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(small_folder, tmp_path / "out")
    (tmp_path / "later").mkdir()
    later = write(tmp_path / "later" / small_input.name, CIRCLE)
    kg.build(later, tmp_path / "out")
    with pytest.raises(kg.UsageError, match="may be any of 2"):
        kg.remove(small_input.name, tmp_path / "out")
    digits = hashlib.sha256(later.read_bytes()).hexdigest()[:8]
    shutil.copytree(tmp_path / "out", tmp_path / "again")
    kg.remove(f"{small_input.name}@sha256:{digits}", tmp_path / "out")
    assert files(tmp_path / "out") == files(small_folder)
    kg.remove(str(later), tmp_path / "again")  # the file itself tells which
    assert files(tmp_path / "again") == files(small_folder)


def test_an_input_without_its_papers_is_no_longer_named(small_input: Path, small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "out")
    kg.build(write(tmp_path / "other.jsonl", CIRCLE), tmp_path / "out")
    kg.remove("CircleNet", tmp_path / "out")
    assert files(tmp_path / "out") == files(small_folder)


def test_what_cannot_be_done_changes_nothing(small_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(kg.GraphNotFound, match="There is no built graph"):
        kg.remove("a", tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
    shutil.copytree(small_folder, tmp_path / "out")
    with pytest.raises(kg.NoSuchName, match='Did you mean "BoxNet"'):
        kg.remove("BoxNte", tmp_path / "out")
    with open_to_write(tmp_path / "out" / "store"), pytest.raises(kg.InputError, match="Another build is writing"):
        kg.remove("a", tmp_path / "out")
    (tmp_path / "out" / "corrections.toml").write_text("no TOML")
    with pytest.raises(kg.InputError, match="corrections"):
        kg.remove("a", tmp_path / "out")
    (tmp_path / "out" / "corrections.toml").unlink()
    assert files(tmp_path / "out") == files(small_folder)
    assert len(kg.open(tmp_path / "out").papers()) == 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a", "papers.jsonl"])
def test_a_removal_that_was_killed_is_finished_by_repeating_it(
    name: str, small_folder: Path, tmp_path: Path, run_with_signal: Callable[..., tuple[int, str]]
) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    shutil.copytree(small_folder, killed)
    shutil.copytree(small_folder, whole)
    code, _ = run_with_signal(
        ["remove", name, "-o", str(killed)], at="call kg/pipeline.py:resolve_again", by=signal.SIGKILL
    )
    assert code == -signal.SIGKILL
    assert len(kg.open(killed).papers()) == 2
    kg.remove(name, killed)
    kg.remove(name, whole)
    assert files(killed) == files(whole)
