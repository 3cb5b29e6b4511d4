"""The encoder's mentions, each with a score that says how often such a mention is right.

The encoder says of every word how likely each tag is; the best path through the tags makes the spans. What else it
says of a paper goes with the document as a `Reading`, for the rules to weigh.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.extraction.discourse.sentence_boundaries import SENTENCES
from kg.extraction.mentions import labels
from kg.extraction.mentions.encoder import component
from kg.extraction.mentions.encoder.heads import COLUMNS, TAGS, Floats
from kg.extraction.mentions.encoder.logits import Reading, log_softmax
from kg.extraction.mentions.tokenizer import TOKENIZER, PiecewiseTokenizer
from kg.model.errors import InputError
from kg.model.records import Mention
from kg.model.types import LABELS, Label

ORIGIN = "encoder"
CALIBRATION = "calibration.json"  # beside spaCy's own files
_COLUMN = {tag: number for number, tag in enumerate(TAGS)}


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a path's probability and a label's into the share of such mentions that are right in both.

    A logistic curve: the two log odds by their weights, plus an offset a label.
    """

    path: float
    certainty: float
    offsets: Mapping[str, float]

    def score(self, label: str, path_odds: float, certainty: float) -> float:
        """Between 0 and 1, rounded to four digits."""
        total = self.path * path_odds + self.certainty * log_odds(certainty) + self.offsets[label]
        return round(1.0 / (1.0 + math.exp(-total)), 4)


def log_odds(probability: float) -> float:
    """Cut off where a computation in single precision has nothing more to say."""
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


@dataclass(frozen=True, slots=True)
class Sighting:
    """A span that the encoder sees: the log odds of its tags whatever the label, and every label's log probability."""

    start: int
    end: int
    path_odds: float
    labels: Mapping[Label, float]


def read_pipeline(folder: Path) -> tuple[Language, Calibration]:
    """A trained pipeline and its calibration, from the folder that `python -m scripts.training calibrate` wrote."""
    try:
        calibration = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
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
    return nlp, Calibration(calibration["path"], calibration["certainty"], calibration["offsets"])


class Recogniser:
    """Mentions from what a pipeline's encoder said."""

    def __init__(self, nlp: Language, calibration: Calibration) -> None:
        encoder: Any = nlp.get_pipe(component.NAME)
        self._biases: Floats = encoder.biases
        self._calibration = calibration

    def reading(self, doc: Doc) -> Reading:
        """All that the encoder said of a processed document."""
        return Reading.of(doc, self._biases)

    def mentions(self, doc: Doc) -> list[Mention]:
        """Entities of a processed document as mentions, in order; offsets into its text.

        A score is the chance that span and label are right; there may be low ones among them.
        """
        text, seen = doc.text, self.sightings(doc)  # spaCy joins the text anew at each use
        opinions: dict[str, list[Mapping[Label, float]]] = {}
        for sighting in seen:
            opinions.setdefault(text[sighting.start : sighting.end], []).append(sighting.labels)
        decided = labels.decide(text, opinions)
        found = []
        for sighting in seen:
            name = text[sighting.start : sighting.end]
            label, certainty = decided[name]
            score = self._calibration.score(label, sighting.path_odds, certainty)
            found.append(Mention(sighting.start, sighting.end, label, name, score, ORIGIN))
        return found

    def sightings(self, doc: Doc) -> list[Sighting]:
        """Entities of a processed document with what the encoder says of them."""
        tags = np.asarray(doc.tensor, dtype=np.float32)[:, COLUMNS["tags"]]
        return [_sighting(span, tags[span.start : span.end]) for span in doc.ents]


def _sighting(span: Span, scores: Floats) -> Sighting:
    """`scores` has a row for each word of the span and a column for each tag."""
    places = ["S"] if len(span) == 1 else ["B", *"I" * (len(span) - 2), "E"]
    columns = np.array([[_COLUMN[f"{place}-{label}"] for label in LABELS] for place in places])
    logs = np.stack([log_softmax(row) for row in scores])
    chosen = np.take_along_axis(logs, columns, axis=1)  # (words, labels)
    any_label = np.logaddexp.reduce(chosen, axis=1)
    opinion = log_softmax(chosen.mean(axis=0))
    return Sighting(
        span.start_char,
        span.end_char,
        log_odds(math.exp(float(any_label.sum()))),
        {label: float(value) for label, value in zip(LABELS, opinion, strict=True)},
    )
