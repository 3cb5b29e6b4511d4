"""The training of the encoder and of the claim reader over it, with one optimiser. The seed is fixed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from curated_tokenizers import WordPieceProcessor
from torch import nn

from kg.extraction.mentions.encoder.heads import COLUMNS
from kg.extraction.mentions.encoder.viterbi import decode
from kg.extraction.mentions.encoder.word_pieces import Window, WordPieces
from kg.extraction.segmentation.tokenizer import blank_pipeline
from scripts.training.found import read_found
from scripts.training.network.compress import start_small
from scripts.training.network.examples import Example, make_examples
from scripts.training.network.joint import JointExample, JointNetwork, make_joint_examples
from scripts.training.network.model import Network, collate, load_base
from scripts.training.papers import read
from scripts.training.renamed import list_names
from scripts.training.silver import SilverText, list_parts, read_part

T = TypeVar("T")

_SEED = 7
_BATCH, _SILVER_BATCH = 4, 8  # windows: of annotated papers, and of texts that others have read
_POOL = 128  # batches that are sorted by length together
_MASKED = 0.07  # share of pieces that are hidden, so that the network learns from their context


def make_batches(items: Sequence[T], size: int, measure: Callable[[T], Window], chance: random.Random) -> list[list[T]]:
    """All items once, in random batches whose windows have about the same length."""
    order = list(items)
    chance.shuffle(order)
    batched = []
    for at in range(0, len(order), size * _POOL):
        pool = sorted(order[at : at + size * _POOL], key=lambda item: len(measure(item).pieces))
        batched += [pool[i : i + size] for i in range(0, len(pool), size)]
    chance.shuffle(batched)
    return batched


def hide(inputs: tuple[torch.Tensor, ...], masked: int) -> tuple[torch.Tensor, ...]:
    """The network's inputs with a random share of the pieces replaced by the mask, whose number is `masked`."""
    pieces, *rest = inputs
    hidden = (torch.rand(pieces.shape) < _MASKED) & (pieces > masked)
    return (torch.where(hidden, masked, pieces), *rest)


def draw_batches(
    annotated: Sequence[list[JointExample]], parts: Sequence[Path], chance: random.Random
) -> Iterator[list[Any]]:
    """All batches of annotated papers, in order, and between them those of the texts in `parts`, spread evenly.

    A file is read when its turn comes, so that memory holds one.
    """
    done = 0
    for number, part in enumerate(parts, 1):
        silver = make_batches(read_part(part), _SILVER_BATCH, _get_window, chance)
        last = number * len(annotated) // len(parts)
        mixed: list[list[Any]] = [*annotated[done:last], *silver]
        chance.shuffle(mixed)
        yield from mixed
        done = last
    yield from annotated[done:]


def _get_window(item: JointExample | SilverText) -> Window:
    return item.window.window if isinstance(item, JointExample) else item.window


def evaluate(network: Network, items: Sequence[Example]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact span and label, window by window."""
    network.eval()
    hits = found = wanted = 0
    with torch.no_grad():
        for at in range(0, len(items), _BATCH):
            batch = items[at : at + _BATCH]
            logits = network(*collate([example.window for example in batch])).numpy()
            for row, example in zip(logits, batch, strict=True):
                scores = row[: len(example.tags), COLUMNS["tags"]]
                certain = np.full_like(scores, -50.0)  # logits that decode to the annotated tags
                certain[np.arange(len(example.tags)), example.tags] = 0.0
                predicted, gold = set(decode(scores)), set(decode(certain))
                hits, found, wanted = hits + len(predicted & gold), found + len(predicted), wanted + len(gold)
    network.train()
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    return precision, recall, 2 * hits / max(1, found + wanted)


@dataclass(frozen=True, slots=True)
class Sources:
    """What is learned from.

    `gold` is a folder of annotated papers. The file `found` has the mentions that were found in its claims-train.jsonl
    by a pipeline that has learned from none of it (`found.write`), which the claim reader is given too; without it,
    annotated ones with mistakes made on purpose. `silver` is a folder that `scripts.training.silver` wrote, and
    `teacher` the checkout whose large networks the small ones, which learn from it, begin as.
    """

    gold: Path
    found: Path | None
    silver: Path | None
    teacher: Path | None
    with_held_out: bool


def train(base: Path, sources: Sources, output: Path, *, epochs: int, rate: float, half: bool) -> None:
    """Train from the encoder in `base`, and write `output`/network.pt and, of the claim reader, claims.pt.

    An epoch reads all annotated papers, and all epochs together each silver text once. Prints precision, recall and F1
    of spans on dev and the held-out part every epoch. `rate` is the learning rate of what begins trained; the rest
    learns five times as fast. `half` computes the layers in bfloat16.
    """
    output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)
    vocabulary = WordPieceProcessor((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    learned, looked_at = _read_gold(sources, WordPieces(vocabulary))
    parts = list_parts(sources.silver) if sources.silver else []
    print(f"{len(learned)} windows and {len(parts)} files to learn from", flush=True)
    joint, fresh = _begin(base, sources, parts)
    steps = epochs * -(-len(learned) // _BATCH) + sum(-(-len(read_part(part)) // _SILVER_BATCH) for part in parts)
    optimizer, schedule = _make_optimizer(joint, fresh, rate, steps)
    masked = vocabulary.get_initial("[MASK]")
    joint.network.precision = joint.reader.precision = torch.bfloat16 if half else torch.float32
    noise = np.random.default_rng(_SEED)
    step, began, running = 0, time.perf_counter(), 0.0
    joint.train()
    for epoch in range(epochs):
        annotated = make_batches([chance.choice(versions) for versions in learned], _BATCH, _get_window, chance)
        for batch in draw_batches(annotated, parts[epoch::epochs], chance):
            inputs = hide(collate([_get_window(item) for item in batch]), masked)
            if isinstance(batch[0], SilverText):
                lost = joint.compute_silver_loss(batch, inputs)
            else:
                lost = joint.compute_loss(batch, inputs, noise)
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(joint.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running, step = 0.98 * running + 0.02 * lost.item(), step + 1
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)
        for name, part in looked_at.items():
            print(f"  {name}: P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*evaluate(joint.network, part)), flush=True)
        torch.save(joint.network.state_dict(), output / "network.pt")
        torch.save(joint.reader.state_dict(), output / "claims.pt")


def _read_gold(sources: Sources, pieces: WordPieces) -> tuple[list[tuple[JointExample, ...]], dict[str, list[Example]]]:
    """The versions of each window to learn from, and by name the windows that are only looked at."""
    nlp = blank_pipeline()
    gold = sources.gold
    older, newer = ([*read(gold / f"{name}.jsonl")] for name in ("train", "claims-train"))
    older_learned, newer_learned = (
        [paper for paper in papers if sources.with_held_out or not paper.held_out] for papers in (older, newer)
    )
    names = list_names([*older_learned, *newer_learned])
    learned = [
        versions
        for papers, file in ((older_learned, None), (newer_learned, sources.found))
        for versions in make_joint_examples(papers, nlp, pieces, read_found(file, papers) if file else None, names)
    ]
    looked_at = {name: list(make_examples(read(gold / f"{name}.jsonl"), nlp, pieces)) for name in ("dev", "claims-dev")}
    held_out = (paper for paper in (*older, *newer) if paper.held_out)
    return learned, looked_at | {"held-out": list(make_examples(held_out, nlp, pieces))}


def _begin(base: Path, sources: Sources, parts: Sequence[Path]) -> tuple[JointNetwork, list[nn.Parameter]]:
    """The networks as training finds them, and those of their weights that are fresh."""
    if sources.teacher:
        return start_small(base, sources.teacher, read_part(parts[0])), []
    joint = JointNetwork(load_base(base))
    taken = set(map(id, (*joint.network.bert.parameters(), *joint.reader.layers.parameters())))
    return joint, [parameter for parameter in joint.parameters() if id(parameter) not in taken]


def _make_optimizer(
    joint: JointNetwork, fresh: Sequence[nn.Parameter], rate: float, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """Adam with decay of weights; the rate rises for a while, then falls to 0."""
    new = set(map(id, fresh))
    trained = [parameter for parameter in joint.parameters() if id(parameter) not in new]
    groups = [{"params": trained, "lr": rate}, {"params": list(fresh), "lr": 5 * rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    return optimizer, schedule
