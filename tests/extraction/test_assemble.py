"""The shipped extractor: what it finds, that offsets are verbatim, and that nothing but the text counts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.extraction import Extractor, load
from kg.model.errors import InputError
from kg.model.records import Extraction

GUIDED = (
    "Wave Guidance: Sampling from Diffusion Models\n\n"
    "Classifier-free guidance (CFG) improves \\textsc{Sit} and other diffusion models~(DMs) for image generation. "
    "We propose Wave Guidance, a sampling method that needs no training.Experiments on ImageNet 256times256 show that "
    "Wave Guidance reaches an FID of 1.19, while CFG takes sim2\\% more time. Code: https://github.com/someone/CFG"
)
TEXTS = [
    GUIDED,
    "A Benchmark for Agents\n\nWe introduce ToolArena, a benchmark for LLM agents. GPT-4o has 54.6\\% accuracy.",
    "A title alone\n\n",
    "LoRA\n\nLow-rank adaptation (LoRA) tunes large language models (LLMs) such as Llama 3. LoRA cuts memory by 73%.",
]
ODD = ["", "One line.", "\n\n", "T\n\n", " \n\n ", "\\textbf{\n\n}$$ {}", "\u200b\n\n\x00", "T\n\n\n\na\n\nb"]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return load()


@pytest.fixture(scope="module")
def guided_extraction(extractor: Extractor) -> Extraction:
    return next(extractor.extract([GUIDED]))


def list_names(extraction: Extraction, label: str) -> set[str]:
    return {mention.text for mention in extraction.mentions if mention.label == label}


def test_names_are_found_with_their_labels(guided_extraction: Extraction) -> None:
    assert {"Classifier-free guidance", "CFG", "Wave Guidance"} <= list_names(guided_extraction, "METHOD")
    assert "ImageNet 256times256" in list_names(guided_extraction, "DATASET")  # verbatim, residue included
    assert "FID" in list_names(guided_extraction, "METRIC")
    assert "image generation" in list_names(guided_extraction, "TASK")


def test_a_definition_joins_its_two_mentions(guided_extraction: Extraction) -> None:
    joined = {
        (guided_extraction.mention_at(pair.short).text, guided_extraction.mention_at(pair.long).text)
        for pair in guided_extraction.abbreviations
    }
    assert ("CFG", "Classifier-free guidance") in joined


def test_a_result_refers_to_mentions_and_raw_offsets(guided_extraction: Extraction) -> None:
    (result,) = (result for result in guided_extraction.results if result.value == "1.19")
    assert GUIDED[result.start : result.end] == "1.19"
    assert result.metric is not None
    assert guided_extraction.mention_at(result.metric).text == "FID"
    assert GUIDED[result.sentence_start : result.sentence_end].startswith("Experiments on ImageNet")


def test_what_the_paper_proposes_is_claimed(guided_extraction: Extraction) -> None:
    assert {
        guided_extraction.mention_at(claim.mention).text
        for claim in guided_extraction.claims
        if claim.type == "proposes"
    } == {"Wave Guidance"}


def test_nothing_inside_an_address_is_a_mention_but_the_link_is_kept(guided_extraction: Extraction) -> None:
    assert all(mention.end <= GUIDED.index("https://") for mention in guided_extraction.mentions)
    assert guided_extraction.code == ("https://github.com/someone/CFG",)


@pytest.mark.parametrize("text", TEXTS)
def test_mentions_are_verbatim_sorted_and_apart(extractor: Extractor, text: str) -> None:
    extraction = next(extractor.extract([text]))
    reached = 0
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert reached <= mention.start < mention.end
        assert 0 <= mention.score <= 1
        reached = mention.end


def test_alone_shuffled_and_batched_are_the_same(extractor: Extractor) -> None:
    batched = list(extractor.extract(TEXTS * 3, batch_size=5))
    assert batched == [next(extractor.extract([text])) for text in TEXTS * 3]
    assert list(extractor.extract(reversed(TEXTS), batch_size=2)) == batched[:4][::-1]


def test_what_was_read_leaves_no_word_in_the_string_store(extractor: Extractor) -> None:
    """Else a long run would grow with each new word."""
    strings, lexemes = extractor._nlp.vocab.strings, extractor._nlp.vocab
    list(extractor.extract(TEXTS))
    before = len(strings), sum(1 for _ in lexemes)
    new = [f"Title {number}\n\n" + " ".join(f"w{number}o{i}rd" for i in range(40)) for number in range(20)]
    for found in extractor.extract(new, batch_size=8):
        assert len(strings) <= before[0] + 8 * 44, found  # those of one batch at most
    assert (len(strings), sum(1 for _ in lexemes)) == before


@pytest.mark.slow
def test_no_hash_seed_and_no_thread_count_shows() -> None:
    code = (
        "import hashlib, sys\nfrom kg.extraction import load\n"
        "print(hashlib.sha256(repr(list(load().extract([sys.argv[1]]))).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, GUIDED],
            env={**os.environ, "PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("1", "1"), ("2", "2"))
    ]
    assert runs[0] == runs[1]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_break_nothing(extractor: Extractor, text: str) -> None:
    for mention in next(extractor.extract([text])).mentions:
        assert text[mention.start : mention.end] == mention.text


def test_importing_the_package_loads_no_spacy() -> None:
    code = "import sys, kg.extraction; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_folder_without_a_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no trained pipeline"):
        load(tmp_path)
