"""Write down the mentions that a pipeline finds in annotated papers, for the claim reader to learn from beside theirs.

It has to be a pipeline that has learned from none of these papers, or it finds too much that is right. As that is as a
rule an older one, whose output the present code may not read, run this step in the checkout that the pipeline is of.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kg.extraction import load
from kg.model.records import Mention
from kg.system.files import replacing
from scripts.arguments import file, folder_with
from scripts.training.papers import GoldPaper, predict, read


def write(papers: Sequence[GoldPaper], path: Path) -> None:
    """A line for each paper: its id, and start, end and label of each mention, in the display text."""
    with replacing(path) as lines:
        for paper in papers:
            mentions = [[mention.start, mention.end, mention.label] for mention in paper.document.mentions]
            lines.write(json.dumps({"id": paper.id, "mentions": mentions}) + "\n")


def read_found(path: Path, papers: Sequence[GoldPaper]) -> list[GoldPaper]:
    """The papers, in their order, with the mentions that `path` has of them, which name nothing that is annotated.

    Raises:
        KeyError: a paper is not in the file.
    """
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    found = {row["id"]: row["mentions"] for row in rows}
    read_papers = []
    for paper in papers:
        text = paper.document.text
        mentions = tuple(
            Mention(start, end, label, text[start:end], 1.0, "found") for start, end, label in found[paper.id]
        )
        names = tuple(f"not annotated: {mention.text.casefold()}" for mention in mentions)
        read_papers.append(replace(paper, document=replace(paper.document, mentions=mentions), names=names))
    return read_papers


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    parser.add_argument("gold", type=file, metavar="GOLD", help="a file of annotated papers")
    parser.add_argument("--pipeline", type=folder_with("config.cfg"), help="that has learned from none of them")
    parser.add_argument("--output", type=Path, default="build/found.jsonl", help="(default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    extractor = load(arguments.pipeline) if arguments.pipeline else load()
    write(list(predict(list(read(arguments.gold)), extractor)), arguments.output)
    return 0
