"""The encoder as PyTorch trains it: BERT's layers, how words are written for token types, one linear layer of heads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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
from kg.extraction.mentions.encoder.word_pieces import SHAPES, Window
from scripts.training.network.examples import UNKNOWN, Example


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a network is: `layers`, of which the first `on_pieces` read pieces and those above read words, and the
    width of their feed-forward layers."""

    layers: int
    on_pieces: int
    hidden: int


LARGE = Shape(layers=6, on_pieces=6, hidden=1536)  # of the base
SMALL = Shape(layers=5, on_pieces=1, hidden=768)  # what the package ships
SHARE = {  # of each head in the loss
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

    def __init__(self, config: BertConfig, on_pieces: int) -> None:
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.on_pieces = on_pieces
        self.dropout = nn.Dropout(0.1)
        self.heads = nn.Linear(config.hidden_size, WIDTH)
        self.distance = nn.Parameter(torch.zeros(len(POINTERS), DISTANCES))
        self.precision = torch.float32  # of the layers' products while training

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
        """(papers, pieces) each, the last two (papers, words) -> (papers, words, WIDTH)."""
        return self.read(pieces, shapes, mask, starts, ends)[0]

    def read(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor | None, starts: Tensor, ends: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The heads' columns, (papers, words, WIDTH), and the states of words, (papers, words, STATE_WIDTH)."""
        last, read = self.read_states(pieces, shapes, mask, starts, ends)
        return self.heads(self.dropout(last)), read

    def read_states(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor | None, starts: Tensor, ends: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The states of words behind the last layer and behind layer `STATE_LAYER`, (papers, words, STATE_WIDTH).

        `mask` is 0 where a piece is padding, None where there is none. A word that is padding starts at 0.
        """
        share = share_pieces(starts, ends, pieces.shape[1])
        with computing_in(self.precision):
            states = self.bert.embeddings(input_ids=pieces, token_type_ids=shapes)
            unseen = None if mask is None else hide_padding(mask == 0)
            for number, layer in enumerate(self.bert.encoder.layer):
                if number == self.on_pieces:
                    closing = states[:, -1:] if mask is None else take(states, mask.sum(1, keepdim=True) - 1)
                    states = torch.cat([states[:, :1], closing, share @ states], 1)
                    unseen = None if mask is None else hide_padding(nn.functional.pad(starts == 0, (2, 0)))
                states = apply_layer(layer, states, unseen)
                if number + 1 == STATE_LAYER:
                    read = share @ states if number < self.on_pieces else states[:, 2:]
            last = states[:, 2:] if self.on_pieces < len(self.bert.encoder.layer) else share @ states
        return last.float(), read.float()


def share_pieces(starts: Tensor, ends: Tensor, count: int) -> Tensor:
    """What each piece counts for in the mean of a word's. (papers, words) twice -> (papers, words, count)."""
    places = torch.arange(count, device=starts.device)
    inside = (starts[..., None] <= places) & (places <= ends[..., None])
    return inside.float() / (ends - starts + 1)[..., None].float()


def hide_padding(padding: Tensor) -> Tensor:
    """What attention adds to its scores so that no word sees padding. (papers, words) -> (papers, 1, 1, words)."""
    return torch.zeros(padding.shape).masked_fill(padding, -1e4)[:, None, None]


def take(states: Tensor, places: Tensor) -> Tensor:
    """The states of words by their places: (papers, W, width), (papers, K) -> (papers, K, width)."""
    return torch.gather(states, 1, places[..., None].expand(-1, -1, states.shape[-1]))


def apply_layer(layer: nn.Module, states: Tensor, mask: Tensor | None) -> Tensor:
    """A layer of BERT; it returns a tuple in some versions of its library. (papers, words, width), in and out."""
    output = layer(states, mask)
    return output[0] if isinstance(output, tuple) else output


def make_network(folder: Path, shape: Shape) -> Network:
    """A network of a shape, with fresh weights, and what else the encoder in `folder` has."""
    known = json.loads((folder / "config.json").read_text())
    config = BertConfig(**{k: v for k, v in known.items() if k != "model_type"})
    config.num_hidden_layers, config.intermediate_size = shape.layers, shape.hidden
    config.type_vocab_size = len(SHAPES)
    config.attention_probs_dropout_prob = 0.0  # chance costs more time here than all other operations of attention
    if shape == SMALL:  # what others have said of many texts keeps it from learning by heart
        config.hidden_dropout_prob = 0.0
    return Network(config, shape.on_pieces)


def load_base(folder: Path) -> Network:
    """A large network with the weights of the encoder in `folder`, and fresh heads."""
    network = make_network(folder, LARGE)
    weights = load_file(folder / "model.safetensors")
    types = weights["embeddings.token_type_embeddings.weight"]
    if len(types) != len(SHAPES):  # BERT's own, of which the first is that of a single text
        weights["embeddings.token_type_embeddings.weight"] = types[:1].repeat(len(SHAPES), 1)
    missing, _ = network.bert.load_state_dict(weights, strict=False)
    if missing:
        raise ValueError(f"{folder} holds no weights for {missing}")
    return network


def collate(windows: Sequence[Window]) -> tuple[Tensor, ...]:
    """The network's inputs for some windows, padded."""
    pieces, shapes, starts, ends = (
        pad_sequence([torch.from_numpy(getattr(window, name)) for window in windows], batch_first=True)
        for name in ("pieces", "shapes", "starts", "ends")
    )
    lengths = torch.tensor([len(window.pieces) for window in windows])
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
            total = total + SHARE[name] * functional.cross_entropy(
                scores.flatten(0, 1), wanted[name].flatten(), ignore_index=UNKNOWN
            )
    known = wanted["own"] != UNKNOWN
    if known.any():
        total = total + SHARE["own"] * functional.binary_cross_entropy_with_logits(
            logits[..., COLUMNS["own"]][..., 0][known], wanted["own"][known].float()
        )
    pointers = [
        _compute_pointer_loss(network, row, example)
        for row, example in zip(logits, batch, strict=True)
        if example.pointers
    ]
    if pointers:
        total = total + SHARE["pointers"] * torch.cat(pointers).mean()
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
