"""Where names are cut from what surrounds them, and where sentences end."""

from itertools import pairwise

import pytest
from spacy.tokens import Doc

from kg.extraction.mentions.tokens import PiecewiseTokenizer, blank, sentence_starts

NLP = blank()


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
    kept = [token.text for token in NLP(long) if token.text not in sign]
    assert kept == [token.text for token in NLP(short) if token.text not in sign]
    assert "".join(token.text_with_ws for token in NLP(long)) == long


@pytest.mark.parametrize("sign", ["(", "$", "[]", "😀"])
def test_no_piece_that_is_cut_sign_by_sign_is_long(sign: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[int] = []
    plain = PiecewiseTokenizer._plain

    def counting(tokenizer: PiecewiseTokenizer, string: str) -> Doc:
        cut.append(len(string))
        return plain(tokenizer, string)

    monkeypatch.setattr(PiecewiseTokenizer, "_plain", counting)
    text = sign * 4000
    assert len(NLP.make_doc(text)) == len(text)
    assert max(cut) <= 64
    assert sum(cut) == len(text)


@pytest.mark.parametrize(
    "sentences",
    [
        ["A title. Of two parts?\n\n", "We train. ", "It works."],
        ["T\n\n", "It uses e.g. BERT or i.e. GPT vs. Llama. ", "We win by 3.5 points."],
        ["T\n\n", "Smith et al. propose it, cf. Fig. 3. ", "Our code is out."],
        ["T\n\n", "In the U.S. Census data it fails. ", "iGPT does not."],
        ["T\n\n", "Does it work? ", "Yes! ", '"It does." ', "So we stop."],
        ["T\n\n", "It has parts: 1. a model and 2. data. ", "We test both."],
        ["T\n\n", "We use XLM-R. ", "Meanwhile it improves."],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = "".join(sentences)
    starts = [*sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == sentences
    assert [sentence.text.strip() for sentence in NLP(text).sents] == [sentence.strip() for sentence in sentences]


def test_an_empty_text_has_no_tokens() -> None:
    assert len(NLP("")) == 0


def test_a_saved_tokenizer_cuts_as_before() -> None:
    text = "(LLaMA-based) text-to-image e.g. www.a.org/b-c), 5x ScanNet++ .5 \\ours"
    again = blank()
    again.tokenizer.from_bytes(NLP.tokenizer.to_bytes())  # type: ignore[union-attr]  # a Tokenizer, here
    assert [token.text for token in again(text)] == [token.text for token in NLP(text)]
