"""The encoder's training on plain abstracts, before it learns names: words are hidden and have to be guessed.

All pieces of a word are hidden together (whole-word masking), of which one in ten keeps its piece and one in ten gets
another (Devlin et al., 2019, BERT). How a word is written stays visible, as it does later.
"""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import torch
from curated_tokenizers import WordPieceProcessor
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import BertModel

from kg.extraction.mentions.encoder.word_pieces import SHAPES, Window, WordPieces
from kg.extraction.segmentation.tokenizer import blank_pipeline
from kg.text.display import display
from scripts.training.network.model import computing_in, load_base

_SEED = 11
_BATCH = 16  # windows
_POOL = 64  # batches that are sorted by length together
_HIDDEN = 0.15  # share of the words
_KEPT, _OTHER = 0.1, 0.1  # shares of the hidden pieces
_RATE = 5e-4


class WordGuesser(nn.Module):  # type: ignore[misc]  # not installed for a type check
    """What was hidden, from the states of the encoder: BERT's head, whose output weights are those of the pieces."""

    def __init__(self, bert: BertModel) -> None:
        super().__init__()
        self.bert = bert
        pieces, width = bert.embeddings.word_embeddings.weight.shape
        self.transform = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.bias = nn.Parameter(torch.zeros(pieces))

    def compute_loss(self, pieces: Tensor, shapes: Tensor, mask: Tensor, wanted: Tensor) -> Tensor:
        """The mean cross entropy of the hidden pieces. All (papers, pieces); `wanted` is -1 where nothing is hidden."""
        states = self.bert(input_ids=pieces, token_type_ids=shapes, attention_mask=mask).last_hidden_state
        chosen = wanted >= 0
        guessed = self.transform(states[chosen].float())
        scores = functional.linear(guessed, self.bert.embeddings.word_embeddings.weight, self.bias)
        return functional.cross_entropy(scores.float(), wanted[chosen])


def read_windows(texts: Iterable[str], pieces: WordPieces) -> Iterator[Window]:
    """The windows of texts, in the display form that the extractor reads."""
    nlp = blank_pipeline()
    for text in texts:
        doc = nlp(display(text).text)
        yield from pieces.windows([token.text for token in doc], [sentence.start for sentence in doc.sents])


def hide_words(window: Window, masked: int, known: int, chance: torch.Generator) -> tuple[Tensor, Tensor]:
    """The pieces with some words hidden, and which piece is wanted where, -1 where none is.

    `masked` is the number of the mask; pieces up to it are no words. `known` is how many pieces there are.
    """
    given = torch.from_numpy(window.pieces).clone()
    hidden = torch.zeros(len(given), dtype=torch.bool)
    for word in torch.nonzero(torch.rand(len(window.starts), generator=chance) < _HIDDEN).flatten().tolist():
        hidden[window.starts[word] : window.ends[word] + 1] = True
    hidden &= given > masked
    wanted = torch.where(hidden, given, -1)
    fate = torch.rand(len(given), generator=chance)
    other = torch.randint(masked + 1, known, given.shape, generator=chance)
    given = torch.where(hidden & (fate >= _KEPT), torch.where(fate < _KEPT + _OTHER, other, masked), given)
    return given, wanted


def make_batches(windows: Sequence[Window], chance: random.Random) -> list[list[Window]]:
    """All windows once, in random batches of about the same length."""
    order = list(windows)
    chance.shuffle(order)
    batched = []
    for at in range(0, len(order), _BATCH * _POOL):
        pool = sorted(order[at : at + _BATCH * _POOL], key=lambda window: len(window.pieces))
        batched += [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
    chance.shuffle(batched)
    return batched


def pretrain(base: Path, texts: Iterable[str], output: Path, *, half: bool) -> None:
    """Train the encoder in `base` on texts, each once, and write it to the folder `output` as a base to train from.

    `half` computes the layers in bfloat16. Prints the loss, in nats a piece, as it goes.
    """
    torch.manual_seed(_SEED)
    chance, noise = random.Random(_SEED), torch.Generator().manual_seed(_SEED)
    vocabulary = WordPieceProcessor((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    masked = vocabulary.get_initial("[MASK]")
    batches = make_batches(list(read_windows(texts, WordPieces(vocabulary))), chance)
    bert = load_base(base).bert
    for module in bert.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0  # nothing is seen twice
    guesser = WordGuesser(bert)
    known = len(bert.embeddings.word_embeddings.weight)
    optimizer = torch.optim.AdamW(guesser.parameters(), lr=_RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    steps = len(batches)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.04 * steps), max(0.0, (steps - step) / (0.96 * steps)))
    )
    guesser.train()
    running, read, began = 0.0, 0, time.perf_counter()
    print(f"{steps} batches", flush=True)
    for step, batch in enumerate(batches, 1):
        given, wanted = zip(*(hide_words(window, masked, known, noise) for window in batch), strict=True)
        shapes = pad_sequence([torch.from_numpy(window.shapes) for window in batch], batch_first=True)
        lengths = torch.tensor([len(window.pieces) for window in batch])
        mask = (torch.arange(shapes.shape[1]) < lengths[:, None]).long()
        with computing_in(torch.bfloat16 if half else torch.float32):
            lost = guesser.compute_loss(
                pad_sequence(given, batch_first=True), shapes, mask, pad_sequence(wanted, True, padding_value=-1)
            )
        optimizer.zero_grad()
        lost.backward()
        torch.nn.utils.clip_grad_norm_(guesser.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        running, read = running + (lost.item() - running) / min(step, 50), read + int(lengths.sum())
        if step % 50 == 0 or step == steps:
            taken = time.perf_counter() - began
            print(f"step {step}/{steps} loss {running:.3f} {taken:.0f} s {read / taken:.0f} pieces/s", flush=True)
    output.mkdir(parents=True, exist_ok=True)
    config = json.loads((base / "config.json").read_text())
    config["type_vocab_size"] = len(SHAPES)
    (output / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    shutil.copyfile(base / "vocab.txt", output / "vocab.txt")
    save_file({name: weight.contiguous() for name, weight in bert.state_dict().items()}, output / "model.safetensors")
