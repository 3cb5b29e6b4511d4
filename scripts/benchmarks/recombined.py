"""Make a large corpus out of a built graph: its papers and what was extracted from them, with other names in them.

Extracting from 100,000 papers takes an hour before anything else of a build can be measured. Here each paper is one of
the graph's in which names are replaced, the title's number too, and all else stays. Its extraction is that of the real
paper with the offsets moved along; it is put into a folder's store, where a build finds it and extracts nothing.

Names grow as in a real corpus: some names of a paper are new, and the others are names of the graph, each drawn as
often as it is there. The seed is fixed: the same graph and size give the same papers.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from kg.engines.batches import split_into_batches
from kg.extraction.fingerprint import fingerprint
from kg.model.comparison_record import Comparison
from kg.model.records import Abbreviation, Claim, Extraction, Mention
from kg.model.results import ROLES, Result
from kg.model.types import Label
from kg.read import merge
from kg.store.open_store import open_to_write
from kg.system.files import replacing
from scripts.arguments import add_graph, positive
from scripts.benchmarks.resolve import make_word

_SEED = 7
_NEW = 0.3  # of the spellings of a paper: 6,000 arXiv abstracts have 33,000 entities in 96,000 mentions
_BATCH = 500
_PLACES = frozenset(  # fields of the records of an extraction that are offsets, or tuples of offsets
    ("start", "end", "sentence_start", "sentence_end", "conditions", "short", "long", "mention", "object", *ROLES)
)


class ReadPaper(NamedTuple):
    """A paper's text and what was extracted from it."""

    text: str
    extraction: Extraction


def recombine(read: Sequence[ReadPaper], count: int) -> Iterator[ReadPaper]:
    """`count` papers, each one of `read` with other names in it and a number after its title; no texts are equal."""
    names = _list_names(read)
    for number in range(count):
        chance = random.Random(_SEED * count + number)
        paper = chance.choice(read)
        spelled = dict.fromkeys((mention.text, mention.label) for mention in paper.extraction.mentions)
        new = {
            text: f"{make_word(number)} {text}" if chance.random() < _NEW else chance.choice(names[label])
            for text, label in spelled
        }
        yield _rename(paper, new, number)


def _list_names(read: Sequence[ReadPaper]) -> Mapping[Label, list[str]]:
    """The spelling of every mention, by label."""
    names: dict[Label, list[str]] = {}
    for mention in (mention for paper in read for mention in paper.extraction.mentions):
        names.setdefault(mention.label, []).append(mention.text)
    return names


def _rename(paper: ReadPaper, new: Mapping[str, str], number: int) -> ReadPaper:
    """The paper with each mention spelled as `new` says, and its number behind the title."""
    text, mentions = paper.text, paper.extraction.mentions
    title_end = text.index("\n\n")
    changes = [(mention.start, mention.end, new[mention.text]) for mention in mentions]
    changes.append((title_end, title_end, f" ({number})"))
    changes.sort()
    pieces, moved, length, last = [], [], 0, 0
    for start, end, name in changes:
        pieces += [text[last:start], name]
        length += start - last
        moved.append((start, end, length, length + len(name)))
        length, last = length + len(name), end
    whole = "".join([*pieces, text[last:]])

    def move(offset: int) -> int:
        shift = 0
        for start, end, new_start, new_end in moved:
            if offset <= start:
                break
            if offset < end:
                return min(new_start + offset - start, new_end)
            shift = new_end - end
        return offset + shift

    extraction = _move_offsets(paper.extraction, move)
    mentions = tuple(replace(mention, text=whole[mention.start : mention.end]) for mention in extraction.mentions)
    return ReadPaper(whole, replace(extraction, mentions=mentions, dropped=()))


def _move_offsets(record: Any, move: Callable[[int], int]) -> Any:
    """A record, or a tuple of records, with every offset in it moved."""
    if isinstance(record, tuple):
        return tuple(_move_offsets(item, move) for item in record)
    if not isinstance(record, Abbreviation | Claim | Comparison | Extraction | Mention | Result):
        return record
    moved = {}
    for name in (field.name for field in fields(record)):
        value = getattr(record, name)
        moved[name] = _move(value, move) if name in _PLACES else _move_offsets(value, move)
    return replace(record, **moved)


def _move(place: Any, move: Callable[[int], int]) -> Any:
    """An offset or a tuple of them, moved; None stays."""
    if isinstance(place, tuple):
        return tuple(_move(item, move) for item in place)
    return move(place) if isinstance(place, int) else place


def read_graph(folder: Path) -> list[ReadPaper]:
    """The papers of a built graph, with what the present extractor found in them."""
    with open_to_write(folder / "store") as store:
        texts = [paper.text for paper in merge(store.entries())]
        return [*map(ReadPaper, texts, store.extractions(texts, extractor=fingerprint()))]


def write(papers: Iterator[ReadPaper], source: Path, folder: Path) -> None:
    """Write papers to the file `source` (JSON lines), and their extractions into the store of the folder `folder`."""
    with replacing(source) as file, open_to_write(folder / "store") as store:
        for batch in split_into_batches(papers, _BATCH):
            for paper in batch:
                title, _, abstract = paper.text.partition("\n\n")
                file.write(json.dumps({"title": title, "abstract": abstract}, ensure_ascii=False) + "\n")
            store.add_extractions(batch, extractor=fingerprint())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_graph(parser)
    parser.add_argument("--papers", type=positive, required=True, metavar="N", help="how many to make")
    parser.add_argument("-o", "--output", type=Path, default="recombined.jsonl", help="(default: %(default)s)")
    parser.add_argument(
        "--folder", type=Path, required=True, help="the folder of a later `kg build OUTPUT -o FOLDER`, a new one"
    )


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    write(recombine(read_graph(arguments.graph), arguments.papers), arguments.output, arguments.folder)
    print(f"{arguments.papers} papers in {arguments.output}", file=sys.stderr)
    return 0
