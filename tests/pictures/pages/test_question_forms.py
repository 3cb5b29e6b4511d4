"""The shipped queries as a page needs them."""

from __future__ import annotations

from kg.pictures.pages.question_forms import group_queries, load_shipped
from kg.sparql import queries


def test_every_shipped_question_is_in_one_group_and_can_be_put_together_again() -> None:
    found = {
        question["name"]: (group["name"], question)
        for group in group_queries(load_shipped())
        for question in group["questions"]
    }
    assert sorted(found) == queries.list_names()
    assert found["leaderboard"][0] == "Reported results"
    assert found["benchmarks"][0] == "Benchmarks and datasets"
    assert found["denied"][0] == "Evidence and provenance"
    assert found["builds-on"][0] == "Methods, models and papers"
    for name, (_, question) in found.items():
        text = "".join(part if isinstance(part, str) else part["term"] for part in question["parts"])
        assert text == queries.load(name).text
        assert [p["name"] for p in question["parameters"]] == [
            p["parameter"] for p in question["parts"] if isinstance(p, dict)
        ]
