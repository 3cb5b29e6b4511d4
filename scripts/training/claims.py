"""Train the claim reader: what numbers are, what they are about and under which conditions they hold.

Goes on from what was learned together with the encoder, now with the mentions that the finished pipeline finds in
claims-train.jsonl and the results of train.jsonl, less their held-out parts; the encoder stays as it is. Writes
network.pt to the output folder, and network.onnx to the package. The seed is fixed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.extraction.results import claim_reader
from scripts.arguments import add_base, add_gold_folder, file, positive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_base(parser)
    add_gold_folder(parser)
    parser.add_argument(
        "--start",
        type=file,
        default="build/encoder/claims.pt",
        metavar="NETWORK.pt",
        help="what the step encoder wrote, which training goes on from (default: %(default)s)",
    )
    parser.add_argument("--output", type=Path, default="build/claims", help="a folder (default: %(default)s)")
    parser.add_argument("--epochs", type=positive, default=10, help="(default: %(default)s)")
    parser.add_argument("--exact", action="store_true", help="keep single precision, to see what quantisation costs")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    from kg.extraction.results.claim_reader.claim_network import NETWORK
    from scripts.training.network.export_claims import claims_to_onnx
    from scripts.training.network.train_claims import read_examples, train_claims

    examples = read_examples(arguments.gold)
    print(f"{len(examples)} papers to learn from", flush=True)
    trained = arguments.output / "network.pt"
    reader = train_claims(arguments.base, arguments.start, examples, trained, epochs=arguments.epochs)
    written = claims_to_onnx(reader, exact=arguments.exact)
    target = Path(claim_reader.__file__).with_name(NETWORK)
    aside = target.with_suffix(".new")
    aside.write_bytes(written)
    aside.replace(target)
    print(f"{len(written) / 1e6:.1f} MB in {target}")
    return 0
