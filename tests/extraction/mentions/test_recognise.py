"""Mentions from the output of the encoder."""

from __future__ import annotations

import math
import shutil

import numpy as np
import pytest
from spacy.tokens import Span

from kg.extraction.assemble import MODEL
from kg.extraction.mentions.calibration import CALIBRATION, Calibration
from kg.extraction.mentions.encoder.heads import COLUMNS, TAGS, WIDTH
from kg.extraction.mentions.recognise import Recogniser, read_pipeline
from kg.extraction.segmentation import tokenizer
from kg.model.errors import InputError
from kg.model.types import LABELS

EVEN = Calibration(1.0, 0.0, dict.fromkeys(map(str, LABELS), 0.0))


@pytest.fixture(scope="module")
def shipped_pipeline():
    return read_pipeline(MODEL)


def tag_words(text: str, tags: dict[str, tuple[str, float]]):
    """A document whose encoder gave each of these words a tag, so many nats above all others."""
    doc = tokenizer.blank_pipeline()(text)
    doc.tensor = np.zeros((len(doc), WIDTH), dtype=np.float32)
    spans, start = [], 0
    for token in doc:
        tag, margin = tags.get(token.text, ("O", 9.0))
        doc.tensor[token.i, COLUMNS["tags"].start + TAGS.index(tag)] = margin
        if tag[0] in "BS":
            start = token.i
        if tag[0] in "ES":
            spans.append((start, token.i + 1, tag[2:]))
    doc.ents = [Span(doc, low, high, label=label) for low, high, label in spans]
    return doc


def test_a_sure_span_has_high_odds_and_one_label(shipped_pipeline) -> None:
    recogniser = Recogniser(shipped_pipeline[0], EVEN)
    doc = tag_words(
        "We use score distillation here.", {"score": ("B-METHOD", 12.0), "distillation": ("E-METHOD", 12.0)}
    )
    (span,) = recogniser.score_spans(doc)
    assert doc.text[span.start : span.end] == "score distillation"
    assert span.path_odds > 5
    assert max(span.labels, key=lambda label: span.labels[label]) == "METHOD"
    assert np.exp(list(span.labels.values())).sum() == pytest.approx(1.0)


def test_doubt_about_the_label_is_no_doubt_about_the_span(shipped_pipeline) -> None:
    doc = tag_words("We use Foo here.", {"Foo": ("S-MODEL", 12.0)})
    doc.tensor[2, COLUMNS["tags"].start + TAGS.index("S-METHOD")] = 12.0
    (span,) = Recogniser(shipped_pipeline[0], EVEN).score_spans(doc)
    assert span.path_odds > 5
    assert span.labels["MODEL"] == pytest.approx(span.labels["METHOD"])


def test_a_mention_has_the_calibrated_score(shipped_pipeline) -> None:
    doc = tag_words("We use Foo here.", {"Foo": ("S-MODEL", 2.0)})
    (mention,) = Recogniser(shipped_pipeline[0], EVEN).find_mentions(doc)
    assert (mention.text, mention.label) == ("Foo", "MODEL")
    odds = (math.exp(2.0) + 4) / 16  # the model's tag and that of four other labels, against the sixteen others
    assert mention.score == pytest.approx(odds / (1 + odds), abs=1e-3)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(MODEL, tmp_path / "model")


def test_a_folder_without_a_pipeline_is_refused(tmp_path) -> None:
    with pytest.raises(InputError, match="holds no trained pipeline"):
        read_pipeline(tmp_path)


def test_another_pipeline_is_refused(copy) -> None:
    nlp = tokenizer.blank_pipeline()
    nlp.to_disk(copy, exclude=["tokenizer"])
    with pytest.raises(InputError, match="another pipeline"):
        read_pipeline(copy)


def test_the_shipped_pipeline_cuts_words_as_the_training_does(shipped_pipeline) -> None:
    nlp = shipped_pipeline[0]
    assert nlp.config["nlp"]["tokenizer"] == {"@tokenizers": tokenizer.TOKENIZER}
    assert isinstance(nlp.tokenizer, tokenizer.PiecewiseTokenizer)
    texts = [
        "Sharing: GPT-4's LLaMA-based text/image e.g. ViT-L/14@336px",
        "CoreNet++ needs 5x less (2.5px, 40GB), see www.a.org/b-c).",
        "can't, won't, U.S. and vs. don't",
        "(" * 300 + " \\ours_{max}",
    ]
    for text in texts:
        assert [word.text for word in nlp.make_doc(text)] == [word.text for word in tokenizer.blank_pipeline()(text)]


def test_a_pipeline_that_cuts_words_in_another_way_is_refused(copy) -> None:
    config = copy / "config.cfg"
    named = config.read_text(encoding="utf-8")
    assert tokenizer.TOKENIZER in named
    config.write_text(named.replace(tokenizer.TOKENIZER, "spacy.Tokenizer.v1"), encoding="utf-8")
    with pytest.raises(InputError, match="cuts words in another way"):
        read_pipeline(copy)


def test_a_pipeline_without_calibration_is_refused(copy) -> None:
    (copy / CALIBRATION).unlink()
    with pytest.raises(InputError):
        read_pipeline(copy)
