"""Arguments that are checked as they are read."""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import pytest

from kg.model.errors import InputError
from scripts.arguments import file, folder_with, positive
from scripts.corpora import read_papers


def test_a_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert file(str(tmp_path / "a.txt")) == tmp_path / "a.txt"


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="there is no file"):
        file(str(tmp_path / name))


def test_a_folder_holds_what_it_must(tmp_path: Path) -> None:
    (tmp_path / "train.jsonl").touch()
    (tmp_path / "store").mkdir()
    assert folder_with("train.jsonl", "store")(str(tmp_path)) == tmp_path


@pytest.mark.parametrize(
    ("names", "missing"), [(["dev.jsonl"], "dev.jsonl"), (["train.jsonl", "dev.jsonl"], "dev.jsonl")]
)
def test_the_first_missing_file_is_named(tmp_path: Path, names: list[str], missing: str) -> None:
    (tmp_path / "train.jsonl").touch()
    with pytest.raises(argparse.ArgumentTypeError, match=f"there is no {missing} in "):
        folder_with(*names)(str(tmp_path))


def test_a_count_is_positive() -> None:
    assert positive("3") == 3


@pytest.mark.parametrize("text", ["0", "-2"])
def test_a_count_below_1_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=f"{text} is not 1 or more"):
        positive(text)


def test_a_corpus_may_be_packed(tmp_path: Path) -> None:
    row = b'{"title": "A", "abstract": "B"}\n'
    plain, packed = tmp_path / "plain.jsonl", tmp_path / "packed.jsonl"
    plain.write_bytes(row * 2)
    packed.write_bytes(gzip.compress(row * 2))
    assert list(read_papers(packed)) == list(read_papers(plain)) == [{"title": "A", "abstract": "B"}] * 2


@pytest.mark.parametrize("line", ["[1]", "{", "# A page"])
def test_a_line_that_is_no_paper_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(f'{{"title": "A"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"papers\.jsonl, line 2: this is no JSON object"):
        list(read_papers(path))
