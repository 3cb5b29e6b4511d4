"""Write the claim reader that was trained with the encoder in ONNX, with weights of 8 bits, to the package.

--exact keeps single precision, to see what quantisation costs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from kg.extraction.results import claim_reader
from scripts.arguments import add_base, file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument(
        "network",
        type=file,
        nargs="?",
        default="build/encoder/claims.pt",
        help="what the step encoder wrote (default: %(default)s)",
    )
    add_base(parser)
    parser.add_argument("--large", action="store_true", help="the network is one that others learn from")
    parser.add_argument("--exact", action="store_true", help="keep single precision")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    import torch

    from kg.extraction.results.claim_reader.claim_network import NETWORK
    from scripts.training.network.claim_reader import ClaimReader
    from scripts.training.network.export_claims import claims_to_onnx
    from scripts.training.network.model import LARGE, SMALL, make_network

    bert = make_network(arguments.base, LARGE if arguments.large else SMALL).bert
    reader = ClaimReader(bert)
    reader.load_state_dict(torch.load(arguments.network))
    written = claims_to_onnx(reader, bert.config, exact=arguments.exact)
    target = Path(claim_reader.__file__).with_name(NETWORK)
    aside = target.with_suffix(".new")
    aside.write_bytes(written)
    aside.replace(target)
    print(f"{len(written) / 1e6:.1f} MB in {target}")
    return 0
