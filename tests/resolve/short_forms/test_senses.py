"""The candidate senses of a short form: which long forms are one sense, and what is known at large."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from kg.resolve.short_forms.definitions import Definitions
from kg.resolve.short_forms.senses import Sense, contradict_lexicon, find_senses
from kg.text.normalise import surface_form
from kg.vocabulary.acronyms import KnownSense
from kg.vocabulary.aliases import KnownName
from kg.vocabulary.lexicon import Lexicon, load_lexicon
from tests.fixtures.resolution import NO_LEXICON, count_names, node


def senses(short: str, longs: Sequence[str], lexicon: Lexicon = NO_LEXICON) -> list[Sense]:
    """Of a short form that one paper defines to mean each of `longs`."""
    spelled = {node(name): surface_form(name) for name in (short, *longs)}
    definitions = Definitions({node(short): {node(long): {i} for i, long in enumerate(longs)}}, spelled)
    forms = count_names([(name, "METHOD", 1) for name in (short, *longs)])
    return find_senses(node(short), short, forms, definitions, lexicon)


@pytest.mark.parametrize(
    ("long", "other", "why"),
    [
        ("continual pre-training", "continued pretraining", "the end of a word"),
        ("low-rank adaptation", "low-rank adapters", "a noun of the same stem"),
        ("vision-language-action", "vision-language-action policy", "one goes on from the other"),
        ("large language models", "language models", "a definition cut short"),
    ],
)
def test_long_forms_of_one_sense(long: str, other: str, why: str) -> None:
    (sense,) = senses("PTQ", [long, other])
    assert sense.papers == {0, 1}, why


@pytest.mark.parametrize(
    ("long", "other", "why"),
    [
        ("visual question answering", "video question answering", "other words"),
        ("continual pre-training", "colorful prompt tuning", "nothing in common"),
        ("mixture of depths", "mixture of denoisers", "one word differs"),
        ("self-supervised fine-tuning", "supervised fine-tuning", "a prefix that makes another thing"),
    ],
)
def test_long_forms_of_two_senses(long: str, other: str, why: str) -> None:
    assert sorted(min(sense.papers) for sense in senses("PTQ", [long, other])) == [0, 1], why


def test_a_part_in_short_form_is_written_out_for_the_sense_key() -> None:
    (sense,) = senses("MLLM", ["multi-modal LLM", "multimodal large language model"], load_lexicon())
    assert sense.papers >= {0, 1}


def test_what_is_known_at_large_joins_the_sense_of_the_corpus_or_is_a_sense_of_its_own() -> None:
    known = (
        KnownSense("automatic speech recognition", 90, 0.7, "ASR"),
        KnownSense("attack success", 20, 0.2, "ASR"),
    )
    lexicon = replace(NO_LEXICON, senses={"asr": known})
    own, at_large = senses("ASR", ["automatic speech recognisers"], lexicon)
    assert (own.long.text, own.papers, own.known, own.share) == ("automatic speech recognisers", {0}, 90, 0.7)
    assert (at_large.long.text, at_large.papers, at_large.known) == ("attack success", set(), 20)
    assert own.weight > at_large.weight


@pytest.mark.parametrize(
    ("short", "meaning", "why"),
    [
        ("ASR", KnownSense("a sound rate", 30, 0.1, "ASR"), "rare at large"),
        ("rFID", KnownSense("radio identification", 30, 0.9, "RFID"), "another short form, by its case"),
        ("asr", KnownSense("automatic speech recognition", 30, 0.9, "ASR"), "a word, and no short form"),
    ],
)
def test_what_is_known_but_no_candidate(short: str, meaning: KnownSense, why: str) -> None:
    assert senses(short, [], replace(NO_LEXICON, senses={node(short).key: (meaning,)})) == [], why


def test_the_label_is_that_of_the_long_form_in_the_lexicon_the_corpus_or_by_its_head() -> None:
    name = KnownName("zorg model", node("zorg model").key, "MODEL", "zorg model")
    lexicon = replace(NO_LEXICON, names={name.key: name})
    assert [sense.label for sense in senses("ZM", ["zorg model"], lexicon)] == ["MODEL"]
    assert [sense.label for sense in senses("ZM", ["zorg frobnication"])] == ["METHOD"]  # as its mentions
    at_large = replace(NO_LEXICON, senses={"zsr": (KnownSense("zorg success rate", 30, 0.9, "ZSR"),)})
    assert [sense.label for sense in senses("ZSR", [], at_large)] == ["METRIC"]


@pytest.mark.parametrize(
    ("defined", "contradicts", "why"),
    [
        ("ranked answer graph", True, "another long form than the table's"),
        ("retrieval-augmented generation", False, "the same"),
        ("retrieval augmented generating", False, "another wording of it"),
        ("Lewis retrieval", False, "another name that the table has for it"),
    ],
)
def test_what_the_corpus_defines_may_contradict_the_table_of_aliases(defined: str, contradicts: bool, why: str) -> None:
    long = "retrieval-augmented generation"
    known = KnownName(long, node(long).key, "METHOD", long)
    names = {node(alias).key: known for alias in (long, "RAG", "Lewis retrieval")}
    lexicon = replace(NO_LEXICON, names=names)
    in_use = [sense for sense in senses("RAG", [defined], lexicon) if sense.papers]
    assert contradict_lexicon(node("RAG"), "RAG", in_use, lexicon) == contradicts, why
    assert not contradict_lexicon(node("RAG"), "RAG", [], lexicon)
    short_only = replace(lexicon, names={"rag": replace(known, long="RAG")})
    assert not contradict_lexicon(node("RAG"), "RAG", in_use, short_only), "a name without a long form"
