"""The features of what stands around a mention."""

from __future__ import annotations

import pytest

from kg.extraction.document import MentionIndex
from kg.extraction.learned.linear import Model
from kg.extraction.relations.features import MentionContexts, read_contexts
from tests.fixtures.documents import document

FIRST = MentionIndex(0)


def list_around(abstract: str, title: str = "T") -> list[str]:
    return list(MentionContexts(document(abstract, title=title)).list_context_features(FIRST))


@pytest.mark.parametrize(
    ("abstract", "feature", "why"),
    [
        ("We propose [METHOD A] here.", "b1=propose", "the word before"),
        ("We propose [METHOD A] here.", "b3=< we propose", "the three words before, from the sentence's start"),
        ("We propose [METHOD A] here.", "a2=here .", "the two words after"),
        ("We propose [METHOD A].", "a3=. > >", "the three words after, to the sentence's end"),
        ("We propose [METHOD A] here.", "x=propose_here", "the words on both sides"),
        ("Of [METHOD A] and [MODEL M].", "a2=and @MODEL", "another mention is one word, its label"),
        ("We propose it, as [METHOD A].", "s=propose", "a trigger of the sentence"),
        ("We propose [METHOD A].", "<propose:own", "a trigger before, of the paper's"),
        ("They propose [METHOD A].", "<propose:other", "a trigger before, of others'"),
        ("We propose [METHOD A].", "<propose:1", "with its distance in words"),
        ("We propose a novel [METHOD A].", "<propose:listed", "only articles between"),
        ("We use it and propose [METHOD A].", "<<propose:0:own:1", "the nearest trigger, with all of it"),
        ("[METHOD A] is trained here.", ">train:3", "a trigger after"),
        ("[METHOD A] is trained here.", ">>train:0:3", "the nearest one after"),
        ("It wins. We use [METHOD A]. It ends.", "at=2", "the second sentence after the title"),
        ("We use [METHOD A].", "at=last", "the last sentence"),
    ],
)  # fmt: skip
def test_features_that_hold(abstract: str, feature: str, why: str) -> None:
    assert feature in list_around(abstract), why


@pytest.mark.parametrize(
    ("abstract", "feature", "why"),
    [
        ("We win. [METHOD A] is new.", "b1=win", "a word of another sentence"),
        ("We propose it. [METHOD A] is new.", "s=propose", "a trigger of another sentence"),
        ("We propose a way: run [METHOD A].", "<propose:listed", "other words between"),
        ("We propose it. They propose [METHOD A].", "<propose:own", "whose it is, is told by its own sentence"),
        ("[METHOD A] wins.", "title=start:word", "it is not in the title"),
        ("[METHOD A] is proposed.", "<propose:other", "the trigger comes after"),
    ],
)
def test_features_that_do_not_hold(abstract: str, feature: str, why: str) -> None:
    assert feature not in list_around(abstract), why


def test_each_trigger_counts_once_on_a_side() -> None:
    features = list_around("We propose and propose [METHOD A].")
    assert features.count("<propose:own") == 1
    assert "<propose:1" in features


@pytest.mark.parametrize(
    ("title", "feature"),
    [
        ("[METHOD A]: Fast", "title=start::"),
        ("[METHOD A] is Fast", "title=start:word"),
        ("Fast [METHOD A]", "title=later:>"),
    ],
)
def test_a_mention_of_the_title_says_so(title: str, feature: str) -> None:
    features = list_around("It wins.", title=title)
    assert feature in features
    assert "at=title" in features


@pytest.mark.parametrize(
    ("abstract", "holds", "fails"),
    [
        ("We run [DATASET D] by [METHOD A].", {"with=@METHOD", "with=we", "datasets=1"}, {"with=@MODEL"}),
        ("[DATASET D] gives 5%.", {"with=number", "with=%", "datasets=1"}, {"with=we"}),
        ("[DATASET D] and [DATASET E]. We run 5 [MODEL M].", {"datasets=2"}, {"with=we", "with=number", "with=@MODEL"}),
    ],
)
def test_what_else_a_sentence_holds(abstract: str, holds: set[str], fails: set[str]) -> None:
    features = set(MentionContexts(document(abstract)).list_sentence_features(FIRST))
    assert holds <= features
    assert not fails & features


@pytest.mark.parametrize(("feature", "clearest"), [("b1=use", 0), ("b1=propose", 1), ("b1=they", 0)])
def test_the_clearest_mention_is_the_likeliest_and_of_equal_ones_the_first(feature: str, clearest: int) -> None:
    read = document("We use [METHOD A]. We propose [METHOD A].")
    model = Model(("no", "yes"), {feature: (0.0, 1.0)})
    assert read_contexts(read).choose_clearest([MentionIndex(0), MentionIndex(1)], model, "yes") == clearest


def test_the_prefix_of_a_title_is_the_beginning_of_the_name_before_its_colon() -> None:
    assert read_contexts(document("It wins.", title="HP-Edit: Better Edits")).title_prefix == "hp"
    assert read_contexts(document("It wins.", title="Better Edits")).title_prefix == ""
