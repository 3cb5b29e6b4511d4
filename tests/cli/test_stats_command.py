"""`kg stats` on the sample listings."""

from __future__ import annotations

import json

from kg.cli import main


def test_numbers_are_those_of_the_graph(built_folder, capsys):
    assert main(["stats", "--format", "json", "--graph", str(built_folder)]) == 0
    counted = json.loads(capsys.readouterr().out)
    manifest = json.loads((built_folder / "manifest.json").read_text())["counts"]
    assert counted["papers"] == manifest["papers"] == 468
    assert counted["entities"] == manifest["entities"] == sum(row["count"] for row in counted["entities_by_type"])
    assert counted["results"] == manifest["results"]
    coverage = {row["name"]: row["count"] for row in counted["coverage"]}
    assert coverage["a date"] == 111  # the cards that show one; flat pages show none


def test_a_page_for_people_says_what_is_derived(built_folder, capsys):
    assert main(["stats", "--graph", str(built_folder)]) == 0
    output = capsys.readouterr().out
    assert output.startswith("468 papers, ")
    assert "large language model (" in output
    assert output.count("Derived: ") == 2
