"""What is seen of the context of a mention: words, triggers and places, never the name itself."""

from __future__ import annotations

import pytest

from kg.extraction.document import MentionIndex
from kg.extraction.relations.features import MentionContexts
from tests.fixtures.documents import document


def context(marked: str, mention: int = 0, *, title: str = "T") -> list[str]:
    return list(MentionContexts(document(marked, title=title)).list_context_features(MentionIndex(mention)))


def sentence(marked: str, mention: int = 0) -> list[str]:
    return list(MentionContexts(document(marked)).list_sentence_features(MentionIndex(mention)))


def test_any_name_has_the_same_context() -> None:
    one = context("We propose [METHOD CRD], a [METHOD reward] framework.")
    assert one == context("We propose [METHOD Score Prior Guided Search], a [METHOD tree search] framework.")


@pytest.mark.parametrize(
    ("marked", "feature", "why"),
    [
        ("We propose [METHOD CRD].", "b2=we propose", "the words before"),
        ("We propose [METHOD CRD] for images.", "a1=for", "the word after"),
        ("[METHOD CRD] is new.", "b1=<", "nothing before"),
        ("We propose [METHOD CRD].", "<propose:own", "a trigger of the paper's own"),
        ("They propose [METHOD CRD].", "<propose:other", "a trigger of others"),
        ("We propose [METHOD CRD].", "<propose:listed", "only words of a list between"),
        ("We propose a quick fix with [METHOD CRD].", "<propose:7", "the distance of a trigger in steps"),
        ("[METHOD CRD] outperforms the rest.", ">result:1", "a trigger after the mention"),
        ("[METHOD CRD] outperforms the rest.", "s=result", "a trigger anywhere in the sentence"),
        ("First. Second. We use [METHOD CRD].", "at=last", "the last sentence"),
    ],
)
def test_what_a_context_has(marked: str, feature: str, why: str) -> None:
    assert feature in context(marked), why


@pytest.mark.parametrize(
    ("marked", "feature", "why"),
    [
        ("We say that they propose, we think, a cure. [METHOD CRD] is it.", "<propose:own", "another sentence"),
        ("We propose to look closely at all the many ways in which [METHOD CRD] works.", "<propose:listed", "no list"),
        ("We use [METHOD CRD].", "at=title", "not in the title"),
    ],
)
def test_what_a_context_has_not(marked: str, feature: str, why: str) -> None:
    assert feature not in context(marked), why


def test_a_title_is_marked() -> None:
    features = context("Text.", title="[METHOD CRD]: Rewards")
    assert {"at=title", "title=start::"} <= set(features)


def test_no_feature_comes_twice() -> None:
    features = context("We propose and propose and introduce [METHOD CRD], which we propose and use and use.")
    assert len(features) == len(set(features))


def test_what_else_a_sentence_holds() -> None:
    features = sentence("We reach 95% [METRIC accuracy] on [DATASET X] and [DATASET Y].", 1)
    assert features == ["with=@METRIC", "datasets=2", "with=number", "with=we", "with=%"]
