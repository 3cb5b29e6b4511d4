"""The pages of the rules are those of the code and of the figures that were measured."""

from __future__ import annotations

import shutil
import sys

import pytest

from kg.extraction.discourse.rule import Place
from scripts.docs import rules
from scripts.docs.rules import FOLDER, READS, find_stale, write_pages
from scripts.evaluation.rule_groups import GROUPS
from scripts.evaluation.rules import read_measured

FIGURES = read_measured(FOLDER / "measured.json")


def test_every_rule_was_measured() -> None:
    named = {group: {rule.name for rule in table.rules} for group, table in GROUPS.items()}
    assert {group: set(rows) for group, rows in FIGURES.items()} == named, (
        "run `python -m scripts.evaluation rules --write`"
    )
    for rows in FIGURES.values():
        assert all(0 <= row.right <= row.judged <= row.fired for row in rows.values())


def test_the_pages_are_up_to_date() -> None:
    assert find_stale(write_pages(FIGURES), FOLDER) == [], "run `python -m scripts.docs.rules`"


def test_every_rule_has_its_section_with_both_of_its_texts() -> None:
    pages = write_pages(FIGURES)
    for name, table in GROUPS.items():
        page = pages[f"{name}.md"]
        for rule in table.rules:
            section = page.partition(f"\n## {rule.name}\n")[2].partition("\n## ")[0]
            assert rule.says in section
            assert rule.pattern.pattern in section
            assert f"| why not | {rule.why} |" in section
            assert READS[rule.reads] in section


def test_every_place_that_a_rule_reads_has_its_words() -> None:
    assert READS.keys() == set(Place.__args__)  # type: ignore[attr-defined]  # of a Literal


@pytest.mark.parametrize("damage", ["changed", "gone", "left over"])
def test_a_stale_page_is_noticed_and_mended(damage, tmp_path, monkeypatch, capsys) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(FOLDER, folder)
    page = folder / "clauses.md"
    if damage == "changed":
        page.write_text(page.read_text(encoding="utf-8").replace("close miss", "miss"), encoding="utf-8")
    elif damage == "gone":
        page.unlink()
    else:
        page.rename(folder / "old.md").with_name("clauses.md").write_text(write_pages(FIGURES)["clauses.md"])
    monkeypatch.setattr(rules, "FOLDER", folder)
    monkeypatch.setattr(sys, "argv", ["rules", "--check"])
    assert rules.main() == 1
    assert "is out of date" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["rules"])
    assert rules.main() == 0
    assert find_stale(write_pages(FIGURES), folder) == []
