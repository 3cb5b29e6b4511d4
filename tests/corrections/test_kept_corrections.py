"""A folder keeps the corrections of its last build that was given some."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corrections import FILE, Corrections, parse
from kg.corrections.kept_corrections import keep, read_kept
from kg.model.errors import InputError

TEXT = '[[type]]  # as it was written\nname = "LLM2LLM"\ntype = "method"\n'


def test_what_is_kept_is_the_file_as_it_was_written(tmp_path: Path) -> None:
    corrections = parse(TEXT, file="c.toml")
    keep(corrections, tmp_path)
    assert (tmp_path / FILE).read_text(encoding="utf-8") == TEXT
    assert read_kept(tmp_path).sha256 == corrections.sha256


def test_a_file_without_entries_ends_all_corrections(tmp_path: Path) -> None:
    keep(parse(TEXT, file="c.toml"), tmp_path)
    keep(parse("# none any more\n", file="c.toml"), tmp_path)
    assert not (tmp_path / FILE).exists()
    keep(Corrections(), tmp_path)  # nor is it an error where there are none


def test_a_folder_without_a_file_has_none(tmp_path: Path) -> None:
    assert read_kept(tmp_path) == Corrections()
    assert list(tmp_path.iterdir()) == []


def test_a_kept_file_that_was_damaged_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("[[type]", encoding="utf-8")
    with pytest.raises(InputError, match=FILE):
        read_kept(tmp_path)
