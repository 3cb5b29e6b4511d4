"""Write a trained encoder as the spaCy pipeline that the package runs: in ONNX, with weights of 8 bits.

--exact keeps single precision, to see what quantisation costs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from scripts.arguments import add_base, file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument(
        "network",
        type=file,
        nargs="?",
        default="build/encoder/network.pt",
        help="what the step encoder wrote (default: %(default)s)",
    )
    add_base(parser)
    parser.add_argument("--large", action="store_true", help="the network is one that others learn from")
    parser.add_argument("--output", type=Path, default="build/pipeline", help="a folder (default: %(default)s)")
    parser.add_argument("--exact", action="store_true", help="keep single precision")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    from scripts.training.network.export import export
    from scripts.training.network.model import LARGE, SMALL

    shape = LARGE if arguments.large else SMALL
    export(arguments.network, arguments.base, arguments.output, shape=shape, exact=arguments.exact)
    return 0
