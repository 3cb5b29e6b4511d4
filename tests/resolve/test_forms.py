"""Step 1: which mentions share a node, and what is counted of it."""

import pytest

from kg.model.types import Label
from kg.resolve.forms import Form, count_forms, find_nodes, is_in_capitals, list_first_papers
from kg.resolve.resolution_graph import Node
from tests.fixtures.resolution import Annotated, annotate, node


def count(*annotated: Annotated) -> dict[Node, Form]:
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    return count_forms(papers, extractions, find_nodes(extractions))


@pytest.mark.parametrize(
    ("surface", "other", "why"),
    [
        ("GPT-4", "GPT4", "separators are free"),
        ("Muon", "muon", "case is free"),
        ("large language model", "large language models", "a plural head"),
        ("$\\pi_0$", "π0", "markup"),
        ("normalisation", "normalization", "British spelling"),
    ],
)
def test_spellings_of_one_name_share_a_node(surface: str, other: str, why: str) -> None:
    forms = count(annotate("a", f"{surface} and then {other}.", {surface: "METHOD", other: "METHOD"}))
    assert list(forms) == [node(surface)], why
    assert forms[node(surface)].surfaces == {surface: 1, other: 1}


@pytest.mark.parametrize(
    ("surface", "other", "why"),
    [
        ("GPT-4", "GPT-4o", "another name"),
        ("Qwen2", "Qwen2.5", "another version"),
        ("CFG", "classifier-free guidance", "meaning is not looked at"),
        ("CLIP", "CLIPS", "no plural, where all is in capitals"),
    ],
)
def test_other_names_do_not(surface: str, other: str, why: str) -> None:
    forms = count(annotate("a", f"{surface} and then {other}.", {surface: "METHOD", other: "METHOD"}))
    assert forms.keys() == {node(surface), node(other)}, why


MATH: dict[str, Label] = {"MATH": "DATASET", "math": "TASK"}


def test_a_name_in_capitals_is_told_from_a_word_of_another_label() -> None:
    forms = count(annotate("a", "MATH and math.", MATH), annotate("b", "MATH again.", MATH))
    assert {n: list(form.papers) for n, form in forms.items()} == {
        node("math", capitals=True): [0, 1],
        node("math"): [0],
    }


@pytest.mark.parametrize(
    ("text", "labels", "why"),
    [
        ("MATH and math.", {"MATH": "DATASET", "math": "DATASET"}, "one label: one thing"),
        ("MATH alone.", {"MATH": "DATASET"}, "no word to tell it from"),
        ("KL and kl.", {"KL": "METRIC", "kl": "METHOD"}, "two letters are too few"),
        ("MATH test and math test.", {"MATH test": "DATASET", "math test": "TASK"}, "several words"),
    ],
)
def test_a_name_in_capitals_is_not_told_from_it(text: str, labels: dict[str, Label], why: str) -> None:
    assert len(count(annotate("a", text, labels))) == 1, why


def test_a_word_with_labels_in_dispute_does_not_split_a_name() -> None:
    papers = [annotate("a", "MATH, math.", MATH), annotate("b", "math.", {"math": "DATASET"})]
    assert list(count(*papers)) == [node("math")]


def test_headings_and_beginnings_of_sentences_count_little_towards_the_usual_spelling() -> None:
    paper = annotate("Frog mixing", "Frog mixing helps. We use frog mixing. Frog mixing!", {})
    labels: dict[str, Label] = {"Frog mixing": "METHOD", "frog mixing": "METHOD"}
    form = count(annotate("Frog mixing", paper[0].abstract, labels))[node("frog mixing")]
    assert form.spellings == pytest.approx({"Frog mixing": 0.1 + 0.3 + 0.3, "frog mixing": 1.0})
    assert (form.main_spelling, form.mentions, form.label) == ("frog mixing", 4, "METHOD")


@pytest.mark.parametrize(("surface", "expected"), [("MATH", True), ("GPT-4", True), ("KL", False), ("Math", False)])
def test_capitals(surface: str, expected: bool) -> None:
    assert is_in_capitals(surface) is expected


def test_some_papers_are_named_and_no_more_than_five() -> None:
    ids = [f"p{9 - i}" for i in range(8)]
    assert list_first_papers(ids, [7, 1, 2, 3, 4, 5, 6]) == ("p4", "p5", "p6", "p7", "p8")
