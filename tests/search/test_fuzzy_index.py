"""Which texts are near to another, and which are not."""

import pytest
from rapidfuzz.distance import OSA

from kg.search.fuzzy_index import LEAST_SIMILARITY, split_into_trigrams
from tests.fixtures.fuzzy import make_fuzzy_index

TEXTS = sorted(["imagenet", "glue", "gsm8k", "classifierfreeguidance", "fid", "cifar100"])
INDEX = make_fuzzy_index(TEXTS)


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


def test_of_few_texts_all_are_found_that_the_edit_distance_allows() -> None:
    texts = [f"name{n:04}" for n in range(90, 180)]
    near = {texts[n]: similarity for n, similarity in make_fuzzy_index(texts).find("name0123").items()}
    expected = {text: OSA.normalized_similarity("name0123", text) for text in texts}
    assert near == {text: alike for text, alike in expected.items() if alike >= LEAST_SIMILARITY}


def test_trigrams_mark_the_beginning_and_the_end() -> None:
    assert split_into_trigrams("ab") == {"\0\0a", "\0ab", "ab\0"}
    assert split_into_trigrams("") == {"\0\0\0"}
