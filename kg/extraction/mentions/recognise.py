"""The recogniser: the encoder's mentions, each with a calibrated score, the share of mentions like it that are right.

The best sequence of tags makes the spans, `labels` decides the label of each name from all its mentions, and a
calibration turns the probabilities of both into a score.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.learned.linear import log_odds
from kg.extraction.mentions import labels
from kg.extraction.mentions.calibration import CALIBRATION, Calibration
from kg.extraction.mentions.encoder import component
from kg.extraction.mentions.encoder.heads import COLUMNS, TAGS, Floats
from kg.extraction.mentions.encoder.output import EncoderOutput, log_softmax, sum_runs
from kg.extraction.segmentation import sentence_boundaries
from kg.extraction.segmentation.sentence_boundaries import SENTENCES
from kg.extraction.segmentation.tokenizer import TOKENIZER, PiecewiseTokenizer
from kg.extraction.segmentation.words import read_text
from kg.model.errors import InputError
from kg.model.records import Mention
from kg.model.types import LABELS, Label

ORIGIN = "encoder"
_PLACES = "BIES"  # of a word in a span: begin, inside, end, single
_COLUMNS_AT = np.array([[TAGS.index(f"{place}-{label}") for label in LABELS] for place in _PLACES])  # (places, labels)


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span that the encoder finds, with the log odds that it is one and the log probability of each label."""

    start: int
    end: int
    path_odds: float  # log odds of the span's tags, whatever their label
    labels: Mapping[Label, float]


def read_pipeline(folder: Path) -> tuple[Language, Calibration]:
    """A trained pipeline and its calibration, from the folder that `python -m scripts.training calibrate` wrote."""
    try:
        calibration = Calibration.read(folder / CALIBRATION)
        nlp = spacy.load(folder, exclude=["tokenizer"])  # made anew, by its name
    except (OSError, ValueError) as error:  # a missing folder, or files of something else
        raise InputError(
            f"{folder} holds no trained pipeline of kg; train one as scripts/README.md of the source tells."
        ) from error
    if nlp.pipe_names != [SENTENCES, component.NAME]:
        raise InputError(f"{folder} holds another pipeline ({', '.join(nlp.pipe_names)}), which kg cannot read.")
    if not isinstance(nlp.tokenizer, PiecewiseTokenizer):
        raise InputError(
            f"{folder} holds a pipeline that cuts words in another way than kg; its config.cfg must name the tokenizer "
            f"{TOKENIZER}."
        )
    # Nothing asks what a word is like, and for each new word all of these would be called.
    nlp.vocab.lex_attr_getters = {}  # type: ignore[attr-defined]  # the stub lacks it
    return nlp, calibration


class Recogniser:
    """Reads mentions off documents that a pipeline's encoder has processed."""

    def __init__(self, nlp: Language, calibration: Calibration) -> None:
        encoder: Any = nlp.get_pipe(component.NAME)
        self._distance_biases: Floats = encoder.biases
        self._calibration = calibration

    def read_encoder_output(self, doc: Doc) -> EncoderOutput:
        """The logits of all heads for a processed document."""
        return EncoderOutput.of(doc, self._distance_biases)

    def read_sentences(self, doc: Doc) -> tuple[tuple[int, int], ...]:
        """The sentences of a processed document, as `sentence_boundaries.sentence_spans` gives them."""
        return sentence_boundaries.read_sentences(doc)

    def find_mentions(self, doc: Doc) -> list[Mention]:
        """The entities of a processed document as mentions, in order; offsets into its text.

        A score is the probability that span and label are right; mentions of low score are included.
        """
        text, spans = read_text(doc), self.score_spans(doc)
        label_scores: dict[str, list[Mapping[Label, float]]] = {}
        for span in spans:
            label_scores.setdefault(text[span.start : span.end], []).append(span.labels)
        label_of = labels.decide_labels(text, label_scores)
        mentions = []
        for span in spans:
            name = text[span.start : span.end]
            label, certainty = label_of[name]
            score = self._calibration.score(label, span.path_odds, certainty)
            mentions.append(Mention(span.start, span.end, label, name, score, ORIGIN))
        return mentions

    def score_spans(self, doc: Doc) -> list[ScoredSpan]:
        """The entities of a processed document, in order, with their probabilities."""
        spans = doc.ents
        if not spans:
            return []
        first = np.array([span.start for span in spans])
        lengths = np.array([span.end for span in spans]) - first
        begins = np.cumsum(lengths) - lengths  # of each span's words among those of all spans
        words = np.arange(lengths.sum()) + np.repeat(first - begins, lengths)
        places = np.full(len(words), _PLACES.index("I"))
        places[begins + lengths - 1] = _PLACES.index("E")
        places[begins] = np.where(lengths == 1, _PLACES.index("S"), _PLACES.index("B"))
        log_probabilities = log_softmax(np.asarray(doc.tensor, dtype=np.float32)[words, COLUMNS["tags"]])
        of_labels = np.take_along_axis(log_probabilities, _COLUMNS_AT[places], axis=1)  # (words, labels)
        paths = sum_runs(np.logaddexp.reduce(of_labels, axis=1), begins, lengths)
        labels = log_softmax(sum_runs(of_labels, begins, lengths) / lengths[:, None])
        return [
            ScoredSpan(span.start_char, span.end_char, log_odds(math.exp(path)), dict(zip(LABELS, row, strict=True)))
            for span, path, row in zip(spans, paths.tolist(), labels.tolist(), strict=True)
        ]
