"""What is found where inputs are looked for, and is none."""

from __future__ import annotations

import json
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import main
from kg.model.errors import InputError
from kg.read import find_inputs, read
from kg.read.finding import is_output_folder, make_printable_name

PAGE = json.dumps({"title": "A", "abstract": "We write about A."}) + "\n"
MANIFEST = {"version": "1", "extractor": "x", "settings": {}, "inputs": [], "counts": {}}


def list_left_out(*inputs: Path | str) -> list[tuple[str, str]]:
    return [(skipped.name, skipped.reason) for skipped in find_inputs([str(path) for path in inputs]).left_out]


def names(*inputs: Path | str) -> list[str]:
    return [source.name for source in find_inputs([str(path) for path in inputs]).inputs]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one page, and an output of kg with a table in it."""
    (tmp_path / "page.jsonl").write_text(PAGE)
    (tmp_path / "sub" / "out").mkdir(parents=True)
    (tmp_path / "sub" / "out" / "entities.csv").write_text("id,type\n")
    (tmp_path / "sub" / "out" / "manifest.json").write_text(json.dumps(MANIFEST))
    return tmp_path


# ---- outputs of kg


@pytest.mark.parametrize(
    ("files", "is_output"),
    [
        ({"manifest.json": json.dumps(MANIFEST)}, True),
        ({"store/kg.sqlite": ""}, True),
        ({"manifest.json": json.dumps({"version": "1", "name": "an extension"})}, False),
        ({"manifest.json": "[]"}, False),
        ({"manifest.json": "no JSON"}, False),
        ({"manifest.json": "\xff"}, False),
        ({"papers.jsonl": PAGE}, False),
        ({}, False),
    ],
)
def test_an_output_folder_is_told_by_its_store_or_its_manifest(
    tmp_path: Path, files: dict[str, str], is_output: bool
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="latin-1")
    assert is_output_folder(tmp_path) is is_output


@pytest.mark.parametrize("pattern", ["", "*", "**/*", "**"])
def test_an_output_below_what_is_named_is_left_out_and_said(folder: Path, pattern: str) -> None:
    assert names(folder / pattern) == ["page.jsonl"]
    ((name, reason),) = list_left_out(folder / pattern)
    assert name == str(folder / "sub" / "out")
    assert "an output of kg" in reason


@pytest.mark.parametrize("pattern", ["**/*.csv", "s*/*/*.csv", "sub/*", "sub/**"])
def test_a_glob_that_matches_in_an_output_alone_matches_nothing(folder: Path, pattern: str) -> None:
    with pytest.raises(InputError, match="No file matches"):
        find_inputs([str(folder / pattern)])


def test_a_file_in_an_output_is_read_where_the_user_names_the_folder(folder: Path) -> None:
    assert names(folder / "sub" / "out" / "entities.csv") == ["entities.csv"]
    assert names(folder / "sub" / "out" / "*.csv") == ["entities.csv"]


def test_an_output_itself_is_no_input(folder: Path) -> None:
    with pytest.raises(InputError, match="an output of kg"):
        find_inputs([str(folder / "sub" / "out")])


@pytest.mark.slow
def test_building_a_folder_twice_reads_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "page.jsonl").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "."]) == 0
    before = {path: path.read_bytes() for path in Path("outputs").glob("*.*")}
    assert main(["build", "."]) == 0
    assert {path: path.read_bytes() for path in Path("outputs").glob("*.*")} == before
    assert "1 inputs (0 new)" in (message := capsys.readouterr().err)
    assert message.count("kg: left out outputs: The folder is an output of kg") == 2


# ---- what is no regular file


@contextmanager
def feed_pipe(pipe: Path, data: bytes) -> Iterator[None]:
    def feed() -> None:
        with pipe.open("wb") as stream:
            stream.write(data)

    thread = threading.Thread(target=feed)
    thread.start()
    yield
    thread.join()


@pytest.mark.parametrize("pattern", ["", "*", "**/*.txt"])
def test_a_pipe_or_a_socket_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pattern: str) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket may have about 100 characters
    Path("page.txt").write_text(PAGE)
    os.mkfifo("pipe.txt")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        assert names(pattern or ".") == ["page.txt"]
        assert [(name, "a pipe, a socket or a device" in reason) for name, reason in list_left_out(pattern or ".")] == [
            ("pipe.txt", True),
            ("socket.txt", True),
        ]


def test_a_pipe_that_is_named_is_read_as_a_stream(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pipe.txt").write_text(PAGE.replace("A", "B"))  # of the same name: it is not read for its hash
    with feed_pipe(tmp_path / "pipe.txt", PAGE.encode()):
        reading = read([str(tmp_path / "pipe.txt"), str(tmp_path / "sub" / "pipe.txt")])
    assert sorted((e.source, e.title) for e in reading.entries) == [("pipe.txt", "A"), ("pipe.txt", "B")]


def test_a_descriptor_of_a_process_substitution_is_read(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    with os.fdopen(writer, "wb") as stream:
        stream.write(PAGE.encode())
    try:
        reading = read([f"/dev/fd/{reader}"])
    finally:
        os.close(reader)
    assert [(e.source, e.title) for e in reading.entries] == [(str(reader), "A")]


def test_a_device_that_is_named_is_read() -> None:
    assert ["empty" in r.reason for r in read(["/dev/null"]).rejected] == [True]


def test_a_socket_that_is_named_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.txt")
        with pytest.raises(InputError, match=r"socket\.txt: The file cannot be opened"):
            read(["socket.txt"])


def test_links_that_lead_to_themselves(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "here").symlink_to(".")
    (tmp_path / "there").symlink_to(".")
    for where in (tmp_path, tmp_path / "**" / "*.txt", tmp_path / "*.txt"):
        assert names(where) == ["page.txt"]
        assert list_left_out(where) == [
            (str(tmp_path / "gone.txt"), "It cannot be looked at (No such file or directory)."),
            (str(tmp_path / "loop.txt"), "The symbolic link leads to itself; remove it."),
        ]
    with pytest.raises(InputError, match=r"loop\.txt: The symbolic link leads to itself"):
        find_inputs([str(tmp_path / "loop.txt")])


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to("../page.txt")
    assert names(tmp_path / "in") == ["page.txt"]


def test_a_folder_that_cannot_be_read_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "closed").mkdir()
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.getuid() and str(path).startswith("/tmp/"):
            path.chmod(path.stat().st_mode | 0o055)
    (tmp_path / "closed").chmod(0)
    before = os.geteuid()
    if before == 0:  # rights do not count for root
        os.seteuid(65534)
    try:
        assert names(tmp_path) == ["page.txt"]
        assert list_left_out(tmp_path) == [(str(tmp_path / "closed"), "The folder cannot be read (Permission denied).")]
        with pytest.raises(InputError, match=r"closed: .*Permission denied"):
            find_inputs([str(tmp_path / "closed")])
    finally:
        os.seteuid(before)
        (tmp_path / "closed").chmod(0o700)


def test_a_file_that_vanishes_costs_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE.replace("A", "B"))
    from kg.read import iter_items

    items = iter_items([str(tmp_path)])
    next(items)
    (tmp_path / "b.txt").unlink()
    rest = list(items)
    assert [type(item).__name__ for item in rest] == ["InputFile", "Rejected", "InputFile"]
    assert "No such file" in rest[1].reason  # type: ignore[union-attr]


# ---- names


def test_a_name_that_is_not_utf8_is_spelled_in_records_exports_and_messages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.jsonl"
    Path(os.fsdecode(path)).write_text(PAGE + "broken\n")
    for inputs in (str(tmp_path), os.fsdecode(path)):
        assert main(["build", inputs, "-o", str(tmp_path / "out")]) == 0
    assert r"kg: rejected caf\xe9.jsonl:2:" in capsys.readouterr().err
    (paper,) = (tmp_path / "out" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(paper)["sources"] == [r"caf\xe9.jsonl"]
    assert r"caf\xe9.jsonl" in json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))["inputs"][0]["name"]
    with pytest.raises(InputError, match=r"caf\\xe8\.txt: There is no such file"):
        find_inputs([str(tmp_path / "caf\udce8.txt")])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page.txt", "page.txt"),
        ("日本.txt", "日本.txt"),
        ("a\udce9b", r"a\xe9b"),
        (r"a\xe9b", r"a\\xe9b"),
        ("a\\", "a\\\\"),
    ],
)
def test_names_are_spelled(name: str, text: str) -> None:
    assert make_printable_name(name) == text


@given(st.binary(min_size=1, max_size=12), st.binary(min_size=1, max_size=12))
def test_no_two_names_are_spelled_alike(name: bytes, other: bytes) -> None:
    first, second = make_printable_name(os.fsdecode(name)), make_printable_name(os.fsdecode(other))
    first.encode("utf-8")
    assert (first == second) is (name == other)
