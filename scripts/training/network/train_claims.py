"""The training of the claim reader by itself: the encoder stays as it is, every decision is learned together."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from kg.extraction.assemble import load
from scripts.training.network.claim_examples import ClaimExample, make_claim_example
from scripts.training.network.claim_loss import Batch, compute_claim_loss
from scripts.training.network.claim_reader import ClaimReader
from scripts.training.network.model import load_base
from scripts.training.papers import add_encoder_output, predict, read

_SEED = 7
_BATCH = 8  # papers
_POOL = 128  # batches that are sorted by length together
_ANNOTATED = 0.35  # how often a paper is read with its annotated mentions, not with those that the extractor finds
_RATE, _FRESH = 2e-4, 3.0  # of learning, of the layers; how much faster all that is not taken from the encoder learns
_HIDDEN_MENTIONS, _HIDDEN_WORDS = 0.2, 0.05  # shares
_LAYERS = 6  # of the encoder that the layers are taken from


def read_examples(gold: Path) -> list[list[ClaimExample]]:
    """The examples to learn from, for each paper one or two: with annotated mentions, and with those that are found.

    The encoder has learned from `train.jsonl`, and finds better mentions there than elsewhere: these have the first
    only. Papers without a number or a mention are left out, and so are held-out ones.
    """
    extractor = load()
    whole = [paper for paper in read(gold / "claims-train.jsonl") if not paper.held_out]
    older = [paper for paper in read(gold / "train.jsonl") if not paper.held_out and paper.results]
    readings = [
        (make_claim_example(paper, paper), make_claim_example(paper, found))
        for paper, found in zip(
            add_encoder_output(whole, extractor), predict(whole, extractor, with_overlooked=False), strict=True
        )
    ] + [(make_claim_example(paper, paper),) for paper in add_encoder_output(older, extractor)]
    return [[example for example in reading if example] for reading in readings if all(reading)]


def make_batches(examples: Sequence[Sequence[ClaimExample]], chance: random.Random) -> list[list[ClaimExample]]:
    """All papers once, in one of their readings, in random batches of about the same length."""
    chosen = [
        readings[0] if len(readings) == 1 or chance.random() < _ANNOTATED else readings[1] for readings in examples
    ]
    chance.shuffle(chosen)
    batches = []
    for at in range(0, len(chosen), _BATCH * _POOL):
        pool = sorted(chosen[at : at + _BATCH * _POOL], key=lambda example: len(example.inputs.words))
        batches += [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
    chance.shuffle(batches)
    return batches


def hide_words(example: ClaimExample, noise: np.random.Generator) -> ClaimExample:
    """The example with a random share of its mentions and other words hidden, so that their context has to tell."""
    inputs = example.inputs
    hidden = noise.random(len(inputs.words)) < _HIDDEN_WORDS
    for first, last in zip(inputs.firsts, inputs.lasts, strict=True):
        hidden[first : last + 1] = noise.random() < _HIDDEN_MENTIONS
    hidden[inputs.units > 0] = False
    return replace(example, read=np.where(hidden[:, None], np.float16(0), example.read))


def train_claims(
    base: Path, start: Path, examples: Sequence[Sequence[ClaimExample]], output: Path, *, epochs: int
) -> ClaimReader:
    """Train on from the claim reader in the file `start`; writes and returns the network.

    `base` is the folder of the encoder that training of the encoder started from, which has its configuration.
    """
    torch.manual_seed(_SEED)
    chance, noise = random.Random(_SEED), np.random.default_rng(_SEED)
    reader = ClaimReader(load_base(base, layers=_LAYERS).bert)
    reader.load_state_dict(torch.load(start))
    taken = {id(parameter) for parameter in reader.layers.parameters()}
    groups = [
        {"params": list(reader.layers.parameters()), "lr": _RATE},
        {"params": [p for p in reader.parameters() if id(p) not in taken], "lr": _RATE * _FRESH},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    steps = epochs * len(make_batches(examples, random.Random(0)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    reader.train()
    began, running = time.perf_counter(), 0.0
    for epoch in range(epochs):
        for batch in make_batches(examples, chance):
            lost = compute_claim_loss(reader, Batch([hide_words(example, noise) for example in batch]))
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running = 0.98 * running + 0.02 * lost.item()
        print(f"epoch {epoch + 1}/{epochs} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)
        output.parent.mkdir(parents=True, exist_ok=True)
        torch.save(reader.state_dict(), output)
    return reader
