"""The trained recogniser's mentions, each with the probability that the recogniser itself gave it.

spaCy's transition-based recogniser walks over a text and picks one action a token; it keeps no scores. The states of
the walk are known from its outcome (outside an entity: the next token; inside: the next token and the entity so far),
so the probabilities of the actions that made an entity can be computed again, for the entity's tokens alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.errors import InputError
from kg.extract import tokens
from kg.records import LABELS, Label, Mention

Floats = NDArray[np.float32]

ORIGIN = "ner"
CALIBRATION = "calibration.json"  # beside spaCy's own files
_STATE_TOKENS = 6  # the next token and up to five of the open entity: spaCy's `extra_state_tokens`


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a walk's probability into the share of such mentions that are right: a logistic curve a label."""

    slope: float
    offsets: Mapping[str, float]

    def score(self, label: str, log_odds: float) -> float:
        """Between 0 and 1, rounded so that the last bits of a computation never show."""
        return round(1.0 / (1.0 + math.exp(-(self.slope * log_odds + self.offsets[label]))), 4)


def read_pipeline(folder: Path) -> tuple[Language, Calibration]:
    """A trained pipeline and its calibration, from the folder that `scripts/train_ner.py` wrote."""
    try:
        calibration = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
        nlp = spacy.load(folder)
        nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float32)  # shipped at half precision
    except (OSError, ValueError) as error:  # a missing folder, or files of something else
        raise InputError(f"{folder} holds no trained pipeline of kg; train one with scripts/train_ner.py.") from error
    if nlp.pipe_names != [tokens.SENTENCES, "tok2vec", "ner"]:
        raise InputError(f"{folder} holds another pipeline ({', '.join(nlp.pipe_names)}), which kg cannot read.")
    return nlp, Calibration(calibration["slope"], calibration["offsets"])


class Recogniser:
    """Reads the weights of a pipeline's `ner` component once."""

    def __init__(self, nlp: Language, calibration: Calibration) -> None:
        component: Any = nlp.get_pipe("ner")
        model = component.model
        self._words = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._lower: Floats = lower.get_param("W")  # state token, hidden, piece, word
        self._bias: Floats = lower.get_param("b")
        self._pad: Floats = lower.get_param("pad")[0]  # state token, hidden, piece
        self._upper: Floats = upper.get_param("W")
        self._upper_bias: Floats = upper.get_param("b")
        moves: Sequence[str] = component.move_names
        self._outside = np.array([i for i, move in enumerate(moves) if move[0] in "BUO"])
        self._move = {move: i for i, move in enumerate(moves)}
        self._calibration = calibration

    def mentions(self, doc: Doc) -> list[Mention]:
        """Entities of a processed document as mentions, in order; offsets into its text."""
        if not doc.ents:
            return []
        return [
            Mention(
                span.start_char,
                span.end_char,
                _label(span),
                span.text,
                self._calibration.score(span.label_, odds),
                ORIGIN,
            )
            for span, odds in zip(doc.ents, self.log_odds(doc), strict=True)
        ]

    def log_odds(self, doc: Doc) -> list[float]:
        """For each entity, the log odds of the walk's probability for it."""
        words: Floats = self._words.predict([doc])
        inside = [token.i for span in doc.ents for token in span]
        row = {token: position for position, token in enumerate(inside)}
        parts = np.einsum("wi,fhpi->wfhp", words[inside], self._lower, optimize=True)
        states, ends = [], []
        for span in doc.ents:
            for token in range(span.start, span.end):
                state = [row[token], *(row[before] for before in range(span.start, token))][:_STATE_TOKENS]
                hidden = self._bias + sum(parts[at, number] for number, at in enumerate(state))
                states.append((hidden + self._pad[len(state) :].sum(axis=0)).max(axis=-1))
            ends.append(len(states))
        scores = np.asarray(states) @ self._upper.T + self._upper_bias
        return [self._odds(span, scores[end - len(span) : end]) for span, end in zip(doc.ents, ends, strict=True)]

    def _odds(self, span: Span, scores: Floats) -> float:
        label = span.label_
        opening = f"{'U' if len(span) == 1 else 'B'}-{label}"
        log_probability = _log_share(scores[0], self._move[opening], self._outside)
        going = np.array([self._move[f"I-{label}"], self._move[f"L-{label}"]])
        for number in range(1, len(span)):
            log_probability += _log_share(scores[number], going[int(number == len(span) - 1)], going)
        probability = min(max(math.exp(log_probability), 1e-6), 1 - 1e-6)
        return math.log(probability / (1 - probability))


def _log_share(scores: Floats, chosen: int, allowed: NDArray[np.int64]) -> float:
    """Log of the softmax over the allowed actions, at the chosen one."""
    among = scores[allowed].astype(np.float64)
    top = float(among.max())
    return float(scores[chosen]) - top - math.log(float(np.exp(among - top).sum()))


def _label(span: Span) -> Label:
    for label in LABELS:
        if label == span.label_:
            return label
    raise ValueError(f"Unexpected label of an entity: {span.label_!r}")
