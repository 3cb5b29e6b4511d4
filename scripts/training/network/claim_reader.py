"""The claim reader as PyTorch trains it: layers of BERT over words and what is known of them, and scores of pairs."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from transformers import BertModel

from kg.extraction.mentions.encoder.heads import STATE_WIDTH, STATES, WIDTH
from kg.extraction.results.claim_reader import columns
from kg.model.results import ROLES
from scripts.training.network.model import apply_layer, computing_in, hide_padding, take

_LAYERS = 3
_PAIR_WIDTH, _WORD_WIDTH, _POINT_WIDTH = 160, 160, 32  # of what scores pairs, and words
_DROPOUT = 0.25


class PairScorer(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """Scores of pairs, as a sum: a product of both states (biaffine, Dozat and Manning, 2017), and a hidden layer over
    both and the embedded features of the pair."""

    def __init__(self, features: Sequence[int], hidden: int, scores: int) -> None:
        super().__init__()
        self.left = nn.Linear(STATE_WIDTH, hidden)
        self.right = nn.Linear(STATE_WIDTH, hidden, bias=False)
        self.features = _embeddings(features, hidden, 0.1)
        self.scores = nn.Linear(hidden, scores)
        self.points = nn.ModuleList(nn.Linear(STATE_WIDTH, scores * _POINT_WIDTH) for _ in range(2))
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, left: Tensor, right: Tensor, features: Tensor) -> Tensor:
        """(papers, L, width), (papers, R, width), (papers, L, R, features) -> (papers, L, R, scores)."""
        left, right = self.dropout(left), self.dropout(right)
        hidden = self.left(left)[:, :, None] + self.right(right)[:, None]
        for position, embedding in enumerate(self.features):
            hidden = hidden + embedding(features[..., position])
        points = [
            point(states).unflatten(-1, (-1, _POINT_WIDTH)).transpose(1, 2)
            for point, states in zip(self.points, (left, right), strict=True)
        ]
        products = (points[0] @ points[1].transpose(-1, -2)) / _POINT_WIDTH**0.5
        return self.scores(torch.relu(hidden)) + products.permute(0, 2, 3, 1)


class ClaimReader(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The states and features of words in; what each number is, what it is about and its conditions out."""

    def __init__(self, bert: BertModel) -> None:
        """The layers begin as the uppermost of `bert`."""
        super().__init__()
        self.marks = _embeddings((columns.MARKS, columns.OWNNESS, columns.UNIT_CLASSES + 1), STATE_WIDTH, 0.05)
        self.heads = nn.Linear(WIDTH, STATE_WIDTH)
        nn.init.normal_(self.heads.weight, 0.0, 0.005)
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in bert.encoder.layer[-_LAYERS:])
        self.precision = torch.float32  # of the layers' products while training
        self.number_features = _embeddings(columns.NUMBER_FEATURES, STATE_WIDTH, 0.05)
        self.norm = nn.LayerNorm(STATE_WIDTH)
        self.dropout = nn.Dropout(0.15)
        self.attributes = _two_layers(256, columns.DECISIONS)
        self.nothing = _two_layers(128, len(ROLES))
        self.pairs = PairScorer(columns.PAIR_FEATURES, _PAIR_WIDTH, len(ROLES))
        self.conditions = PairScorer(columns.WORD_FEATURES, _WORD_WIDTH, len(columns.SPAN_TAGS))
        self.agreement = PairScorer(columns.NUMBER_PAIR_FEATURES, _WORD_WIDTH, len(ROLES))

    def forward(self, given: Mapping[str, Tensor], padding: Tensor | None = None) -> tuple[Tensor, ...]:
        """Papers of W words, N numbers and M mentions; `padding` is true where a word is none, (papers, W).

        Returns `attributes` (papers, N, DECISIONS), `nothing` (papers, N, roles), `pairs` (papers, N, M, roles),
        `conditions` (papers, N, W, tags) and `agreement` (papers, N, N, roles).
        """
        words = given["read"][..., STATES] + self.heads(given["read"][..., :WIDTH])
        for embedding, name in zip(self.marks, ("marks", "own", "units"), strict=True):
            words = words + embedding(given[name])
        mask = None if padding is None else hide_padding(padding)
        with computing_in(self.precision):
            for layer in self.layers:
                words = apply_layer(layer, words, mask)
        words = self.dropout(words.float())
        numbers = take(words, given["numbers"])
        for position, embedding in enumerate(self.number_features):
            numbers = numbers + embedding(given["number_features"][..., position])
        numbers = self.norm(numbers)
        mentions = (take(words, given["firsts"]) + take(words, given["lasts"])) * 0.5
        return (
            self.attributes(numbers),
            self.nothing(numbers),
            self.pairs(numbers, mentions, given["pairs"]),
            self.conditions(numbers, words, given["reach"]),
            self.agreement(numbers, numbers, given["number_pairs"]),
        )


def _embeddings(sizes: Sequence[int], width: int, spread: float) -> nn.ModuleList:
    embeddings = nn.ModuleList(nn.Embedding(size, width) for size in sizes)
    for embedding in embeddings:
        nn.init.normal_(embedding.weight, 0.0, spread)
    return embeddings


def _two_layers(hidden: int, scores: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(STATE_WIDTH, hidden), nn.ReLU(), nn.Dropout(_DROPOUT), nn.Linear(hidden, scores))
