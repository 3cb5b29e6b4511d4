"""The claim reader's network in ONNX: inputs of one paper in, the scores of its numbers out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from kg.extraction.mentions.encoder.heads import Floats
from kg.extraction.mentions.encoder.output import LogProbabilities, log_softmax
from kg.extraction.mentions.encoder.session import open_session
from kg.extraction.results.claim_reader.columns import COLUMNS, PAIR_FEATURES, ROLE_LABELS
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs
from kg.model.results import ROLES
from kg.model.types import LABELS

if TYPE_CHECKING:
    import onnxruntime as ort

NETWORK = "network.onnx"
OUTPUTS = ("attributes", "nothing", "pointers", "conditions", "agreement")
VECTORS = ("marks", "own", "units", "numbers", "firsts", "lasts")
ARRAYS = ("number_features", "pairs", "reach", "number_pairs")
_NEVER = -1e4  # the score of a mention whose label cannot fill a role
_FITS = np.array([[label in ROLE_LABELS[role] for role in ROLES] for label in LABELS])  # (labels, roles)


@dataclass(frozen=True, slots=True, eq=False)
class NumberScores:
    """The network's output for N numbers, M mentions and W words: log probabilities, except `agreement`.

    Shapes: `decisions`, by name, (N, classes); `pointers` (N, roles, 1 + M), nothing first; `conditions` (N, W, tags);
    `agreement` (N, N, roles), log odds that one entity fills a role of both numbers.
    """

    decisions: dict[str, LogProbabilities]
    pointers: LogProbabilities
    conditions: LogProbabilities
    agreement: LogProbabilities


class ClaimNetwork:
    """Runs the network in one thread, a paper at a time, so that a paper's scores depend on that paper alone."""

    def __init__(self, network: bytes) -> None:
        self._session: ort.InferenceSession = open_session(network)

    def score(self, inputs: ReaderInputs, read: Floats) -> NumberScores:
        """The scores of a paper's numbers; `read` is the encoder's output for `inputs.words`. Shape: (W, columns)."""
        count = len(inputs.labels)
        given = {name: getattr(inputs, name) for name in (*VECTORS, *ARRAYS)} | {"read": read}
        if not count:  # the network takes one at least; what it says of it is left out
            none = np.zeros(1, dtype=np.int64)
            pairs = np.zeros((len(inputs.numbers), 1, len(PAIR_FEATURES)), dtype=np.int64)
            given |= {"firsts": none, "lasts": none, "pairs": pairs}
        attributes, nothing, pairs, conditions, agreement = self._session.run(list(OUTPUTS), given)
        fitting = np.where(_FITS[inputs.labels][None], pairs[:, :count], _NEVER)
        pointers = np.concatenate([nothing[:, None], fitting], axis=1).transpose(0, 2, 1)
        return NumberScores(
            {name: log_softmax(attributes[:, columns]) for name, columns in COLUMNS.items()},
            log_softmax(pointers),
            log_softmax(conditions),
            agreement.astype(np.float64),
        )


@cache
def load_shipped() -> ClaimNetwork:
    """The network that comes with the package."""
    return ClaimNetwork(files("kg.extraction.results.claim_reader").joinpath(NETWORK).read_bytes())
