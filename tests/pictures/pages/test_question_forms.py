"""The shipped queries as a page needs them."""

from __future__ import annotations

from kg.pictures.pages.question_forms import group_queries, load_shipped
from kg.sparql import queries


def test_every_shipped_question_is_in_one_group_and_can_be_put_together_again() -> None:
    questions = {
        question["name"]: (group["name"], question)
        for group in group_queries(load_shipped())
        for question in group["questions"]
    }
    assert sorted(questions) == queries.list_names()
    assert questions["leaderboard"][0] == "Reported results"
    assert questions["benchmarks"][0] == "Benchmarks and datasets"
    assert questions["denied"][0] == "Evidence and provenance"
    assert questions["builds-on"][0] == "Methods, models and papers"
    for name, (_, question) in questions.items():
        text = "".join(part if isinstance(part, str) else part["term"] for part in question["parts"])
        assert text == queries.load(name).text
        assert [p["name"] for p in question["parameters"]] == [
            p["parameter"] for p in question["parts"] if isinstance(p, dict)
        ]
