"""Train the encoder that the package ships.

Learns from train.jsonl and claims-train.jsonl less their held-out parts, prints precision, recall and F1 of spans on
dev, claims-dev and the held-out parts as it goes, and writes network.pt and, of the claim reader, claims.pt. The seed
is fixed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.model.errors import InputError
from scripts.arguments import add_base, add_gold_folder, file, folder_with, positive
from scripts.training.silver import CLAIMS, MODEL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_base(parser)
    add_gold_folder(parser)
    parser.add_argument("--output", type=Path, default="build/encoder", help="a folder (default: %(default)s)")
    parser.add_argument(
        "--found",
        type=file,
        metavar="FOUND.jsonl",
        help="what the step `found` wrote of claims-train.jsonl: the claim reader is given these mentions too, not "
        "annotated ones with mistakes made on purpose",
    )
    parser.add_argument(
        "--silver",
        type=folder_with("part-0000.pickle"),
        metavar="FOLDER",
        help="what the step `silver` wrote: train the small networks that the package ships, which learn from it too",
    )
    parser.add_argument(
        "--teacher",
        type=folder_with(str(MODEL), str(CLAIMS)),
        metavar="CHECKOUT",
        help="with --silver: the version of kg whose large networks the small ones begin as",
    )
    parser.add_argument("--epochs", type=positive, default=4, help="(default: %(default)s)")
    parser.add_argument("--rate", type=float, default=2e-4, help="the learning rate (default: %(default)s)")
    parser.add_argument(
        "--half",
        action="store_true",
        help="compute in bfloat16, which is faster where the processor can and else slower",
    )
    parser.add_argument("--all", action="store_true", help="learn from the held-out part too")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    from scripts.training.network.train import Sources, train

    if bool(arguments.silver) != bool(arguments.teacher):
        raise InputError("--silver and --teacher go together: small networks begin as large ones.")
    sources = Sources(
        Path(arguments.gold), arguments.found, arguments.silver, arguments.teacher, with_held_out=arguments.all
    )
    train(
        arguments.base,
        sources,
        arguments.output,
        epochs=arguments.epochs,
        rate=arguments.rate,
        half=arguments.half,
    )
    return 0
