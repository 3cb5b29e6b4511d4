"""Gold papers as training examples of the claim reader: its inputs and, for every number, what is to be learned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.evaluation import AnnotatedResult, spelling_key
from kg.extraction.document import Document
from kg.extraction.mentions.encoder.output import EncoderOutput
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader.columns import (
    CHANGES,
    KINDS,
    ROLE_LABELS,
    SPAN_TAGS,
)
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs, make_inputs
from kg.extraction.results.quantity import Quantity
from kg.model.results import HOLDERS, ROLES, Role
from scripts.training.match_results import align
from scripts.training.network.examples import UNKNOWN
from scripts.training.papers import GoldPaper

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_TUPLE: tuple[Role, ...] = ("metric", "dataset", "subject")  # the roles that every annotated result has


@dataclass(frozen=True, slots=True, eq=False)
class ClaimExample:
    """One paper. Shapes: see `ReaderInputs`; `UNKNOWN` and false `known` are of what is not annotated.

    `kinds`, `directions`, `holders` (N,); `targets`
    (N, roles, 1 + M), which mention names what fills a role, the first column: none; `known` (N, roles);
    `conditions` (N, W), tags; `agreement` (N, N, roles).
    """

    inputs: ReaderInputs
    kinds: Ints
    directions: Ints
    holders: Ints
    targets: Bools
    known: Bools
    conditions: Ints
    agreement: Ints


def make_claim_example(annotated: GoldPaper, read: GoldPaper) -> ClaimExample | None:
    """The example of a paper that the encoder has read; None where it has no number or no mention.

    `read` has the annotated mentions (`papers.add_encoder_output`), or those of the extractor (`papers.predict`).
    """
    document, output = read.document, read.document.encoder_output
    numbers = list(find_candidates(document))
    if not numbers or not document.mentions or output is None:
        return None
    inputs = make_inputs(document, numbers, output.starts, output.ends)
    return _make_example(annotated, document, numbers, inputs, output)


def _make_example(
    annotated: GoldPaper, document: Document, numbers: Sequence[Quantity], inputs: ReaderInputs, output: EncoderOutput
) -> ClaimExample:
    count, mentions, words = len(numbers), len(document.mentions), len(inputs.words)
    kinds = np.zeros(count, dtype=np.int64)
    directions, holders = (np.full(count, UNKNOWN, dtype=np.int64) for _ in range(2))
    targets = np.zeros((count, len(ROLES), 1 + mentions), dtype=bool)
    known = np.zeros((count, len(ROLES)), dtype=bool)
    conditions = np.full((count, words), UNKNOWN, dtype=np.int64)
    agreement = np.full((count, count, len(ROLES)), UNKNOWN, dtype=np.int64)
    aligned = align(annotated, numbers)
    index = _NameIndex(annotated, document)
    for i, result in aligned.items():
        whole = result.holder is not None
        kinds[i] = next(n for n, kind in enumerate(KINDS) if kind == result.kind)
        for column, role in enumerate(ROLES):
            if role in _TUPLE or whole:
                _set_target(targets[i, column], known[i], column, role, getattr(result, role), index)
        if whole:
            directions[i] = next((n for n, change in enumerate(CHANGES) if change == result.direction), 0)
            holders[i] = next((n for n, holder in enumerate(HOLDERS) if holder == result.holder), UNKNOWN)
            _tag(conditions[i], inputs, i, _find_conditions(document, numbers[i], result), output)
    for i, first in aligned.items():
        for j, second in aligned.items():
            if i != j:
                for column, role in enumerate(ROLES):
                    if known[i, column] and known[j, column]:
                        agreement[i, j, column] = getattr(first, role) == getattr(second, role)
    return ClaimExample(inputs, kinds, directions, holders, targets, known, conditions, agreement)


class _NameIndex:
    """Which mentions of a document name an annotated entity: those of its spellings, else those that overlap it."""

    def __init__(self, annotated: GoldPaper, document: Document) -> None:
        self._mentions = document.mentions
        self._keys = [spelling_key(mention.text) for mention in document.mentions]
        self._spellings: dict[str, set[str]] = {}
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for mention, name in zip(annotated.document.mentions, annotated.names, strict=True):
            self._spellings.setdefault(name, set()).add(spelling_key(mention.text))
            self._spans.setdefault(name, []).append((mention.start, mention.end))

    def find(self, name: str, role: Role) -> list[int]:
        """The mentions, as positions, of an entity that may fill a role; empty where the document has none."""
        fitting = [i for i, mention in enumerate(self._mentions) if mention.label in ROLE_LABELS[role]]
        spelled = [i for i in fitting if self._keys[i] in self._spellings.get(name, ())]
        return spelled or [
            i
            for i in fitting
            for start, end in self._spans.get(name, ())
            if self._mentions[i].start < end and start < self._mentions[i].end
        ]


def _set_target(target: Bools, known: Bools, column: int, role: Role, name: str | None, index: _NameIndex) -> None:
    named = index.find(name, role) if name else []
    target[[1 + i for i in named] or [0]] = True
    known[column] = True


def _find_conditions(document: Document, number: Quantity, result: AnnotatedResult) -> list[tuple[int, int]]:
    """The spans of a number's conditions that lie in its sentence, the nearest where one stands there twice."""
    start, end = document.sentence_at(number.start)
    spans = []
    for condition in result.conditions:
        places = [found.start() for found in re.finditer(re.escape(condition), document.text[start:end])]
        if condition and places:
            nearest = start + min(places, key=lambda place: abs(start + place - number.start))
            spans.append((nearest, nearest + len(condition)))
    return spans


def _tag(
    tags: Ints, inputs: ReaderInputs, number: int, spans: Sequence[tuple[int, int]], output: EncoderOutput
) -> None:
    """Set the tags of the words of a number's sentence."""
    tags[inputs.words_near(number)] = SPAN_TAGS.index("O")
    for start, end in spans:
        words = output.words(start, end)
        inside = np.flatnonzero((inputs.words >= words.start) & (inputs.words < words.stop))
        tags[inside] = SPAN_TAGS.index("I")
        tags[inside[:1]] = SPAN_TAGS.index("B")
