"""Write down what trained readers say of plain abstracts, for a smaller reader to learn from.

The readers are those that some checkouts ship; their probabilities are averaged (Hinton, Vinyals and Dean, 2015,
Distilling the Knowledge in a Neural Network). The first finds the mentions. What is made of words inside, and what
pointers are computed from, is written as the first has it too: others are free to put these differently.
"""

from __future__ import annotations

import argparse
import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from curated_tokenizers import WordPieceProcessor
from numpy.typing import NDArray

from kg.extraction import load
from kg.extraction.assemble import Extractor
from kg.extraction.document import Document
from kg.extraction.mentions.encoder.component import NAME, NETWORK, VOCABULARY
from kg.extraction.mentions.encoder.heads import COLUMNS, STATES, WIDTH, Floats
from kg.extraction.mentions.encoder.output import log_softmax
from kg.extraction.mentions.encoder.session import open_session
from kg.extraction.mentions.encoder.word_pieces import Window, WordPieces
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader import claim_network
from kg.extraction.results.claim_reader.claim_network import ClaimNetwork, NumberScores
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs, make_inputs
from scripts.arguments import add_gold_folder, file, folder_with, positive
from scripts.training.pretrain import choose_texts

Half = NDArray[np.float16]

AVERAGED = ("tags", "own", "roles", "kinds")  # heads that every reader has, in its first columns
POINTING = slice(COLUMNS["nothing"].start, WIDTH)  # columns that pointers are computed from
PIPELINE = Path("kg/extraction/model")  # of a checkout
MODEL = PIPELINE / NAME
CLAIMS = Path("kg/extraction/results/claim_reader") / claim_network.NETWORK
_TEXTS = 250  # that are written to one file
_MOST_NUMBERS = 40  # of a text; with more it is a table rather than an abstract


@dataclass(frozen=True, slots=True, eq=False)
class SilverClaims:
    """What is said of N numbers, M mentions and W words, as probabilities.

    Shapes: `decisions`, by name, (N, classes); `pointers` (N, roles, 1 + M), nothing first; `conditions` (N, W, tags);
    `agreement` (N, N, roles).
    """

    inputs: ReaderInputs
    decisions: dict[str, Half]
    pointers: Half
    conditions: Half
    agreement: Half


@dataclass(frozen=True, slots=True, eq=False)
class SilverText:
    """What is said of a text of one window.

    Shapes: `heads`, probabilities by name, (words, classes); `pointing` (words, columns of `POINTING`); `states`
    (words, STATE_WIDTH).
    """

    window: Window
    heads: dict[str, Half]
    pointing: Half
    states: Half
    claims: SilverClaims | None  # where the text has numbers and mentions


@dataclass(frozen=True, slots=True)
class Reader:
    """A checkout's encoder and claim reader, which take what those of this version take."""

    encoder: Any
    claims: ClaimNetwork

    @staticmethod
    def of(checkout: Path) -> Reader:
        """The networks that a checkout ships."""
        network = (checkout / MODEL / NETWORK).read_bytes()
        return Reader(open_session(network), ClaimNetwork((checkout / CLAIMS).read_bytes()))

    def read(self, window: Window) -> Floats:
        """Its own columns, then its states. Shape: (words, its width)."""
        inputs = {name: getattr(window, name) for name in ("pieces", "shapes", "starts", "ends")}
        output: Floats = np.hstack(self.encoder.run(None, inputs))
        return output


class Labeller:
    """Reads texts with the readers of some checkouts."""

    def __init__(self, checkouts: Sequence[Path]) -> None:
        first = checkouts[0]
        self._extractor: Extractor = load(first / PIPELINE)
        words = (first / MODEL / VOCABULARY).read_text(encoding="utf-8").splitlines()
        self._pieces = WordPieces(WordPieceProcessor(words))
        self._readers = [Reader.of(checkout) for checkout in checkouts]

    def label(self, texts: Sequence[str]) -> Iterator[SilverText]:
        """What is said of each text; texts of several windows are left out."""
        for document in self._extractor.read_documents(texts):
            output = document.encoder_output
            assert output is not None
            words = [document.text[start:end] for start, end in zip(output.starts, output.ends, strict=True)]
            sentences = np.searchsorted(output.starts, [start for start, _ in document.sentences])
            windows = list(self._pieces.windows(words, sentences.tolist()))
            if len(windows) == 1:
                yield self._label(document, windows[0], output.logits)

    def _label(self, document: Document, window: Window, first: Floats) -> SilverText:
        outputs = [first, *(reader.read(window) for reader in self._readers[1:])]
        heads = {name: _average([_to_probabilities(rows[:, COLUMNS[name]]) for rows in outputs]) for name in AVERAGED}
        heads["compared"] = _average([_to_probabilities(first[:, COLUMNS["compared"]])])
        return SilverText(
            window,
            heads,
            first[:, POINTING].astype(np.float16),
            first[:, STATES].astype(np.float16),
            self._label_claims(document, outputs),
        )

    def _label_claims(self, document: Document, outputs: Sequence[Floats]) -> SilverClaims | None:
        numbers, output = list(find_candidates(document)), document.encoder_output
        if not 0 < len(numbers) <= _MOST_NUMBERS or not document.mentions or output is None:
            return None
        inputs = make_inputs(document, numbers, output.starts, output.ends)
        scores = [
            reader.claims.score(inputs, rows[inputs.words]) for reader, rows in zip(self._readers, outputs, strict=True)
        ]
        return _to_claims(inputs, scores)


def _to_claims(inputs: ReaderInputs, scores: Sequence[NumberScores]) -> SilverClaims:
    return SilverClaims(
        inputs,
        {name: _average([np.exp(number.decisions[name]) for number in scores]) for name in scores[0].decisions},
        _average([np.exp(number.pointers) for number in scores]),
        _average([np.exp(number.conditions) for number in scores]),
        _average([_logistic(number.agreement) for number in scores]),
    )


def _to_probabilities(logits: Floats) -> NDArray[np.float64]:
    """The softmax of rows; of a single column, whether it is so."""
    return _logistic(logits.astype(np.float64)) if logits.shape[1] == 1 else np.exp(log_softmax(logits))


def _logistic(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    result: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-logits.clip(-30.0, 30.0)))
    return result


def _average(arrays: Sequence[NDArray[np.float64]]) -> Half:
    mean: Half = np.mean(arrays, axis=0).astype(np.float16)
    return mean


@cache
def _load_labeller(checkouts: tuple[Path, ...]) -> Labeller:
    """The labeller of this process."""
    return Labeller(checkouts)


def write_part(checkouts: tuple[Path, ...], path: Path, texts: Sequence[str]) -> int:
    """Write what is said of texts into a file; how many of them it holds."""
    silver = list(_load_labeller(checkouts).label(texts))
    aside = path.with_suffix(".new")
    aside.write_bytes(pickle.dumps(silver, protocol=pickle.HIGHEST_PROTOCOL))
    aside.replace(path)
    return len(silver)


def list_parts(folder: Path) -> list[Path]:
    """The files of what was written, in order."""
    return sorted(folder.glob("part-*.pickle"))


def read_part(path: Path) -> list[SilverText]:
    """What `write_part` has written; a file of one's own, since unpickling runs what it says."""
    with path.open("rb") as source:
        silver: list[SilverText] = pickle.load(source)
    return silver


def add_sources(parser: argparse.ArgumentParser) -> None:
    """The arguments CORPUS... and --teacher: what texts, and whose readers."""
    parser.add_argument("corpora", type=file, nargs="+", metavar="CORPUS", help="files of papers (JSON lines)")
    parser.add_argument(
        "--teacher",
        type=folder_with(str(MODEL), str(CLAIMS)),
        action="append",
        required=True,
        metavar="CHECKOUT",
        help="a version of kg whose readers are asked; the first has the columns that this version has",
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """See `scripts.command.PartModule`."""
    add_gold_folder(parser)
    add_sources(parser)
    parser.add_argument("--papers", type=positive, default=15_000, help="at most that many (default: %(default)s)")
    parser.add_argument("--workers", type=positive, default=2, help="processes (default: %(default)s)")
    parser.add_argument("--output", type=Path, default="build/silver", help="a folder (default: %(default)s)")


def run(arguments: argparse.Namespace) -> int:
    """See `scripts.command.PartModule`."""
    texts = choose_texts(arguments.corpora, Path(arguments.gold), arguments.papers)
    arguments.output.mkdir(parents=True, exist_ok=True)
    chunks = [texts[at : at + _TEXTS] for at in range(0, len(texts), _TEXTS)]
    paths = [arguments.output / f"part-{number:04}.pickle" for number in range(len(chunks))]
    written = 0
    with ProcessPoolExecutor(arguments.workers) as pool:
        for path, count in zip(
            paths, pool.map(partial(write_part, tuple(arguments.teacher)), paths, chunks), strict=True
        ):
            written += count
            print(f"{path.name}: {written} texts so far", flush=True)
    return 0
