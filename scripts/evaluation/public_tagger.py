"""The encoder's architecture with the labels of a public set: learned from some texts, scored on others."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from kg.evaluation.precision_recall import Count
from kg.extraction.mentions.encoder.word_pieces import Window, WordPieces
from scripts.evaluation.public_tags import Scheme, count, decode_layers, draw_batches, make_tags
from scripts.evaluation.public_texts import Spans, Text
from scripts.training.network.compress import load_shipped
from scripts.training.network.model import SMALL, collate, make_network

_SEED, _RATE, _DROPOUT = 7, 1.5e-4, 0.1
_UNKNOWN = -100  # the tag of padding
_SCORED = 16  # windows at once
_CHECKOUT = Path(__file__).parents[2]


class Example(NamedTuple):
    """A window and its tags, (words, layers)."""

    window: Window
    tags: Tensor


class Tagger(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The shipped encoder with one linear layer of tags."""

    def __init__(self, base: Path, scheme: Scheme) -> None:
        super().__init__()
        self.encoder = make_network(base, SMALL)
        load_shipped(self.encoder, _CHECKOUT)
        self.dropout = nn.Dropout(_DROPOUT)
        for module in self.encoder.modules():  # there are no silver labels to keep it from learning by heart
            if isinstance(module, nn.Dropout):
                module.p = _DROPOUT
        self.shape = scheme.layers, len(scheme.rules.tags)
        self.tags = nn.Linear(self.encoder.bert.config.hidden_size, scheme.layers * len(scheme.rules.tags))

    def forward(self, windows: Sequence[Window]) -> Tensor:
        """(windows, words, layers, tags), padded."""
        return self.tags(self.dropout(self.encoder.read_states(*collate(windows))[0])).unflatten(-1, self.shape)


class Learner:
    """A tagger, how its input is cut and what its tags mean."""

    def __init__(self, base: Path, scheme: Scheme, pieces: WordPieces) -> None:
        torch.manual_seed(_SEED)
        self.model, self.scheme, self.pieces = Tagger(base, scheme), scheme, pieces

    def learn(self, train: Sequence[Text], dev: Sequence[Text], *, epochs: int, batch: int) -> None:
        """Train for so many epochs, and keep the weights of the one with the best F1 on `dev`, each told on stderr."""
        chance = random.Random(_SEED)
        examples = [
            Example(window, torch.from_numpy(tags[window.first : window.last]))
            for text, tags in ((text, make_tags(text, self.scheme)) for text in train)
            for window in self.pieces.windows(text.words, text.sentences)
        ]
        lengths = [len(example.window.pieces) for example in examples]
        steps = epochs * -(-len(examples) // batch)
        parts = [
            {"params": self.model.encoder.bert.parameters(), "lr": _RATE},
            {"params": self.model.tags.parameters(), "lr": 5 * _RATE},
        ]
        optimizer = torch.optim.AdamW(parts, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
        )
        best, kept = -1.0, self.model.state_dict()
        for epoch in range(1, epochs + 1):
            self.model.train()
            for places in draw_batches(lengths, batch, chance):
                optimizer.zero_grad()
                self._compute_loss([examples[place] for place in places]).backward()
                torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                optimizer.step()
                schedule.step()
            reached = self.score(dev).figures().f1
            print(f"epoch {epoch}: F1 {reached:.3f} on dev", file=sys.stderr)
            if reached > best:
                best, kept = reached, {name: values.clone() for name, values in self.model.state_dict().items()}
        self.model.load_state_dict(kept)

    def score(self, texts: Sequence[Text]) -> Count:
        """How many entities of some texts are right in span and label."""
        self.model.eval()
        return count(texts, self._find(texts))

    def _compute_loss(self, examples: Sequence[Example]) -> Tensor:
        logits = self.model([example.window for example in examples])
        wanted = pad_sequence([example.tags for example in examples], batch_first=True, padding_value=_UNKNOWN)
        return functional.cross_entropy(logits.flatten(0, 2), wanted.flatten(), ignore_index=_UNKNOWN)

    def _find(self, texts: Sequence[Text]) -> Iterator[tuple[int, Window, Spans]]:
        windows = [
            (number, window)
            for number, text in enumerate(texts)
            for window in self.pieces.windows(text.words, text.sentences)
        ]
        windows.sort(key=lambda item: len(item[1].pieces))
        for at in range(0, len(windows), _SCORED):
            part = windows[at : at + _SCORED]
            with torch.no_grad():
                scores = self.model([window for _, window in part]).numpy()
            for (number, window), of_window in zip(part, scores, strict=True):
                yield number, window, decode_layers(of_window[: window.last - window.first], self.scheme)
