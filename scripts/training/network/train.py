"""The training of the encoder and of the claim reader over it, with one optimiser. The seed is fixed."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from curated_tokenizers import WordPieceProcessor

from kg.extraction.mentions.encoder.heads import COLUMNS
from kg.extraction.mentions.encoder.viterbi import decode
from kg.extraction.mentions.encoder.word_pieces import WordPieces
from kg.extraction.segmentation.tokenizer import blank_pipeline
from scripts.training.found import read_found
from scripts.training.network.examples import Example, make_examples
from scripts.training.network.joint import JointExample, JointNetwork, make_joint_examples
from scripts.training.network.model import Network, collate, load_base
from scripts.training.papers import read
from scripts.training.renamed import list_names

_SEED = 7
_BATCH = 4  # windows
_POOL = 128  # batches that are sorted by length together
_MASKED = 0.07  # share of pieces that are hidden, so that the network learns from their context


def make_batches(items: Sequence[JointExample], chance: random.Random) -> list[list[JointExample]]:
    """All items once, in random batches whose windows have about the same length."""
    order = list(items)
    chance.shuffle(order)
    batched = []
    for at in range(0, len(order), _BATCH * _POOL):
        pool = sorted(order[at : at + _BATCH * _POOL], key=lambda example: len(example.window.window.pieces))
        batched += [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
    chance.shuffle(batched)
    return batched


def hide(inputs: tuple[torch.Tensor, ...], masked: int) -> tuple[torch.Tensor, ...]:
    """The network's inputs with a random share of the pieces replaced by the mask, whose number is `masked`."""
    pieces, *rest = inputs
    hidden = (torch.rand(pieces.shape) < _MASKED) & (pieces > masked)
    return (torch.where(hidden, masked, pieces), *rest)


def evaluate(network: Network, items: Sequence[Example]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact span and label, window by window."""
    network.eval()
    hits = found = wanted = 0
    with torch.no_grad():
        for at in range(0, len(items), _BATCH):
            batch = items[at : at + _BATCH]
            logits = network(*collate(batch)).numpy()
            for row, example in zip(logits, batch, strict=True):
                scores = row[: len(example.tags), COLUMNS["tags"]]
                certain = np.full_like(scores, -50.0)  # logits that decode to the annotated tags
                certain[np.arange(len(example.tags)), example.tags] = 0.0
                predicted, gold = set(decode(scores)), set(decode(certain))
                hits, found, wanted = hits + len(predicted & gold), found + len(predicted), wanted + len(gold)
    network.train()
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    return precision, recall, 2 * hits / max(1, found + wanted)


def train(
    base: Path,
    gold: Path,
    output: Path,
    *,
    start: Path | None,
    found: Path | None,
    layers: int,
    epochs: float,
    rate: float,
    half: bool,
    with_held_out: bool,
) -> None:
    """Train from the encoder in `base`, or on from the network in the file `start`, and write `output`/network.pt
    and, of the claim reader, claims.pt.

    The file `found` has the mentions that were found in claims-train.jsonl by a pipeline that has learned from none of
    it (`found.write`), which the claim reader is given too; without it, annotated ones with mistakes made on purpose.

    Prints precision, recall and F1 of spans on dev and the held-out part every epoch. `rate` is the learning
    rate of the encoder's body; the heads learn five times as fast. `half` computes the layers in bfloat16.
    """
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)

    nlp = blank_pipeline()
    vocabulary = WordPieceProcessor((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    pieces = WordPieces(vocabulary)
    older, newer = ([*read(gold / f"{name}.jsonl")] for name in ("train", "claims-train"))
    older_learned, newer_learned = (
        [paper for paper in papers if with_held_out or not paper.held_out] for papers in (older, newer)
    )
    names = list_names([*older_learned, *newer_learned])
    learned = [
        versions
        for papers, file in ((older_learned, None), (newer_learned, found))
        for versions in make_joint_examples(papers, nlp, pieces, read_found(file, papers) if file else None, names)
    ]
    dev = [list(make_examples(read(gold / f"{name}.jsonl"), nlp, pieces)) for name in ("dev", "claims-dev")]
    held = list(make_examples((paper for paper in (*older, *newer) if paper.held_out), nlp, pieces))
    print(f"{len(learned)} windows to learn from, {len(held)} to look at", flush=True)

    network = load_base(base, layers=layers)
    if start:
        network.load_state_dict(torch.load(start))
    joint = JointNetwork(network)
    body = [*network.bert.parameters(), *joint.reader.layers.parameters()]
    taken = set(map(id, body))
    fresh = [parameter for parameter in joint.parameters() if id(parameter) not in taken]
    groups = [{"params": body, "lr": rate}, {"params": fresh, "lr": 5 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    per_epoch = -(-len(learned) // _BATCH)
    steps = int(epochs * per_epoch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    masked = vocabulary.get_initial("[MASK]")
    network.precision = joint.reader.precision = torch.bfloat16 if half else torch.float32
    joint.train()
    noise = np.random.default_rng(_SEED)
    step, began, running = 0, time.perf_counter(), 0.0
    while step < steps:
        for batch in make_batches([chance.choice(versions) for versions in learned], chance):
            inputs = hide(collate([example.window for example in batch]), masked)
            lost = joint.compute_loss(batch, inputs, noise)
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(joint.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running, step = 0.98 * running + 0.02 * lost.item(), step + 1
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)
            if step >= steps:
                break
        if step >= steps or step % per_epoch == 0:
            for name, part in (("dev", dev[0]), ("claims-dev", dev[1]), ("held-out", held)):
                print(f"  {name}: P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*evaluate(network, part)), flush=True)
            torch.save(network.state_dict(), output / "network.pt")
            torch.save(joint.reader.state_dict(), output / "claims.pt")
