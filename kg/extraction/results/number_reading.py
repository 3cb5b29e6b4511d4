"""The numbers of a paper as the claim reader reads them, together: which are outcomes, and of which entities."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kg.extraction.document import Document
from kg.extraction.mentions.encoder.output import EncoderOutput
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.claim_reader.adjacent_metrics import leave_to_neighbours
from kg.extraction.results.claim_reader.claim_network import ClaimNetwork, NumberScores, load_shipped
from kg.extraction.results.claim_reader.columns import KINDS
from kg.extraction.results.claim_reader.parallel_lists import align, find_parallel_lists
from kg.extraction.results.claim_reader.reader_inputs import ReaderInputs, make_inputs
from kg.extraction.results.claim_reader.span_tags import decode_spans
from kg.extraction.results.quantity import Quantity

OUTCOME = 0.5
"""The least probability at which a number counts as an outcome."""


# Each number is scored with each mention and word. Abstracts have 5,000 characters at most; what a text has beyond
# these is not read, so that time and memory stay bounded.
_LONGEST, _MOST_NUMBERS, _MOST_MENTIONS = 10_000, 100, 400


@dataclass(frozen=True, slots=True, eq=False)
class NumberReading:
    """The candidate numbers of one document, and the network's scores for them."""

    numbers: tuple[Quantity, ...]
    unread: tuple[Quantity, ...]  # those beyond the limits, of which nothing is said
    output: EncoderOutput
    inputs: ReaderInputs
    scores: NumberScores
    likely: tuple[float, ...]  # how likely each number is an outcome

    @property
    def outcomes(self) -> list[int]:
        """The positions of the numbers that are outcomes, ascending."""
        return _choose_outcomes(self.likely)

    def find_conditions(self, number: int) -> list[tuple[int, int]]:
        """The spans of text that are conditions of a number.

        Offsets are into the text of the document; all lie in the number's sentence, and none holds the number.
        """
        quantity, words = self.numbers[number], self.inputs.words
        tags = self.scores.conditions[number]
        spans = []
        for first, last in decode_spans(tags, self.inputs.words_near(number)):
            start, end = int(self.output.starts[words[first]]), int(self.output.ends[words[last]])
            if end <= quantity.start or quantity.text_end <= start:
                spans.append((start, end))
        return spans


def read_numbers(document: Document, network: ClaimNetwork | None = None) -> NumberReading | None:
    """Read a document's numbers with a network, by default the shipped one; None if the document has no numbers.

    Raises:
        ValueError: the document has numbers and no output of the encoder.
    """
    candidates = tuple(find_candidates(document))
    numbers = tuple(number for number in candidates if number.text_end <= _LONGEST)[:_MOST_NUMBERS]
    if not numbers:
        return None
    output = document.encoder_output
    if output is None:
        raise ValueError("The document has no output of the encoder, whose states the claim reader takes.")
    mentions = tuple(mention for mention in document.mentions if mention.end <= _LONGEST)[:_MOST_MENTIONS]
    words = int(np.searchsorted(output.ends, _LONGEST, side="right"))
    near = document if len(mentions) == len(document.mentions) else replace(document, mentions=mentions)
    inputs = make_inputs(near, numbers, output.starts[:words], output.ends[:words])
    scores = (network or load_shipped()).score(inputs, output.logits[inputs.words])
    likely = tuple(1.0 - math.exp(row[KINDS.index(None)]) for row in scores.decisions["kind"])
    scores = align(scores, inputs.clusters, list(find_parallel_lists(near, numbers)))
    scores = leave_to_neighbours(near, numbers, _choose_outcomes(likely), scores)
    return NumberReading(numbers, candidates[len(numbers) :], output, inputs, scores, likely)


def _choose_outcomes(likely: Sequence[float]) -> list[int]:
    return [i for i, probability in enumerate(likely) if probability >= OUTCOME]
