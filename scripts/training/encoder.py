"""Train the encoder that the package ships.

Learns from train.jsonl and claims-train.jsonl less their held-out parts, prints precision, recall and F1 of spans on
dev, claims-dev and the held-out parts as it goes, and writes network.pt and, of the claim reader, claims.pt. The seed
is fixed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.arguments import add_base, add_gold_folder, file, positive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_base(parser)
    add_gold_folder(parser)
    parser.add_argument("--output", type=Path, default="build/encoder", help="a folder (default: %(default)s)")
    parser.add_argument("--start", type=file, metavar="NETWORK.pt", help="go on from this network, not from the base")
    parser.add_argument(
        "--found",
        type=file,
        metavar="FOUND.jsonl",
        help="what the step `found` wrote of claims-train.jsonl: the claim reader is given these mentions too, not "
        "annotated ones with mistakes made on purpose",
    )
    parser.add_argument("--layers", type=positive, default=6, help="of the base that are kept (default: %(default)s)")
    parser.add_argument("--epochs", type=float, default=7, help="(default: %(default)s)")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="the learning rate (default: %(default)s)")
    parser.add_argument(
        "--half",
        action="store_true",
        help="compute in bfloat16, which is faster where the processor can and else slower",
    )
    parser.add_argument("--all", action="store_true", help="learn from the held-out part too")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    from scripts.training.network.train import train

    train(
        arguments.base,
        arguments.gold,
        arguments.output,
        start=arguments.start,
        found=arguments.found,
        layers=arguments.layers,
        epochs=arguments.epochs,
        rate=arguments.rate,
        half=arguments.half,
        with_held_out=arguments.all,
    )
    return 0
