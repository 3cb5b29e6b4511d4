"""The encoder as a component of a spaCy pipeline: it fills `Doc.tensor` with logits and states, and `Doc.ents`.

Each paper is read by itself, in one thread, so that its output does not depend on other papers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.mentions.encoder.heads import COLUMNS, DISTANCES, POINTERS, STATE_WIDTH, WIDTH, Floats
from kg.extraction.mentions.encoder.session import open_session
from kg.extraction.mentions.encoder.viterbi import decode
from kg.extraction.mentions.encoder.word_pieces import WordPieces
from kg.extraction.segmentation.sentence_boundaries import find_first_tokens
from kg.extraction.segmentation.words import read_places, read_text

if TYPE_CHECKING:
    import onnxruntime as ort

NAME = "kg_encoder"
_IN, _OUT, _BEGIN = 1, 2, 3  # spaCy's numbers for words of entities
NETWORK, VOCABULARY, BIASES = "network.onnx", "vocabulary.txt", "distances.json"  # files of the component's folder


class Encoder:
    """Reads a document's words with a network in ONNX."""

    def __init__(self) -> None:
        self._network = b""
        self._words: list[str] = []
        self._session: ort.InferenceSession | None = None
        self._pieces: WordPieces | None = None
        self.biases: Floats = np.zeros((len(POINTERS), DISTANCES), dtype=np.float32)

    def __call__(self, doc: Doc) -> Doc:
        text = read_text(doc)
        starts, ends = read_places(doc)
        words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
        output = self.read(words, find_first_tokens(doc))
        doc.tensor = output  # type: ignore[assignment]  # spaCy's stub knows double precision only
        _mark_entities(doc, decode(output[:, COLUMNS["tags"]]))
        return doc

    def read(self, words: list[str], sentence_starts: list[int]) -> Floats:
        """The logits of all heads for each word, then the word's state; `sentence_starts` are positions of words.

        Shape: (words, WIDTH + STATE_WIDTH).
        """
        if self._session is None or self._pieces is None:
            raise ValueError("The encoder has no network; load a pipeline that was saved with one.")
        output = np.empty((len(words), WIDTH + STATE_WIDTH), dtype=np.float32)
        for window in self._pieces.windows(words, sentence_starts):
            inputs = {name: getattr(window, name) for name in ("pieces", "shapes", "starts", "ends")}
            np.concatenate(self._session.run(None, inputs), axis=1, out=output[window.first : window.last])
        return output

    def load(self, network: bytes, words: list[str], biases: Floats) -> Encoder:
        """Set the network (in ONNX), its vocabulary of word pieces, and the pointers' biases of distance; returns self.

        Shape of `biases`: (pointers, classes of distance).
        """
        from curated_tokenizers import WordPieceProcessor

        self._network, self._words, self.biases = network, words, biases
        self._session = open_session(network)
        self._pieces = WordPieces(WordPieceProcessor(words))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the component's files into a folder."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NETWORK).write_bytes(self._network)
        (folder / VOCABULARY).write_text("".join(f"{word}\n" for word in self._words), encoding="utf-8")
        rounded = [[round(float(bias), 4) for bias in row] for row in self.biases]
        (folder / BIASES).write_text(json.dumps(dict(zip(POINTERS, rounded, strict=True))) + "\n", encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Encoder:
        """Read what `to_disk` wrote."""
        folder = Path(path)
        biases: dict[str, list[float]] = json.loads((folder / BIASES).read_text(encoding="utf-8"))
        words = (folder / VOCABULARY).read_text(encoding="utf-8").splitlines()
        table = np.array([biases[name] for name in POINTERS], dtype=np.float32)
        return self.load((folder / NETWORK).read_bytes(), words, table)


def _mark_entities(doc: Doc, spans: Iterable[tuple[int, int, str]]) -> None:
    """Set the entities of a document: spans of words with their labels. An array is quicker than `Span` by `Span`."""
    marks: Any = np.zeros((len(doc), 2), dtype=np.uint64)
    marks[:, 0] = _OUT
    for start, end, label in spans:
        marks[start:end] = _IN, doc.vocab.strings.add(label)
        marks[start, 0] = _BEGIN
    doc.from_array(["ENT_IOB", "ENT_TYPE"], marks)


@Language.factory(NAME)
def factory(nlp: Language, name: str) -> Any:
    """An encoder that has no network yet: `from_disk` reads it."""
    return Encoder()
