"""Words as they are indexed: of names with their keys, of titles in lower case."""

from kg.search.search_words import fold_case, make_word_keys, split_title, split_words


def test_words_keys_and_case() -> None:
    assert split_words("Vision-Language Models!") == ["Vision", "Language", "Models"]
    assert make_word_keys("Vision-Language Models") == ["vision", "language", "model"]
    assert fold_case("Vision-Language Models") == "visionlanguagemodels"


def test_words_of_a_title_are_letters_and_digits_whatever_their_encoding() -> None:
    assert split_title("On $\\alpha$-Divergence_and FID") == ["on", "alpha", "divergence", "and", "fid"]
    assert split_title("Cafe\u0301 \uff12") == ["caf\u00e9", "2"]
