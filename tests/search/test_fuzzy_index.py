"""Which texts are near to another, and which are not."""

import pytest
from rapidfuzz.distance import OSA

from kg.search.fuzzy_index import LEAST_SIMILARITY, FuzzyIndex

TEXTS = ["imagenet", "glue", "gsm8k", "classifierfreeguidance", "fid", "cifar100"]
INDEX = FuzzyIndex(TEXTS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("imagenet", "imagenet"),
        ("imagnet", "imagenet"),
        ("iamgenet", "imagenet"),  # neighbours that changed places
        ("gleu", "glue"),
        ("gsm8", "gsm8k"),
        ("clasifierfreeguidence", "classifierfreeguidance"),
    ],
)
def test_a_typing_error_is_near(typed: str, found: str) -> None:
    assert [TEXTS[position] for position in INDEX.find(typed)] == [found]


@pytest.mark.parametrize("typed", ["", "f", "fad", "net", "cifar", "unrelated", "guidance"])
def test_what_differs_more_is_not(typed: str) -> None:
    assert INDEX.find(typed) == {}


def test_similarities_are_those_of_the_whole_texts() -> None:
    (similarity,) = INDEX.find("imagnet").values()
    assert similarity == OSA.normalized_similarity("imagnet", "imagenet") >= LEAST_SIMILARITY


def test_the_order_of_the_texts_decides_nothing() -> None:
    texts = [f"name{n:04}" for n in range(500)]
    backwards = FuzzyIndex(texts[::-1])
    forwards = FuzzyIndex(texts)
    near = {texts[n]: similarity for n, similarity in forwards.find("name0123").items()}
    assert near == {texts[::-1][n]: similarity for n, similarity in backwards.find("name0123").items()}
    assert near["name0123"] == 1.0
