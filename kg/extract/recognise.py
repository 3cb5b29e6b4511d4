"""The trained recogniser's mentions, each with the probability that the recogniser itself gave it.

spaCy's transition-based recogniser walks over a text and picks one action a token; it keeps no scores. The states of
the walk are known from its outcome (outside an entity: the next token; inside: the next token and the entity so far),
so the probabilities of the actions that made an entity can be computed again, for the entity's tokens alone.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import use_ops

from kg.errors import InputError
from kg.extract import labels, tokens
from kg.records import LABELS, Label, Mention

Floats = NDArray[np.float32]

ORIGIN = "ner"
CALIBRATION = "calibration.json"  # beside spaCy's own files
_LEAST = 0.33  # half of a good F1: a mention below it costs more than it gains
_STATE_TOKENS = 6  # the next token and up to five of the open entity: spaCy's `extra_state_tokens`


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a walk's probability and a label's into the share of such mentions that are right in both.

    A logistic curve: the two log odds by their weights, plus an offset a label.
    """

    walk: float
    certainty: float
    offsets: Mapping[str, float]

    def score(self, label: str, walk_odds: float, certainty: float) -> float:
        """Between 0 and 1, rounded to four digits."""
        total = self.walk * walk_odds + self.certainty * log_odds(certainty) + self.offsets[label]
        return round(1.0 / (1.0 + math.exp(-total)), 4)


def log_odds(probability: float) -> float:
    """Cut off where a computation in single precision has nothing more to say."""
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entity of the recogniser: the log odds that its walk gave it, and the log probability of every label."""

    start: int
    end: int
    walk_odds: float
    labels: Mapping[Label, float]


def read_pipeline(folder: Path) -> tuple[Language, Calibration]:
    """A trained pipeline and its calibration, from the folder that `scripts/train_ner.py` wrote."""
    try:
        calibration = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
        # Models keep the operations they are made with. What blis computes for a row depends on that row alone; numpy's
        # own matrix product is faster, but its last bits depend on the batch and on the number of threads.
        with use_ops("numpy", use_blis=True):
            nlp = spacy.load(folder, exclude=["tokenizer"])  # it is in `kg.extract.tokens`
        nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype(np.float32)  # shipped at half precision
    except (OSError, ValueError) as error:  # a missing folder, or files of something else
        raise InputError(f"{folder} holds no trained pipeline of kg; train one with scripts/train_ner.py.") from error
    if nlp.pipe_names != [tokens.SENTENCES, "tok2vec", "ner"]:
        raise InputError(f"{folder} holds another pipeline ({', '.join(nlp.pipe_names)}), which kg cannot read.")
    return nlp, Calibration(calibration["walk"], calibration["certainty"], calibration["offsets"])


class Recogniser:
    """Reads the weights of a pipeline's `ner` component once."""

    def __init__(self, nlp: Language, calibration: Calibration) -> None:
        component: Any = nlp.get_pipe("ner")
        model = component.model
        self._words = model.get_ref("tok2vec")
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._gemm: Callable[..., Floats] = model.ops.gemm
        self._lower: Floats = lower.get_param("W")  # state token, hidden, piece, word
        self._bias: Floats = lower.get_param("b")
        self._pad: Floats = lower.get_param("pad")[0]  # state token, hidden, piece
        self._upper: Floats = upper.get_param("W")
        self._upper_bias: Floats = upper.get_param("b")
        moves: Sequence[str] = component.move_names
        self._outside = np.array([i for i, move in enumerate(moves) if move[0] in "BUO"])
        self._move = {move: i for i, move in enumerate(moves)}
        self._opens = {label: [self._move[f"B-{label}"], self._move[f"U-{label}"]] for label in LABELS}
        self._calibration = calibration

    def mentions(self, doc: Doc) -> list[Mention]:
        """Entities of a processed document as mentions, in order; offsets into its text.

        A score is the chance that span and label are right. Mentions that are likelier wrong than two to one are left
        out.
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
            score = self._calibration.score(label, sighting.walk_odds, certainty)
            if score >= _LEAST:
                found.append(Mention(sighting.start, sighting.end, label, name, score, ORIGIN))
        return found

    def sightings(self, doc: Doc) -> list[Sighting]:
        """Entities of a processed document with what the recogniser's weights say of them."""
        if not doc.ents:
            return []
        words: Floats = self._words.predict([doc])
        inside = [token.i for span in doc.ents for token in span]
        row = {token: position for position, token in enumerate(inside)}
        flat = self._lower.reshape(-1, self._lower.shape[-1])
        parts = self._gemm(words[inside], flat, trans2=True).reshape(-1, *self._lower.shape[:-1])
        states, ends = [], []
        for span in doc.ents:
            for token in range(span.start, span.end):
                opened = range(span.start, min(token, span.start + _STATE_TOKENS - 1))
                state = [row[token], *(row[before] for before in opened)]
                hidden = self._bias + sum(parts[at, number] for number, at in enumerate(state))
                states.append((hidden + self._pad[len(state) :].sum(axis=0)).max(axis=-1))
            ends.append(len(states))
        scores = self._gemm(np.asarray(states), self._upper, trans2=True) + self._upper_bias
        return [
            Sighting(span.start_char, span.end_char, self._odds(span, mine), self._opinion(mine[0]))
            for span, end in zip(doc.ents, ends, strict=True)
            for mine in [scores[end - len(span) : end]]
        ]

    def _opinion(self, opening: Floats) -> dict[Label, float]:
        """Log probability of each label, given that an entity begins here."""
        mass = {label: float(np.logaddexp(*opening[self._opens[label]].astype(np.float64))) for label in LABELS}
        total = float(np.logaddexp.reduce(list(mass.values())))
        return {label: value - total for label, value in mass.items()}

    def _odds(self, span: Span, scores: Floats) -> float:
        label = span.label_
        opening = f"{'U' if len(span) == 1 else 'B'}-{label}"
        log_probability = _log_share(scores[0], self._move[opening], self._outside)
        going = np.array([self._move[f"I-{label}"], self._move[f"L-{label}"]])
        for number in range(1, len(span)):
            log_probability += _log_share(scores[number], going[int(number == len(span) - 1)], going)
        return log_odds(math.exp(log_probability))


def _log_share(scores: Floats, chosen: int, allowed: NDArray[np.int64]) -> float:
    """Log of the softmax over the allowed actions, at the chosen one."""
    among = scores[allowed].astype(np.float64)
    top = float(among.max())
    return float(scores[chosen]) - top - math.log(float(np.exp(among - top).sum()))
