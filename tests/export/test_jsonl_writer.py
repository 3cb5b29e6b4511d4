"""JSON Lines: one line to every reader, and half characters that survive."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from kg.export import jsonl_writer
from kg.export.content import Content
from kg.rdf.description import RunInfo
from kg.read.stream import read_bytes

MakeContent = Callable[..., Content]
RUN = RunInfo(version="1.0", model="m")


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029"])
def test_a_line_is_one_line_to_every_reader(separator: str) -> None:
    row = {"title": f"a{separator}b", f"k{separator}": ["é", {"x": separator}]}
    written = jsonl_writer.format_line(row)
    assert written.splitlines() == [written]
    assert "é" in written
    assert json.loads(written) == row


@pytest.mark.parametrize("text", ["half \ud83d", "\udc00\u2028é", "\ud800 \x85"])
def test_half_a_character_is_kept_as_an_escape(text: str) -> None:
    written = jsonl_writer.format_line({"title": text})
    assert written.encode("utf-8").decode("utf-8").splitlines() == [written]
    assert json.loads(written) == {"title": text}


def test_separators_of_lines_are_read_bare_and_escaped_alike() -> None:
    row = {"id": "a", "title": "One\u2028title", "abstract": "We use\u2029CFG."}
    bare, escaped = (json.dumps(row, ensure_ascii=False), jsonl_writer.format_line(row))
    assert bare != escaped
    first, second = (read_bytes("a.jsonl", f"{text}\n".encode()).entries for text in (bare, escaped))
    assert first == second
    assert len(first) == 1
