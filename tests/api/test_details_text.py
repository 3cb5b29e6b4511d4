"""Details as text: the first rows of each kind, the number of the rest, and no text that is read as markup."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from kg.api.details import EntityDetails, PaperDetails
from kg.api.details_text import MOST, format_details, print_details
from kg.api.showing import find_details
from kg.bounds.doubt import SHOW_ALL
from kg.model.knowledge import Knowledge
from tests.fixtures.stored import store_in_memory


def show(knowledge: Knowledge, name: str) -> EntityDetails | PaperDetails:
    with store_in_memory(knowledge) as store:
        return find_details(store, name, SHOW_ALL)


@pytest.fixture
def entity(knowledge: Knowledge) -> EntityDetails:
    details = show(knowledge, "classifier-free guidance")
    assert isinstance(details, EntityDetails)
    return details


@pytest.fixture
def paper(knowledge: Knowledge) -> PaperDetails:
    details = show(knowledge, "guided-diffusion-0a1b2c")
    assert isinstance(details, PaperDetails)
    return details


def test_an_entity_is_shown_with_spellings_merges_papers_and_results(entity: EntityDetails) -> None:
    text = format_details(entity)
    assert text.startswith("classifier-free guidance  method  method/classifier-free-guidance\n")
    for part in ("3 mentions in 2 papers", "CFG (2)", "CFG: A paper defines CFG so.", "Papers: proposes (1)"):
        assert part in text, part
    assert "Papers that only mention it: 1\n  `only_mentioned_by` lists them" in text


def test_a_paper_is_shown_with_what_is_known_of_it(paper: PaperDetails) -> None:
    text = format_details(paper)
    for part in (
        "Ada L., Bo ",
        "2025-04-16 (year inferred)",
        "code: https://github.com/a/b",
        "Results (4)",
        "up to 13-25",
    ):
        assert part in text, part
    assert "not outperforms" in text, "a denied relation is not shown as one that holds"
    assert "Comparisons (2)" in text
    assert "  classifier-free guidance not outperforms SiT  0.62  (from the corrections file)" in text
    assert "  classifier-free guidance outperforms LLaMA-7B  0.62\n" in text


def test_a_paper_off_the_field_is_shown_as_such(paper: PaperDetails) -> None:
    sentence = "off the field: hardly about machine learning (field score 0.03)"
    assert "off the field" not in format_details(paper)
    assert sentence in format_details(replace(paper, paper=replace(paper.paper, field_score=0.03)))
    assert "off the field" not in format_details(replace(paper, paper=replace(paper.paper, field_score=None)))


def test_the_comparisons_of_an_entity_name_their_paper(knowledge: Knowledge) -> None:
    text = format_details(show(knowledge, "LLaMA-7B"))
    assert "Comparisons (1)" in text
    assert 'classifier-free guidance outperforms LLaMA-7B  0.62  Guided "Diffusion"' in text


def test_a_kind_of_which_there_is_nothing_has_no_heading(knowledge: Knowledge) -> None:
    text = format_details(show(knowledge, "bare-000000"))
    for heading in ("Results", "Comparisons", "Corrections", "Also mentions", "Also of that name", "code:"):
        assert heading not in text, heading


@pytest.mark.parametrize(("metric", "phrase"), [("FID", "lower is better"), ("accuracy", "higher is better")])
def test_of_a_metric_it_is_said_what_is_better(knowledge: Knowledge, metric: str, phrase: str) -> None:
    assert phrase in format_details(show(knowledge, metric))
    assert "is better" not in format_details(show(knowledge, "SiT"))


@pytest.mark.parametrize("more", [0, 3])
def test_of_many_rows_the_first_are_shown_and_the_rest_counted(entity: EntityDetails, more: int) -> None:
    many = replace(entity, merges=entity.merges * (MOST + more))
    text = format_details(many)
    assert text.count("A paper defines CFG so.") == MOST
    assert ("... and 3 more (the fields of this record hold all)" in text) is (more == 3)
    file = io.StringIO()
    print_details(many, file, everything=True)
    assert file.getvalue().count("A paper defines CFG so.") == MOST + more
    assert "more (" not in file.getvalue()


@pytest.mark.parametrize(("everything", "excerpt"), [(False, "--all lists them"), (True, "  =cmd|' /C calc'!A0")])
def test_papers_that_only_mention_it_are_listed_where_all_is_wanted(
    entity: EntityDetails, everything: bool, excerpt: str
) -> None:
    file = io.StringIO()
    print_details(entity, file, everything=everything)
    assert excerpt in file.getvalue()


def test_results_in_a_file_are_separated_by_tabs(entity: EntityDetails) -> None:
    file = io.StringIO()
    print_details(entity, file, everything=False)
    assert "metric\tvalue\tdataset" in file.getvalue()
    assert "\t" not in format_details(entity)


@pytest.mark.parametrize("name", ["[bold]x[/bold]", ":smile:", "a\x1b[35mb"])
def test_names_are_text(entity: EntityDetails, name: str) -> None:
    text = format_details(replace(entity, entity=replace(entity.entity, name=name)))
    assert text.startswith(name.replace("\x1b", "\ufffd"))


def test_no_line_is_wider_than_a_hundred_columns(entity: EntityDetails, paper: PaperDetails) -> None:
    for details in (entity, paper):
        assert max(map(len, format_details(details).splitlines())) <= 100
