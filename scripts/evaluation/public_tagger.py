"""The encoder's architecture with the labels of a public test set: trained on one part, scored on the others."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from curated_tokenizers import WordPieceProcessor
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from kg.evaluation.precision_recall import Count
from kg.extraction.mentions.encoder.heads import OUTSIDE
from kg.extraction.mentions.encoder.viterbi import Grammar, build_grammar, decode
from kg.extraction.mentions.encoder.word_pieces import Window, WordPieces
from scripts.evaluation.public import Spans, TestSet, Text
from scripts.training.network.compress import load_shipped
from scripts.training.network.model import SMALL, collate, make_network

_SEED, _BATCH, _RATE = 7, 4, 1.5e-4
_CHECKOUT = Path(__file__).parents[2]


class Tagger(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The shipped encoder with one linear layer of tags."""

    def __init__(self, base: Path, tags: int) -> None:
        super().__init__()
        self.encoder = make_network(base, SMALL)
        load_shipped(self.encoder, _CHECKOUT)
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(self.encoder.bert.config.hidden_size, tags)

    def forward(self, windows: Sequence[Window]) -> Tensor:
        """(windows, words, tags), padded."""
        return self.tags(self.dropout(self.encoder.read_states(*collate(windows))[0]))


def make_tags(text: Text, rules: Grammar) -> np.ndarray:
    """A tag for each word; of overlapping entities the longest."""
    found = np.full(len(text.words), rules.tags.index(OUTSIDE))
    taken = np.zeros(len(text.words), dtype=bool)
    for first, last, label in sorted(text.spans, key=lambda span: span[0] - span[1]):
        if taken[first:last].any():
            continue
        taken[first:last] = True
        places = "S" if last - first == 1 else "B" + "I" * (last - first - 2) + "E"
        found[first:last] = [rules.tags.index(f"{place}-{label}") for place in places]
    return found


def evaluate(chosen: TestSet, folder: Path, base: Path) -> dict[str, Count]:
    """Train on the training part of a test set in `folder`, from the encoder in `base`; counts by test part."""
    torch.manual_seed(_SEED)
    pieces = WordPieces(WordPieceProcessor((base / "vocab.txt").read_text(encoding="utf-8").splitlines()))
    texts = list(chosen.read(folder / chosen.train))
    labels = sorted({label for text in texts for _, _, label in text.spans})
    rules = build_grammar([OUTSIDE, *(f"{place}-{label}" for label in labels for place in "BIES")])
    model = train(Tagger(base, len(rules.tags)), texts, rules, pieces, epochs=chosen.epochs, batch=chosen.batch)
    return {name: count(model, list(chosen.read(folder / path)), rules, pieces) for name, path in chosen.tests.items()}


def train(
    model: Tagger, texts: Sequence[Text], rules: Grammar, pieces: WordPieces, *, epochs: int, batch: int
) -> Tagger:
    """The model after so many epochs, in the mode of evaluation."""
    chance = random.Random(_SEED)
    examples = [
        (window, torch.from_numpy(make_tags(text, rules)[window.first : window.last]))
        for text in texts
        for window in pieces.windows(text.words, text.sentences)
    ]
    heads = [
        {"params": model.encoder.bert.parameters(), "lr": _RATE},
        {"params": model.tags.parameters(), "lr": 5 * _RATE},
    ]
    optimizer = torch.optim.AdamW(heads, weight_decay=0.01, betas=(0.9, 0.98))
    steps = epochs * -(-len(examples) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    model.train()
    for _ in range(epochs):
        chance.shuffle(examples)
        for at in range(0, len(examples), batch):
            part = examples[at : at + batch]
            logits = model([window for window, _ in part])
            wanted = pad_sequence([of_window for _, of_window in part], batch_first=True, padding_value=-100)
            lost = functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=-100)
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    model.eval()
    return model


def count(model: Tagger, texts: Sequence[Text], rules: Grammar, pieces: WordPieces) -> Count:
    """How many entities are right in span and label."""
    total = Count(0, 0, 0)
    for text in texts:
        spans: Spans = set()
        for window in pieces.windows(text.words, text.sentences):
            with torch.no_grad():
                scores = model([window])[0].numpy()
            spans |= {(a + window.first, b + window.first, label) for a, b, label in decode(scores, rules)}
        total = total.plus(Count(len(spans & text.spans), len(spans), len(text.spans)))
    return total
