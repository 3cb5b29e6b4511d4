"""Joining folders: the new one is what one build of all their inputs gives, and what differs is refused by name."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from itertools import permutations
from pathlib import Path

import pytest

import kg
from kg import pipeline
from kg.extraction import fingerprint
from tests.api.test_removing import BOX, CIRCLE, files, write

CORRECTIONS = '[[alias]]\nname = "LoRA"\naliases = ["low-rank adapters"]\n'


@pytest.fixture
def inputs(small_input: Path, tmp_path: Path) -> list[Path]:
    """Three inputs that share a paper; one has a record that cannot be read, two have one file name."""
    (tmp_path / "later").mkdir()
    other = write(tmp_path / "other.jsonl", CIRCLE, BOX, more='{"id": "d"}\n')
    third = {"title": "A Study of LoRA", "abstract": "We use low-rank adapters (LoRA) on ImageNet."}
    return [small_input, other, write(tmp_path / "later" / small_input.name, third)]


def build_each(inputs: list[Path], tmp_path: Path, **settings: object) -> list[Path]:
    """A folder for each input."""
    folders = [tmp_path / f"of-{number}" for number in range(len(inputs))]
    for source, folder in zip(inputs, folders, strict=True):
        kg.build(source, folder, **settings)  # type: ignore[arg-type]
    return folders


@pytest.mark.filterwarnings("ignore:1 record was rejected")
@pytest.mark.parametrize("settings", [{}, {"min_score": 0.4}, {"precision": 0.9}])
def test_merged_in_any_order_it_is_one_build_of_all_inputs(
    settings: dict[str, float], inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrections = tmp_path / "mine.toml"
    corrections.write_text(CORRECTIONS)
    folders = build_each(inputs, tmp_path, corrections=corrections, **settings)
    whole = files(kg.build(inputs, tmp_path / "whole", corrections=corrections, **settings).folder)  # type: ignore[arg-type]
    assert len(json.loads(whole["manifest.json"])["inputs"]) == 3
    assert whole["rejected.jsonl"]
    monkeypatch.setattr(pipeline, "extract_batch", None)  # no text is read again
    for number, order in enumerate(permutations(folders)):
        assert files(kg.merge(order, tmp_path / f"merged-{number}").folder) == whole
    both = kg.merge(folders[:2], tmp_path / "both").folder
    assert files(kg.merge([folders[2], both, folders[0]], tmp_path / "in-steps").folder) == whole


@pytest.mark.filterwarnings("ignore:1 record was rejected")
def test_what_was_removed_stays_removed(inputs: list[Path], tmp_path: Path) -> None:
    folders = build_each(inputs, tmp_path)
    kg.remove("CircleNet", folders[1])
    kg.build(inputs, tmp_path / "whole")
    assert files(kg.merge(folders, tmp_path / "merged").folder) == files(
        kg.remove("CircleNet", tmp_path / "whole").folder
    )


def test_a_damaged_extraction_is_made_again(small_folder: Path, inputs: list[Path], tmp_path: Path) -> None:
    (other,) = build_each(inputs[2:], tmp_path)
    shutil.copytree(small_folder, tmp_path / "damaged")
    with closing(sqlite3.connect(tmp_path / "damaged" / "store" / "kg.sqlite")) as connection, connection:
        connection.execute("UPDATE extraction SET record = replace(record, 'ner', 'Ner')")
    merged = kg.merge([tmp_path / "damaged", other], tmp_path / "merged").folder
    assert files(merged) == files(kg.build([inputs[0], inputs[2]], tmp_path / "whole").folder)


# ---- what is refused


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"precision": 0.9}, r"differ in precision \(0\.7, 0\.9\)"),
        ({"min_score": 0.5}, r"differ in min_score \(0\.0, 0\.5\)"),
        ({"corrections": CORRECTIONS}, "differ in corrections; build one of them again with the --corrections"),
    ],
)
def test_other_settings_are_named(
    settings: dict[str, object], told: str, small_folder: Path, inputs: list[Path], tmp_path: Path
) -> None:
    if "corrections" in settings:
        (tmp_path / "mine.toml").write_text(CORRECTIONS)
        settings = {"corrections": tmp_path / "mine.toml"}
    (other,) = build_each(inputs[2:], tmp_path, **settings)
    with pytest.raises(kg.InputError, match=told) as error:
        kg.merge([small_folder, other], tmp_path / "merged")
    assert str(small_folder) in str(error.value)
    assert str(other) in str(error.value)
    assert not (tmp_path / "merged").exists()


def test_another_version_is_named(
    small_folder: Path, inputs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (other,) = build_each(inputs[2:], tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("kg.export.run_manifest.__version__", "99")
        kg.build([], other)
    with pytest.raises(kg.InputError, match=r"differ in version \(\d.*, 99\); build both again"):
        kg.merge([small_folder, other], tmp_path / "merged")
    monkeypatch.setattr(fingerprint, "fingerprint", lambda: "0" * 64)
    with pytest.raises(kg.InputError, match=f"another version of kg; run `kg build -o {small_folder}`"):
        kg.merge([small_folder, other], tmp_path / "merged")


def test_one_file_that_was_read_in_two_ways_is_named(small_input: Path, small_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(small_folder, tmp_path / "cut")
    kg.remove("BoxNet", tmp_path / "cut")
    with pytest.raises(kg.InputError, match=r"differ in what they have of papers\.jsonl: .*a paper was removed"):
        kg.merge([small_folder, tmp_path / "cut"], tmp_path / "merged")


def test_a_folder_with_a_graph_is_not_replaced(small_folder: Path, inputs: list[Path], tmp_path: Path) -> None:
    (other,) = build_each(inputs[2:], tmp_path)
    before = files(other)
    with pytest.raises(kg.InputError, match="holds a graph, which merging would replace"):
        kg.merge([small_folder, other], other)
    assert files(other) == before
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "papers.jsonl").write_text("mine")
    with pytest.raises(kg.InputError, match=r"holds papers\.jsonl, which no build of kg has written"):
        kg.merge([small_folder, other], foreign)
    with pytest.raises(kg.UsageError, match="two folders"):
        kg.merge([small_folder], tmp_path / "merged")
    with pytest.raises(kg.GraphNotFound):
        kg.merge([small_folder, tmp_path / "none"], tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


@pytest.mark.slow
def test_a_merger_that_was_killed_is_finished_by_repeating_it(
    small_folder: Path, inputs: list[Path], tmp_path: Path, run_with_signal: Callable[..., tuple[int, str]]
) -> None:
    (other,) = build_each(inputs[2:], tmp_path)
    merged = tmp_path / "merged"
    code, _ = run_with_signal(
        ["merge", str(small_folder), str(other), "-o", str(merged)],
        at="call kg/pipeline.py:resolve_again",
        by=signal.SIGKILL,
    )
    assert code == -signal.SIGKILL
    with pytest.raises(kg.InputError, match="holds inputs of a build that was not finished"):
        kg.merge([small_folder, small_folder], merged)
    whole = kg.build([inputs[0], inputs[2]], tmp_path / "whole").folder
    assert files(kg.merge([other, small_folder], merged).folder) == files(whole)
