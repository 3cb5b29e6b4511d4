"""The encoder's architecture on public test sets of scientific entities, each learned from its own train split.

    python scripts/evaluate_public.py scierc --base ENCODER --public ../shared/public

Sets: scierc (Luan et al., 2018), scier (Zhang et al., 2024; test and out-of-domain test), tdmsci (Hou et al., 2021).
The same encoder, tags and decoding as `train_encoder.py`, with the set's labels and only the tags to learn; epochs are
fixed beforehand, nothing is chosen on a test set. Prints exact-match F1 of span and label, micro-averaged.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from curated_tokenizers import WordPieceProcessor
from encoder_network import from_base
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from kg.extraction.mentions.encoder.heads import OUTSIDE
from kg.extraction.mentions.encoder.tags import Grammar, decode, grammar
from kg.extraction.mentions.encoder.words import Pieces, Window

_SEED, _BATCH, _RATE = 7, 4, 1.5e-4
Spans = set[tuple[int, int, str]]  # first word, word after the last, label


class Text(NamedTuple):
    """Words with their entities, and where sentences start."""

    words: list[str]
    spans: Spans
    sentences: list[int]


def scierc(path: Path) -> Iterator[Text]:
    """Whole abstracts."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        starts = np.cumsum([0, *(len(one) for one in row["sentences"])])[:-1].tolist()
        spans = {(first, last + 1, label) for sentence in row["ner"] for first, last, label in sentence}
        yield Text([word for sentence in row["sentences"] for word in sentence], spans, starts)


def scier(path: Path) -> Iterator[Text]:
    """Sentences; entities are given by their words, of which the first free occurrence is meant."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        words = row["sentence"].split()
        spans: Spans = set()
        taken = np.zeros(len(words), dtype=bool)
        for name, label in sorted(row["ner"], key=lambda pair: -len(pair[0].split())):
            wanted = name.split()
            for at in range(len(words) - len(wanted) + 1):
                if words[at : at + len(wanted)] == wanted and not taken[at : at + len(wanted)].any():
                    taken[at : at + len(wanted)] = True
                    spans.add((at, at + len(wanted), label))
                    break
        yield Text(words, spans, [0])


def tdmsci(path: Path) -> Iterator[Text]:
    """Sentences, tagged word by word with begin and inside."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        spans: Spans = set()
        start = 0
        tags = [row[2].strip() for row in rows] + [OUTSIDE]
        for i, tag in enumerate(tags):
            open_label = tags[i - 1][2:] if i and tags[i - 1] != OUTSIDE else ""
            if open_label and (tag[0] != "I" or tag[2:] != open_label):
                spans.add((start, i, open_label))
            if tag[0] == "B" or (tag[0] == "I" and tag[2:] != open_label):
                start = i
        yield Text([row[0] for row in rows], spans, [0])


SETS = {
    "scierc": (scierc, "scierc/train.json", {"test": "scierc/test.json"}, 8),
    "scier": (scier, "scier/train.jsonl", {"test": "scier/test.jsonl", "test_ood": "scier/test_ood.jsonl"}, 3),
    "tdmsci": (tdmsci, "tdmsci/train_1500_v2.conll", {"test": "tdmsci/test_500_v2.conll"}, 6),
}


class Tagger(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """The encoder with one linear layer of tags."""

    def __init__(self, base: Path, tags: int) -> None:
        super().__init__()
        self.bert = from_base(base, layers=6).bert
        self.dropout = nn.Dropout(0.1)
        self.tags = nn.Linear(self.bert.config.hidden_size, tags)

    def forward(self, windows: Sequence[Window]) -> Tensor:
        """(windows, words, tags), padded."""
        pieces, shapes, starts, ends = (
            pad_sequence([torch.from_numpy(getattr(one, name)) for one in windows], batch_first=True)
            for name in ("pieces", "shapes", "starts", "ends")
        )
        lengths = torch.tensor([len(one.pieces) for one in windows])
        mask = (torch.arange(pieces.shape[1]) < lengths[:, None]).long()
        hidden = self.bert(input_ids=pieces, token_type_ids=shapes, attention_mask=mask).last_hidden_state
        rows = torch.arange(len(windows)).unsqueeze(1)
        return self.tags(self.dropout((hidden[rows, starts] + hidden[rows, ends]) * 0.5))


def tagged(text: Text, rules: Grammar) -> np.ndarray:
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set", choices=sorted(SETS))
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--public", type=Path, default=Path("../shared/public"))
    args = parser.parse_args()
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    reader, train, tests, epochs = SETS[args.set]
    pieces = Pieces(WordPieceProcessor((args.base / "vocab.txt").read_text(encoding="utf-8").splitlines()))
    texts = list(reader(args.public / train))
    labels = sorted({label for text in texts for _, _, label in text.spans})
    rules = grammar([OUTSIDE, *(f"{place}-{label}" for label in labels for place in "BIES")])
    examples = [
        (window, torch.from_numpy(tagged(text, rules)[window.first : window.last]))
        for text in texts
        for window in pieces.windows(text.words, text.sentences)
    ]
    batch = _BATCH if args.set == "scierc" else 4 * _BATCH  # sentences are short
    model = Tagger(args.base, len(rules.tags)).train()
    heads = [{"params": model.bert.parameters(), "lr": _RATE}, {"params": model.tags.parameters(), "lr": 5 * _RATE}]
    optimizer = torch.optim.AdamW(heads, weight_decay=0.01, betas=(0.9, 0.98))
    steps = epochs * -(-len(examples) // batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    for _ in range(epochs):
        chance.shuffle(examples)
        for at in range(0, len(examples), batch):
            part = examples[at : at + batch]
            said = model([window for window, _ in part])
            wanted = pad_sequence([tags for _, tags in part], batch_first=True, padding_value=-100)
            lost = functional.cross_entropy(said.flatten(0, 1), wanted.flatten(), ignore_index=-100)
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    model.eval()
    for name, path in tests.items():
        hits = found = wanted_count = 0
        for text in reader(args.public / path):
            spans: Spans = set()
            for window in pieces.windows(text.words, text.sentences):
                with torch.no_grad():
                    scores = model([window])[0].numpy()
                spans |= {(a + window.first, b + window.first, label) for a, b, label in decode(scores, rules)}
            hits, found, wanted_count = (
                hits + len(spans & text.spans),
                found + len(spans),
                wanted_count + len(text.spans),
            )
        precision, recall = hits / max(1, found), hits / max(1, wanted_count)
        f1 = 2 * hits / max(1, found + wanted_count)
        print(f"{args.set} {name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} ({wanted_count} entities)", flush=True)


if __name__ == "__main__":
    main()
