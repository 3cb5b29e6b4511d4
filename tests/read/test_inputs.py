from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kg.model.errors import InputError
from kg.read import find_inputs, iter_items, read


def page(title: str) -> str:
    return json.dumps({"title": title, "abstract": f"We write about {title}."}) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "a.jsonl": "A",
        "sub/b.txt": "B",
        "sub/deep/c.json": "C",
        ".hidden.txt": "hidden",
        ".git/d.txt": "hidden",
        "notes.md": "not a data file",
        "script.py": "not a data file",
    }
    for name, title in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page(title))
    return tmp_path


def titles(*inputs: str | Path, stdin: bytes = b"") -> list[tuple[str, str]]:
    reading = read([str(name) for name in inputs], stdin=io.BytesIO(stdin))
    assert reading.rejected == ()
    return [(e.source, e.title) for e in reading.entries]


def test_a_folder_is_searched_for_text_files(folder: Path) -> None:
    assert titles(folder) == [("a.jsonl", "A"), ("b.txt", "B"), ("c.json", "C")]


def test_a_named_file_is_read_whatever_its_name(folder: Path) -> None:
    assert titles(folder / "notes.md", folder / ".hidden.txt") == [
        (".hidden.txt", "hidden"),
        ("notes.md", "not a data file"),
    ]


def test_globs(folder: Path) -> None:
    assert titles(folder / "*.jsonl") == [("a.jsonl", "A")]
    assert titles(folder / "**" / "?.txt") == [("b.txt", "B")]
    assert titles(folder / "s*b") == [("b.txt", "B"), ("c.json", "C")]


def test_a_file_whose_name_looks_like_a_glob(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(page("A"))
    assert titles(tmp_path / "a[1].txt") == [("a[1].txt", "A")]


def test_standard_input(folder: Path) -> None:
    assert titles("-", folder / "a.jsonl", "-", stdin=page("S").encode()) == [("a.jsonl", "A"), ("stdin", "S")]


def test_a_file_that_is_named_twice_is_read_once(folder: Path) -> None:
    assert titles(folder, folder / "a.jsonl", folder / "sub" / ".." / "a.jsonl", folder / "*.jsonl") == titles(folder)


def test_files_of_one_name_are_one_input_only_if_their_content_is_the_same(tmp_path: Path) -> None:
    for place, title in (("x", "One"), ("y", "Two"), ("z", "One")):
        (tmp_path / place).mkdir()
        (tmp_path / place / "page.txt").write_text(page(title))
    titles_found = titles(tmp_path)
    assert sorted(titles_found) == [("page.txt", "One"), ("page.txt", "Two")]
    assert titles(tmp_path / "y", tmp_path / "x") == titles_found
    assert len({file.sha256 for file in read([str(tmp_path)]).files}) == 2
    assert titles(tmp_path / "z", tmp_path / "x") == [("page.txt", "One")]


def test_a_file_named_like_standard_input(tmp_path: Path) -> None:
    (tmp_path / "stdin").write_text(page("A"))
    titles_found = titles(tmp_path / "stdin", "-", stdin=page("S").encode())
    assert sorted(titles_found) == [("stdin", "A"), ("stdin", "S")]


@pytest.mark.parametrize("name", ["nothing.txt", "nothing*", "empty"])
def test_an_input_that_names_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"nothing|empty") as caught:
        read([str(tmp_path / name)])
    assert str(caught.value).endswith(".")


def test_reading_is_lazy_and_in_order(folder: Path) -> None:
    items = iter_items([str(folder)])
    assert [type(item).__name__ for item in items] == ["SourceEntry", "InputFile"] * 3


def test_inputs_are_found_by_name(folder: Path) -> None:
    assert [(i.name, i.named) for i in find_inputs([str(folder / "sub"), str(folder / "a.jsonl")]).inputs] == [
        ("a.jsonl", True),
        ("b.txt", False),
        ("c.json", False),
    ]
