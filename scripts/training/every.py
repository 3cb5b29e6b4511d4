"""Learn everything anew that the package ships, in the order in which one step needs another.

What the readers of older versions say of plain abstracts is learned from too, so that it takes checkouts of these. Each
step runs in a process of its own, so that none holds a model in memory that an earlier step has replaced. Seeds
are fixed; no GPU is used.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.arguments import add_base, add_gold_folder, file, positive
from scripts.training import silver


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_base(parser)
    add_gold_folder(parser)
    silver.add_sources(parser)
    parser.add_argument("--found", type=file, metavar="FOUND.jsonl", help="for the step `encoder`, which see")
    parser.add_argument("--half", action="store_true", help="for the step `encoder`, which see")
    parser.add_argument("--papers", type=positive, metavar="N", help="for the step `silver`: a rehearsal takes few")
    parser.add_argument("--epochs", type=positive, metavar="N", help="for the step `encoder`: a rehearsal takes one")
    parser.add_argument("--dry-run", action="store_true", help="print the steps and run none")


def list_steps(
    base: Path,
    gold: Path,
    corpora: Sequence[Path],
    teachers: Sequence[Path],
    found: Path | None,
    *,
    half: bool,
    papers: int | None = None,
    epochs: int | None = None,
) -> Iterator[list[str]]:
    """The arguments of each step, in order; what is None is left to the step."""
    # The encoder and the claim reader, without the held-out parts.
    asked = [argument for checkout in teachers for argument in ("--teacher", str(checkout))]
    few = ["--papers", str(papers)] if papers else []
    yield ["silver", *map(str, corpora), *asked, "--gold", str(gold), *few, "--output", "build/silver"]
    faulty = ["--found", str(found)] if found else []
    small = ["--silver", "build/silver", "--teacher", str(teachers[0]), *faulty, *(["--half"] if half else [])]
    short = ["--epochs", str(epochs)] if epochs else []
    yield ["encoder", "--base", str(base), "--gold", str(gold), *small, *short, "--output", "build/encoder"]
    yield ["export", "build/encoder/network.pt", "--base", str(base), "--output", "build/pipeline"]
    # Labels, then the scores, which are computed from the encoder's and the labels' probabilities.
    yield ["labels", "--gold", str(gold)]
    yield ["calibrate", "build/pipeline", "--gold", str(gold), "--install"]
    yield ["rules", "--gold", str(gold)]
    yield ["fusion", "--gold", str(gold)]
    yield ["claims", "build/encoder/claims.pt", "--base", str(base)]
    yield ["claim-scores", "--gold", str(gold)]
    # Last, since they learn from what the pipeline finds.
    yield ["comparisons", "--gold", str(gold)]
    yield ["relation-scores", "--gold", str(gold)]
    yield ["precision", "--gold", str(gold), "--records", "build/results.jsonl"]
    yield ["sources", *map(str, corpora), *asked, "--base", str(base), "--gold", str(gold), *faulty]


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    sources = arguments.corpora, arguments.teacher, arguments.found
    reduced = {"half": arguments.half, "papers": arguments.papers, "epochs": arguments.epochs}
    for step in list_steps(arguments.base, Path(arguments.gold), *sources, **reduced):
        print(f"$ python -m scripts.training {shlex.join(step)}", flush=True)
        if not arguments.dry_run:
            began = time.monotonic()
            done = subprocess.run([sys.executable, "-m", "scripts.training", *step], check=False)
            print(f"# {step[0]}: {(time.monotonic() - began) / 60:.1f} minutes", flush=True)
            if done.returncode:
                return done.returncode
    return 0
