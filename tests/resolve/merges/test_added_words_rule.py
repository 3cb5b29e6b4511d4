"""Names with words that add nothing: what merges, and what must not."""

from dataclasses import replace

import pytest

from kg.model.types import Label
from kg.resolve.merges.added_words_rule import link_added_words, strip_added_words
from kg.resolve.resolution_graph import Node
from kg.resolve.short_forms.disambiguate import ShortForm
from kg.resolve.short_forms.senses import Sense
from kg.text.normalise import surface_form
from kg.vocabulary.aliases import KnownName
from tests.fixtures.resolution import NO_LEXICON, count_names, node


@pytest.mark.parametrize(
    ("name", "plain", "label"),
    [
        ("COCO dataset", "COCO", "DATASET"),
        ("WMT 2014", "WMT 14", "DATASET"),
        ("ADE20K val", "ADE20K", "DATASET"),
        ("SciQ test set", "SciQ", "DATASET"),
        ("GRPO algorithm", "GRPO", "METHOD"),
        ("OpenAI o1", "o1", "MODEL"),
        ("YOLOv8", "YOLO8", "MODEL"),
        ("Dice score", "Dice", "METRIC"),
    ],
)
def test_what_merges(name: str, plain: str, label: Label) -> None:
    (link,) = link_added_words(count_names([(name, label, 2), (plain, label, 1)]), {}, NO_LEXICON)
    assert (link.source, link.target, link.reason) == (node(name), node(plain), "wording")
    assert (link.detail, link.papers) == (f"It adds nothing to {plain}.", (0, 1))


@pytest.mark.parametrize(
    ("name", "label", "other", "other_label", "why"),
    [
        ("CLIP dataset", "DATASET", "CLIP", "MODEL", "the rest has another label"),
        ("bias score", "METRIC", "bias", "METRIC", "a word, and no proper name"),
        ("ARC Challenge", "DATASET", "ARC", "DATASET", "the noun makes something else of it"),
        ("VQA model", "MODEL", "VQA", "TASK", "the model for a task"),
        ("COCO-2017", "DATASET", "COCO", "DATASET", "a year tells versions apart"),
        ("COCO val2017", "DATASET", "COCO", "DATASET", "the same"),
        ("Sally-Anne test", "DATASET", "Sally-Anne", "DATASET", "the test is the dataset, not a part of it"),
        ("MiniF2F-Test", "DATASET", "MiniF2F", "DATASET", "a name of its own"),
        ("ImageNet-C", "DATASET", "ImageNet", "DATASET", "another dataset, made from it"),
    ],
)
def test_what_must_not(name: str, label: Label, other: str, other_label: Label, why: str) -> None:
    forms = count_names([(name, label, 2), (other, other_label, 1)])
    assert list(link_added_words(forms, {}, NO_LEXICON)) == [], why


def test_without_the_plain_name_names_merge_with_the_first() -> None:
    forms = count_names([("COCO benchmark", "DATASET", 1), ("COCO dataset", "DATASET", 1)])
    (link,) = link_added_words(forms, {}, NO_LEXICON)
    assert (link.source, link.target) == (node("COCO dataset"), node("COCO benchmark"))


def test_without_the_plain_name_a_name_merges_with_what_the_lexicon_has_under_it() -> None:
    known = KnownName("Common Objects", node("Common Objects").key, "DATASET", "Common Objects")
    lexicon = replace(NO_LEXICON, names={node("COCO").key: known})
    (link,) = link_added_words(count_names([("COCO val", "DATASET", 1)]), {}, lexicon)
    assert (link.source, link.target) == (node("COCO val"), node("Common Objects"))
    assert list(link_added_words(count_names([("COCO model", "MODEL", 1)]), {}, lexicon)) == []


def test_a_capital_of_headings_alone_makes_no_proper_name() -> None:
    forms = count_names([("Bias score", "METRIC", 1), ("Bias", "METRIC", 1)])
    assert len(list(link_added_words(forms, {}, NO_LEXICON))) == 1
    forms |= count_names([("Bias score", "METRIC", 1)], weight=0.3)  # the beginning of one sentence
    assert list(link_added_words(forms, {}, NO_LEXICON)) == []


def short_form(name: str, long: str, label: Label) -> dict[Node, ShortForm]:
    sense = Sense(long, surface_form(long), label=label)
    return {node(name): ShortForm(node(name), name, (sense,), {0: long}, (), {})}


def test_an_algorithm_of_a_field_and_a_model_for_a_task_are_other_things() -> None:
    algorithm = count_names([("RL algorithm", "METHOD", 1), ("RL", "METHOD", 1)])
    assert len(list(link_added_words(algorithm, {}, NO_LEXICON))) == 1
    field = short_form("RL", "reinforcement learning", "METHOD")
    assert list(link_added_words(algorithm, field, NO_LEXICON)) == []
    model = count_names([("ASR model", "MODEL", 1), ("ASR", "MODEL", 1)])
    assert len(list(link_added_words(model, {}, NO_LEXICON))) == 1
    task = short_form("ASR", "automatic speech recognition", "TASK")
    assert list(link_added_words(model, task, NO_LEXICON)) == []


def test_a_short_form_in_several_senses_takes_no_name() -> None:
    form = count_names([("CPT", "METHOD", 1)])[node("CPT")]
    forms = count_names([("CPT algorithm", "METHOD", 1)])
    forms |= {node("CPT", sense="a"): form, node("CPT", sense="b"): form}
    assert list(link_added_words(forms, {}, NO_LEXICON)) == []


@pytest.mark.parametrize(
    ("label", "name", "expected"),
    [
        ("DATASET", "COCO dataset", "COCO"),
        ("DATASET", "COCO Datasets", "COCO"),
        ("DATASET", "ARC Challenge", "ARC Challenge"),
        ("DATASET", "math dataset", "math dataset"),
        ("DATASET", "WMT 2014", "WMT 14"),
        ("DATASET", "WMT 1914", "WMT 1914"),
        ("DATASET", "COCO validation split", "COCO"),
        ("DATASET", "COCO dev sets", "COCO"),
        ("DATASET", "math dev", "math dev"),
        ("MODEL", "COCO val", "COCO val"),
        ("DATASET", "SQuAD v2.0", "SQuAD 2"),
        ("MODEL", "Frank-Wolfe algorithm", "Frank-Wolfe algorithm"),
        ("METHOD", "Frank-Wolfe algorithm", "Frank-Wolfe"),
        ("METHOD", "genetic algorithm", "genetic algorithm"),
        ("MODEL", "OpenAI's o1", "o1"),
        ("MODEL", "Google", "Google"),
        ("MODEL", "Google Neural Machine Translation", "Google Neural Machine Translation"),
        ("MODEL", "YOLOv8", "YOLO8"),
        ("MODEL", "GPT-4v2", "GPT-4v2"),
        ("MODEL", "MiniCPM-V 2.6", "MiniCPM-V 2.6"),
        ("MODEL", "Llama 2.0B", "Llama 2.0B"),
        ("MODEL", "policy network", "policy network"),
        ("METRIC", "Dice score", "Dice"),
        ("METRIC", "bias score", "bias score"),
        ("TASK", "VQA task", "VQA task"),
    ],
)
def test_what_adds_nothing_is_taken_off(label: Label, name: str, expected: str) -> None:
    assert strip_added_words(name, label, running=True) == expected


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_proper_name() -> None:
    assert strip_added_words("Bias score", "METRIC", running=False) == "Bias score"
    assert strip_added_words("GAN models", "MODEL", running=False) == "GAN"
