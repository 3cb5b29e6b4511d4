"""The encoder as PyTorch trains it: BERT's layers, how words are written for token types, one linear layer of heads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import BertConfig, BertModel

from kg.extraction.mentions.encoder.heads import (
    COLUMNS,
    DISTANCES,
    POINTER_WIDTH,
    POINTERS,
    STATE_LAYER,
    WIDTH,
)
from kg.extraction.mentions.encoder.word_pieces import SHAPES
from scripts.training.network.examples import UNKNOWN, Example

LAYERS = 6  # of the base
_SHARE = {  # of each head in the loss
    "tags": 1.0,
    "own": 0.35,
    "roles": 0.2,
    "kinds": 0.25,
    "compared": 0.2,
    "pointers": 0.2,
}


@contextmanager
def computing_in(precision: torch.dtype) -> Iterator[None]:
    """A context in which PyTorch computes products of matrices in `precision`; weights stay as they are."""
    with torch.autocast("cpu", dtype=precision, enabled=precision != torch.float32):
        yield


class Network(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """Pieces and shapes in, the heads' columns for each word out."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(config.hidden_size, WIDTH)
        self.distance = nn.Parameter(torch.zeros(len(POINTERS), DISTANCES))
        self.precision = torch.float32  # of the layers' products while training

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """(papers, pieces) each, the last two (papers, words) -> (papers, words, WIDTH)."""
        return self.read(pieces, shapes, mask, starts, ends)[0]

    def read(self, pieces: Tensor, shapes: Tensor, mask: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        """The heads' columns, (papers, words, WIDTH), and the states of words, (papers, words, STATE_WIDTH)."""
        with computing_in(self.precision):
            layers = self.bert(
                input_ids=pieces, token_type_ids=shapes, attention_mask=mask, output_hidden_states=True
            ).hidden_states
        rows = torch.arange(len(pieces)).unsqueeze(1)
        last, state = (
            (hidden[rows, starts] + hidden[rows, ends]).float() * 0.5 for hidden in (layers[-1], layers[STATE_LAYER])
        )
        return self.heads(self.dropout(last)), state


def load_base(folder: Path, *, layers: int = LAYERS, attention: str = "sdpa") -> Network:
    """A network with the weights of the encoder in `folder`, its first `layers` layers, and fresh heads.

    `attention` is which of PyTorch's implementations computes it: "eager" is what the exporter to ONNX knows best.
    """
    known = json.loads((folder / "config.json").read_text())
    config = BertConfig(**{k: v for k, v in known.items() if k != "model_type"})
    config.num_hidden_layers = layers
    config.type_vocab_size = len(SHAPES)
    config._attn_implementation = attention
    config.attention_probs_dropout_prob = 0.0  # chance costs more time here than all other operations of attention
    network = Network(config)
    weights = load_file(folder / "model.safetensors")
    types = weights["embeddings.token_type_embeddings.weight"]
    if len(types) != len(SHAPES):  # BERT's own, of which the first is that of a single text
        weights["embeddings.token_type_embeddings.weight"] = types[:1].repeat(len(SHAPES), 1)
    missing, _ = network.bert.load_state_dict(weights, strict=False)
    if missing:
        raise ValueError(f"{folder} holds no weights for {missing}")
    return network


def collate(batch: Sequence[Example]) -> tuple[Tensor, ...]:
    """The network's inputs for some windows, padded."""
    pieces, shapes, starts, ends = (
        pad_sequence([torch.from_numpy(getattr(example.window, name)) for example in batch], batch_first=True)
        for name in ("pieces", "shapes", "starts", "ends")
    )
    lengths = torch.tensor([len(example.window.pieces) for example in batch])
    return pieces, shapes, (torch.arange(pieces.shape[1]) < lengths[:, None]).long(), starts, ends


def compute_loss(network: Network, logits: Tensor, batch: Sequence[Example]) -> Tensor:
    """Cross entropy of every head, in proportion to its share. `logits` is (papers, words, WIDTH)."""
    wanted = {
        name: pad_sequence(
            [torch.from_numpy(getattr(example, name)) for example in batch], batch_first=True, padding_value=UNKNOWN
        )
        for name in ("tags", "own", "roles", "kinds", "compared")
    }
    total = logits.new_zeros(())
    for name in ("tags", "roles", "kinds", "compared"):
        if (wanted[name] != UNKNOWN).any():
            scores = logits[..., COLUMNS[name]]
            total = total + _SHARE[name] * functional.cross_entropy(
                scores.flatten(0, 1), wanted[name].flatten(), ignore_index=UNKNOWN
            )
    known = wanted["own"] != UNKNOWN
    if known.any():
        total = total + _SHARE["own"] * functional.binary_cross_entropy_with_logits(
            logits[..., COLUMNS["own"]][..., 0][known], wanted["own"][known].float()
        )
    pointers = [
        _compute_pointer_loss(network, row, example)
        for row, example in zip(logits, batch, strict=True)
        if example.pointers
    ]
    if pointers:
        total = total + _SHARE["pointers"] * torch.cat(pointers).mean()
    return total


def _compute_pointer_loss(network: Network, row: Tensor, example: Example) -> Tensor:
    losses = []
    for pointer in example.pointers:
        name = POINTERS[pointer.name]
        count = len(example.tags)
        origin = row[pointer.word]
        scores = row[:count, COLUMNS[f"to {name}"]] @ origin[COLUMNS[f"from {name}"]] / POINTER_WIDTH**0.5
        scores = scores + network.distance[pointer.name][torch.from_numpy(pointer.classes)]
        all_scores = torch.cat([origin[COLUMNS["nothing"]][pointer.name : pointer.name + 1], scores])
        right = torch.from_numpy(pointer.right) + 1 if len(pointer.right) else torch.tensor([0])
        losses.append(all_scores.logsumexp(0) - all_scores[right].logsumexp(0))
    return torch.stack(losses)
