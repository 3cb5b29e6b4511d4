"""What the claim reader's training minimises: cross entropy of every decision, over a batch of padded papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from kg.extraction.results.claim_reader.columns import COLUMNS, ROLE_LABELS
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs
from kg.model.results import ROLES
from kg.model.types import LABELS
from scripts.training.network.claim_examples import ClaimExample
from scripts.training.network.claim_reader import ClaimReader
from scripts.training.network.examples import UNKNOWN

SHARE = {"kind": 1.0, "direction": 0.5, "holder": 0.5}  # of each decision in the loss
POINTERS, CONDITIONS, AGREEMENT = 6.0, 25.0, 0.5
_MOST = 12.0  # that one pointer counts, so that no slip of the annotation outweighs the rest
_NEVER = -1e4  # the score of a mention whose label cannot fill a role
_FITS = torch.tensor([[label in ROLE_LABELS[role] for role in ROLES] for label in LABELS] + [[False] * len(ROLES)])
_TO_NETWORK = ("marks", "own", "units", "numbers", "firsts", "lasts")
_PAIRED = ("pairs", "reach", "number_pairs")


class InputBatch:
    """Some papers, padded: the network's inputs. Shapes as `ClaimReader.forward` has them."""

    def __init__(self, inputs: Sequence[ReaderInputs], output: Tensor) -> None:
        """`output` is what the encoder makes of these papers. Shape: (papers, words, WIDTH + STATE_WIDTH)."""
        self.given = {name: pad([getattr(paper, name) for paper in inputs]) for name in _TO_NETWORK}
        self.given["number_features"] = pad([paper.number_features for paper in inputs])
        self.given |= {name: pad_pairs([getattr(paper, name) for paper in inputs], 0) for name in _PAIRED}
        words = pad([paper.words for paper in inputs])
        self.given["read"] = torch.gather(output, 1, words[..., None].expand(-1, -1, output.shape[-1]))
        self.padding = pad([np.zeros(len(paper.words), dtype=bool) for paper in inputs], True)
        self.labels = pad([paper.labels for paper in inputs], len(LABELS))


class Batch(InputBatch):
    """Some papers, padded: the network's inputs and what is to be learned."""

    def __init__(self, examples: Sequence[ClaimExample], output: Tensor) -> None:
        super().__init__([example.inputs for example in examples], output)
        self.kinds, self.directions, self.holders = (
            pad([getattr(example, name) for example in examples], UNKNOWN)
            for name in ("kinds", "directions", "holders")
        )
        self.known = pad([example.known for example in examples], False)
        self.targets = pad_pairs([example.targets.transpose(0, 2, 1) for example in examples], False)
        self.conditions = pad_pairs([example.conditions for example in examples], UNKNOWN)
        self.agreement = pad_pairs([example.agreement for example in examples], UNKNOWN)


def compute_claim_loss(reader: ClaimReader, batch: Batch) -> Tensor:
    """The loss of a batch, the mean over its numbers of each decision, in proportion to its share."""
    attributes, nothing, pairs, conditions, agreement = reader(batch.given, batch.padding)
    total = attributes.new_zeros(())
    for name, wanted in (
        ("kind", batch.kinds),
        ("direction", batch.directions),
        ("holder", batch.holders),
    ):
        total = total + SHARE[name] * _cross_entropy(attributes[..., COLUMNS[name]], wanted)
    log_likely = log_pointers(nothing, pairs, batch.labels)
    right = log_likely.masked_fill(~batch.targets, _NEVER).logsumexp(2)
    if batch.known.any():
        total = total + POINTERS * (-right[batch.known]).clamp(max=_MOST).mean()
    total = total + CONDITIONS * _cross_entropy(conditions, batch.conditions)
    agreed = batch.agreement != UNKNOWN
    if agreed.any():
        total = total + AGREEMENT * functional.binary_cross_entropy_with_logits(
            agreement[agreed], batch.agreement[agreed].float()
        )
    return total


def log_pointers(nothing: Tensor, pairs: Tensor, labels: Tensor) -> Tensor:
    """The log probability of nothing, then of each mention, for each number and role.

    (papers, N, roles), (papers, N, M, roles), (papers, M) -> (papers, N, 1 + M, roles).
    """
    fitting = pairs.masked_fill(~_FITS[labels][:, None], _NEVER)
    return torch.cat([nothing[:, :, None], fitting], 2).log_softmax(2)


def _cross_entropy(logits: Tensor, wanted: Tensor) -> Tensor:
    if not (wanted != UNKNOWN).any():
        return logits.new_zeros(())
    return functional.cross_entropy(logits.flatten(0, -2), wanted.flatten(), ignore_index=UNKNOWN)


def pad(arrays: Sequence[Any], value: float = 0) -> Tensor:
    """Arrays of (rows, ...) in one of (arrays, most rows, ...)."""
    return pad_sequence([torch.from_numpy(array) for array in arrays], batch_first=True, padding_value=value)


def pad_pairs(arrays: Sequence[Any], value: int) -> Tensor:
    """Arrays of (rows, columns, ...) in one of (arrays, most rows, most columns, ...)."""
    rows, columns = (max(array.shape[axis] for array in arrays) for axis in (0, 1))
    padded = np.full((len(arrays), rows, columns, *arrays[0].shape[2:]), value, dtype=arrays[0].dtype)
    for i, array in enumerate(arrays):
        padded[i, : array.shape[0], : array.shape[1]] = array
    return torch.from_numpy(padded)
