"""Where names are cut from what surrounds them."""

import pytest
from spacy.tokens import Doc

from kg.extraction.segmentation.tokenizer import PiecewiseTokenizer, blank_pipeline

NLP = blank_pipeline()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("LLaMA-based and GPT-4-like", "LLaMA - based and GPT-4 - like"),
        ("text-to-image", "text - to - image"),
        ("Qwen2.5-VL-7B", "Qwen2.5 - VL-7B"),
        ("ViT-B/16, SAM/CLIP", "ViT - B / 16 , SAM / CLIP"),
        ("(LLMs)", "( LLMs )"),
        ("54.6% and 5x", "54.6 % and 5 x"),
        ("+2.5 BLEU", "+ 2.5 BLEU"),
        ("GPT-4's", "GPT-4 's"),
        ("ScanNet++ is", "ScanNet++ is"),
        ("e.g. BERT", "e.g. BERT"),
        ("see https://github.com/a-b/c.", "see https://github.com/a-b/c ."),
        ("G_stack and D^2VLM", "G_stack and D^2VLM"),
    ],
)
def test_names_are_runs_of_whole_tokens(text: str, words: str) -> None:
    assert [token.text for token in NLP(text)] == words.split()


@pytest.mark.parametrize("sign", ["(", "$", "\\", ".", "_", "-", "[]", "😀"])
def test_a_long_run_of_punctuation_is_read_as_the_short_one_is(sign: str) -> None:
    short = f"We use {sign * 10}it with LLaMA-{sign * 10} here."
    long = short.replace(sign * 10, sign * 100)
    words = [token.text for token in NLP(long) if token.text not in sign]
    assert words == [token.text for token in NLP(short) if token.text not in sign]
    assert "".join(token.text_with_ws for token in NLP(long)) == long


@pytest.mark.parametrize("sign", ["(", "$", "[]", "😀"])
def test_no_piece_that_is_cut_sign_by_sign_is_long(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[int] = []
    tokenize = PiecewiseTokenizer._tokenize_piece

    def count_and_tokenize(tokenizer: PiecewiseTokenizer, string: str) -> Doc:
        cut.append(len(string))
        return tokenize(tokenizer, string)

    monkeypatch.setattr(PiecewiseTokenizer, "_tokenize_piece", count_and_tokenize)
    text = sign * 4000
    assert len(NLP.make_doc(text)) == len(text)
    assert max(cut) <= 64
    assert sum(cut) == len(text)


def test_an_empty_text_has_no_tokens() -> None:
    assert len(NLP("")) == 0


def test_a_saved_tokenizer_cuts_as_before() -> None:
    text = "(LLaMA-based) text-to-image e.g. www.a.org/b-c), 5x ScanNet++ .5 \\ours"
    again = blank_pipeline()
    again.tokenizer.from_bytes(NLP.tokenizer.to_bytes())  # type: ignore[union-attr]  # a Tokenizer, here
    assert [token.text for token in again(text)] == [token.text for token in NLP(text)]
