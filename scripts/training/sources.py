"""Write down which data made the weights that the package ships: a hash of every file of either.

`scripts/training/sources.json` is compared with the shipped weights by a test, so that none change without it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.extraction.mentions.encoder.component import NETWORK
from scripts.arguments import add_base, add_gold_folder, file
from scripts.training import silver

FILE = Path(__file__).with_name("sources.json")
PACKAGE = Path(__file__).parents[2] / "kg"
SHIPPED = (
    *(f"extraction/model/kg_encoder/{name}" for name in ("network.onnx", "vocabulary.txt", "distances.json")),
    "extraction/model/calibration.json",
    "extraction/results/claim_reader/network.onnx",
    "extraction/results/claim_reader/result_scores.json",
    *(
        f"extraction/learned/weights/{name}.json"
        for name in ("comparisons", "field", "fusion", "labels", "proposals", "relations", "roles")
    ),
    "bounds/precision.json",
)
_GOLD = ("train.jsonl", "claims-train.jsonl", "dev.jsonl", "claims-dev.jsonl")
_BASE = ("config.json", "vocab.txt", "model.safetensors")


def hash_file(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def hash_shipped() -> dict[str, str]:
    """The hash of each file of weights that the package ships, by its path in the package."""
    return {name: hash_file(PACKAGE / name) for name in SHIPPED}


def write(data: Mapping[str, Iterable[Path]]) -> None:
    """Write hashes of data, by what they are used as, and of what was learned from them."""
    hashes = {use: {_name(path): hash_file(path) for path in paths} for use, paths in data.items()}
    FILE.write_text(json.dumps({"data": hashes, "weights": hash_shipped()}, indent=1) + "\n", encoding="utf-8")


def _name(path: Path) -> str:
    """A file by its folder and name: where it lay is of no interest."""
    return f"{path.parent.name}/{path.name}"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_base(parser)
    add_gold_folder(parser)
    silver.add_sources(parser)
    parser.add_argument("--found", type=file, metavar="FOUND.jsonl", help="that the step `encoder` was given")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    gold = Path(arguments.gold)
    write(
        {
            "base": [arguments.base / name for name in _BASE],
            "gold": [gold / name for name in _GOLD],
            "corpora": arguments.corpora,
            "found": [arguments.found] if arguments.found else [],
            **{
                f"teacher {number}": [checkout / silver.MODEL / NETWORK, checkout / silver.CLAIMS]
                for number, checkout in enumerate(arguments.teacher, 1)
            },
        }
    )
    return 0
