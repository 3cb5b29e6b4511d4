"""The steps of resolution one by one: what each adds to the corpus, and what it leaves to others."""

from __future__ import annotations

from dataclasses import fields

from kg.corrections import parse
from kg.resolve.forms import count_forms
from kg.resolve.steps import (
    Corpus,
    build_knowledge,
    constrain_names,
    correct_texts,
    find_forms,
    name_entities,
    read_short_forms,
    state_facts,
    unite_nodes,
)
from tests.fixtures.resolution import NO_LEXICON, Annotated, annotate, node

STEPS = [
    (find_forms, {"nodes", "forms"}),
    (read_short_forms, {"definitions", "short_forms"}),
    (constrain_names, {"short_forms", "nodes", "forms", "constraints"}),
    (unite_nodes, {"clusters"}),
    (name_entities, {"lexicon", "named", "entity_of", "type_of"}),
    (state_facts, {"extractions", "facts", "corrected"}),
]
TWO_MEANINGS = [
    annotate(
        "a",
        "We use green tuning (GTX). GTX helps.",
        {"green tuning": "METHOD", "GTX": "METHOD"},
        defines=[("GTX", "green tuning")],
    ),
    annotate(
        "b",
        "We use gated transfer (GTX). GTX helps.",
        {"gated transfer": "METHOD", "GTX": "METHOD"},
        defines=[("GTX", "gated transfer")],
        claims=[("uses", "gated transfer")],
    ),
]
APART = '[[apart]]\nnames = ["GTX", "green tuning"]\n'
RETRACT_MENTION = '[[retract]]\nmention = "green tuning"\n'
RETRACT_FACT = '[[retract]]\npaper = "b"\nrelation = "uses"\nobject = "GTX"\n'
ADD = '[[add]]\npaper = "a"\nquote = "We use green tuning (GTX)"\nrelation = "uses"\nobject = "green tuning"\n'


def read(annotated: list[Annotated], toml: str = "") -> Corpus:
    """The corpus before its first step."""
    papers, extractions = [paper for paper, _ in annotated], [extraction for _, extraction in annotated]
    return Corpus(papers=papers, extractions=extractions, corrections=parse(toml, file="c.toml"), lexicon=NO_LEXICON)


def find_changes(before: Corpus, after: Corpus) -> set[str]:
    """The fields that a step has put something else into."""
    return {field.name for field in fields(Corpus) if getattr(before, field.name) is not getattr(after, field.name)}


def test_each_step_adds_what_it_says_and_touches_nothing_else() -> None:
    corpus = read(TWO_MEANINGS)
    for step, adds in STEPS:
        after = step(corpus)
        assert find_changes(corpus, after) <= adds, step.__name__
        assert after != corpus, step.__name__
        corpus = after


def test_no_step_writes_into_what_the_one_before_it_returned() -> None:
    corpus = read(TWO_MEANINGS)
    for step, _ in STEPS:
        before = repr(corpus)
        step(corpus)
        assert repr(corpus) == before, step.__name__
        corpus = step(corpus)


def test_a_short_form_has_one_node_up_to_the_step_that_constrains_its_senses() -> None:
    corpus = read_short_forms(find_forms(read(TWO_MEANINGS)))
    assert {row[1] for row in corpus.nodes} == {node("GTX")}
    assert len(corpus.short_forms[node("GTX")].senses) == 2
    split = constrain_names(corpus)
    assert len({row[1] for row in split.nodes}) == 2
    assert split.forms.keys() == {name for row in split.nodes for name in row}
    assert split.forms == count_forms(split.papers, split.extractions, split.nodes)


def test_the_second_door_is_on_names() -> None:
    corpus = read_short_forms(find_forms(read(TWO_MEANINGS, APART)))
    unconstrained = read_short_forms(find_forms(read(TWO_MEANINGS)))
    assert corpus.short_forms == unconstrained.short_forms  # up to here the file has no say
    constrained = constrain_names(corpus)
    assert [sense.long.text for sense in constrained.short_forms[node("GTX")].senses] == ["gated transfer"]
    assert constrained.constraints.cannot_link


def test_the_first_door_is_on_texts() -> None:
    corpus = read(TWO_MEANINGS, RETRACT_MENTION)
    corrected = correct_texts(corpus)
    assert [mention.text for mention in corrected.extractions[0].mentions] == ["GTX", "GTX"]
    assert [entry.line for entry in corrected.corrected] == [1]
    added = correct_texts(read(TWO_MEANINGS, ADD))
    assert [claim.type for claim in added.extractions[0].claims] == ["uses"]
    assert len(added.added) == 1
    assert not added.corrected


def test_a_corrections_file_without_entries_changes_no_text() -> None:
    corpus = read(TWO_MEANINGS)
    corrected = correct_texts(corpus)
    assert list(corrected.extractions) == list(corpus.extractions)
    assert not corrected.corrected
    assert not corrected.added


def test_facts_are_retracted_by_the_entities_that_step_five_names() -> None:
    corpus = read(TWO_MEANINGS, RETRACT_FACT)
    for step, _ in STEPS[:-1]:
        corpus = step(corpus)
    assert [claim.type for claim in corpus.extractions[1].claims] == ["uses"]
    after = state_facts(corpus)
    assert [facts.relations for facts in after.facts] == [(), ()]
    assert [entry.line for entry in after.corrected] == [1]


def test_all_steps_make_the_knowledge() -> None:
    corpus = correct_texts(read(TWO_MEANINGS))
    for step, _ in STEPS:
        corpus = step(corpus)
    knowledge = build_knowledge(corpus)
    assert [entity.name for entity in knowledge.entities] == ["GTX (gated transfer)", "GTX (green tuning)"]
    assert knowledge.papers == corpus.facts
    assert [conflict.name for conflict in knowledge.conflicts] == ["GTX"]
