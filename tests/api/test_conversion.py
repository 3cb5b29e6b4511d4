"""Records of the stages as public ones: names beside identifiers, texts instead of offsets, numbers where they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.api.conversion import (
    map_names,
    to_private_paper,
    to_public_comparison,
    to_public_entity,
    to_public_mention,
    to_public_paper,
    to_public_relation,
    to_public_result,
)
from kg.corrections import ORIGIN
from kg.model.knowledge import Knowledge


def test_an_entity_is_given_without_its_name_among_the_aliases(knowledge: Knowledge) -> None:
    dataset, cfg, *_ = map(to_public_entity, knowledge.entities)
    assert (cfg.name, cfg.type, cfg.aliases) == ("classifier-free guidance", "method", ("CFG",))
    assert (dataset.type, dataset.is_benchmark, cfg.is_benchmark) == ("dataset", True, False)


@pytest.mark.parametrize(
    ("authors", "names", "count"),
    [
        (("Ada L.", "Bo C."), ("Ada L.", "Bo C."), 2),
        (3, (), 3),  # only their number is known
        (None, (), None),
        ((), (), None),  # nobody is named: that is not to say that nobody wrote it
    ],
)
def test_authors_are_names_or_a_number(
    knowledge: Knowledge, authors: tuple[str, ...] | int | None, names: tuple[str, ...], count: int | None
) -> None:
    facts = knowledge.papers[2]
    paper = to_public_paper(replace(facts, paper=replace(facts.paper, authors=authors)))
    assert (paper.authors, paper.author_count) == (names, count)


def test_a_paper_comes_back_as_it_was(knowledge: Knowledge) -> None:
    for facts in knowledge.papers:
        public = to_public_paper(facts)
        assert to_private_paper(public) == replace(facts.paper, organization_slug=None), "which is not public"
        assert (public.text, public.code) == (facts.paper.text, facts.code)


def test_a_mention_has_the_name_of_its_entity_beside_what_is_written(knowledge: Knowledge) -> None:
    mention = to_public_mention(knowledge.papers[2].mentions[0], map_names(knowledge.entities))
    assert (mention.text, mention.entity, mention.type) == ("CFG", "classifier-free guidance", "method")


@pytest.mark.parametrize(("origin", "corrected"), [(ORIGIN, True), ("cue", False), ("", False)])
def test_what_the_corrections_say_is_marked(knowledge: Knowledge, origin: str, corrected: bool) -> None:
    facts, names = knowledge.papers[2], map_names(knowledge.entities)
    relation = to_public_relation(facts, replace(facts.relations[0], origin=origin), names)
    result = to_public_result(facts, replace(facts.results[0], origin=origin), names)
    compared = to_public_comparison(facts, replace(facts.comparisons[0], origin=origin), names)
    assert {record.from_corrections for record in (relation, result, compared)} == {corrected}


def test_a_comparison_has_the_names_of_both_and_its_sentence(knowledge: Knowledge) -> None:
    facts, names = knowledge.papers[2], map_names(knowledge.entities)
    denial, claim = (to_public_comparison(facts, comparison, names) for comparison in facts.comparisons)
    assert (denial.subject, denial.relation, denial.object) == ("classifier-free guidance", "outperforms", "SiT")
    assert (denial.denied, claim.denied) == (True, False)
    assert (claim.subject_id, claim.object_id) == ("method/classifier-free-guidance", "model/llama-7b")
    assert facts.paper.text[claim.start : claim.end] == "3x faster than LLaMA-7B"
    assert facts.paper.text[claim.sentence_start :].startswith(claim.sentence)
    assert claim.sentence.startswith("It does not beat SiT")


def test_a_relation_has_its_sentence_and_says_whether_it_is_denied(knowledge: Knowledge) -> None:
    facts, names = knowledge.papers[2], map_names(knowledge.entities)
    denied = [to_public_relation(facts, relation, names) for relation in facts.relations][1]
    assert (denied.type, denied.entity, denied.denied) == ("outperforms", "SiT", True)
    assert denied.sentence.startswith("It does not beat SiT")
    assert facts.paper.text[denied.sentence_start :].startswith(denied.sentence)


@pytest.mark.parametrize(
    ("value", "low", "high", "numbers"),
    [
        ("1.19", None, None, (1.19, None, None)),
        ("1e3", None, None, (1000.0, None, None)),
        ("13-25", "13", "25", (None, 13.0, 25.0)),  # a range has no value of its own
        ("1/3", None, None, (None, None, None)),  # no decimal
    ],
)
def test_a_value_is_a_number_where_it_is_one(
    knowledge: Knowledge,
    value: str,
    low: str | None,
    high: str | None,
    numbers: tuple[float | None, float | None, float | None],
) -> None:
    facts = knowledge.papers[2]
    stored = replace(facts.results[0], value=value, low=low, high=high)
    result = to_public_result(facts, stored, map_names(knowledge.entities))
    assert (result.value, result.low, result.high) == numbers


def test_a_result_has_names_identifiers_and_the_words_of_its_conditions(knowledge: Knowledge) -> None:
    facts = knowledge.papers[2]
    first, second, *_ = (to_public_result(facts, result, map_names(knowledge.entities)) for result in facts.results)
    assert (first.metric, first.metric_id) == ("FID", "metric/fid")
    assert (first.subject, first.task, first.conditions) == (
        "classifier-free guidance",
        "image generation",
        ("256x256",),
    )
    assert (second.subject, second.subject_id, second.conditions) == (None, None, ())
