"""What a network minimises that learns from others: the cross entropy of what they said, and how far its states are.

Heads and decisions have the shares that they have in the loss of annotated papers (`model`, `claim_loss`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.extraction.mentions.encoder.heads import COLUMNS
from kg.extraction.results.claim_reader.columns import COLUMNS as DECISIONS
from kg.extraction.results.claim_reader.columns import KINDS
from scripts.training.network.claim_loss import (
    AGREEMENT,
    CONDITIONS,
    POINTERS,
    SHARE,
    InputBatch,
    log_pointers,
    pad,
    pad_pairs,
)
from scripts.training.network.claim_reader import ClaimReader
from scripts.training.network.model import SHARE as HEAD_SHARE
from scripts.training.silver import POINTING, SilverClaims, SilverText

_POINTING, _STATES = 0.3, 0.3  # of what is made of words in the loss
_ENTITY = slice(1, None)  # all tags but that of words outside of mentions


def compute_silver_loss(logits: Tensor, states: Tensor, texts: Sequence[SilverText]) -> Tensor:
    """The loss of an encoder's heads, (texts, words, WIDTH), and states, (texts, words, STATE_WIDTH)."""
    targets = {name: pad([text.heads[name] for text in texts]).float() for name in texts[0].heads}
    words = pad([np.ones(len(text.states), dtype=np.float32) for text in texts])
    entity = targets["tags"][..., _ENTITY].sum(-1)
    numbers = torch.zeros_like(words)
    for row, text in enumerate(texts):
        if text.claims:
            numbers[row, text.claims.inputs.words[text.claims.inputs.numbers]] = 1.0
    total = logits.new_zeros(())
    for name, weights in (("tags", words), ("roles", entity), ("kinds", numbers), ("compared", entity)):
        total = total + HEAD_SHARE[name] * _mean(_cross_entropy(logits[..., COLUMNS[name]], targets[name]), weights)
    own = functional.binary_cross_entropy_with_logits(
        logits[..., COLUMNS["own"]], targets["own"], reduction="none"
    ).squeeze(-1)
    total = total + HEAD_SHARE["own"] * _mean(own, entity)
    for share, made, wanted in (
        (_POINTING, logits[..., POINTING], pad([text.pointing for text in texts]).float()),
        (_STATES, states, pad([text.states for text in texts]).float()),
    ):
        chosen = words > 0
        total = total + share * functional.mse_loss(made[chosen], wanted[chosen]) / wanted[chosen].var()
    return total


def compute_silver_claim_loss(reader: ClaimReader, output: Tensor, claims: Sequence[SilverClaims]) -> Tensor:
    """The loss of a claim reader; `output` is what the encoder makes of the texts that the claims are of.

    What a number is about counts as much as it is likely to be an outcome.
    """
    batch = InputBatch([silver.inputs for silver in claims], output)
    attributes, nothing, pairs, conditions, agreement = reader(batch.given, batch.padding)
    decisions = {name: pad([silver.decisions[name] for silver in claims]).float() for name in SHARE}
    real = decisions["kind"].sum(-1)  # 1 for each number, 0 for padding
    outcome = real - decisions["kind"][..., KINDS.index(None)]
    total = attributes.new_zeros(())
    for name, weights in (("kind", real), ("direction", outcome), ("holder", outcome)):
        total = total + SHARE[name] * _mean(_cross_entropy(attributes[..., DECISIONS[name]], decisions[name]), weights)
    # Shape of these targets: (texts, N, 1 + M, roles).
    pointers = pad_pairs([silver.pointers.transpose(0, 2, 1) for silver in claims], 0).float()
    missed = -(pointers * log_pointers(nothing, pairs, batch.labels)).sum(2)
    total = total + POINTERS * _mean(missed, outcome[..., None].expand_as(missed))
    tags = pad_pairs([silver.conditions for silver in claims], 0).float()
    near = pad_pairs([silver.inputs.reach[..., 1] for silver in claims], 0).float()  # words of the number's sentence
    total = total + CONDITIONS * _mean(_cross_entropy(conditions, tags), near * outcome[..., None])
    both = outcome[:, :, None] * outcome[:, None] * (1.0 - torch.eye(outcome.shape[1]))
    agreed = pad_pairs([silver.agreement for silver in claims], 0).float()
    differ = functional.binary_cross_entropy_with_logits(agreement, agreed, reduction="none").mean(-1)
    return total + AGREEMENT * _mean(differ, both)


def _cross_entropy(logits: Tensor, probabilities: Tensor) -> Tensor:
    """Over the last axis."""
    return -(probabilities * logits.log_softmax(-1)).sum(-1)


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    """The mean by weights; 0 where all are 0."""
    return (values * weights).sum() / weights.sum().clamp(min=1e-6)
