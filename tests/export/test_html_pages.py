"""The HTML files: whole pages of the sample, which hold the graph and take its texts for text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kg.export import rdf_files
from kg.export.content import Content
from kg.export.html_pages import write_map_page, write_sparql_page
from kg.model.knowledge import Knowledge
from kg.rdf.description import RunInfo

MakeContent = Callable[..., Content]
EVIL = "</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("write", [write_map_page, write_sparql_page])
def test_a_page_is_one_whole_file_and_no_name_in_it_is_markup(
    knowledge: Knowledge,
    run: RunInfo,
    content: MakeContent,
    tmp_path: Path,
    write: Callable[[Content, Path], None],
) -> None:
    entities = tuple(replace(entity, name=f"{entity.name}{EVIL}") for entity in knowledge.entities)
    write(content(replace(knowledge, entities=entities), run), tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert EVIL not in text
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize("evidence", [True, False])
def test_the_page_that_answers_sparql_holds_the_provenance_only_where_it_is_wanted(
    knowledge: Knowledge,
    run: RunInfo,
    content: MakeContent,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    evidence: bool,
) -> None:
    names: list[str] = []
    write_file = rdf_files.write_file

    def note_and_write(content: Content, path: Path) -> None:
        names.append(path.name)
        write_file(content, path)

    monkeypatch.setattr(rdf_files, "write_file", note_and_write)
    write_sparql_page(replace(content(knowledge, run), evidence=evidence), tmp_path / "page.html")
    assert sorted(names) == ["derived.ttl", "graph.ttl", *(["mentions.ttl"] if evidence else [])]
