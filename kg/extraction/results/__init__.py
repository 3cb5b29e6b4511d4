"""Results: the numbers that a text reports as outcomes, each with its metric, subject and dataset.

`quantity` and `candidates` find numbers by rule. `claim_reader`, a network over the encoder's states, reads them
together (`number_reading`): which are outcomes, of which kind, and which entities fill their roles. `attributes`,
`comparators` and `tasks` read the rest by rule, and `result_builder` combines both.
"""

from __future__ import annotations

from kg.extraction.results.find_results import find_results
from kg.extraction.results.number_reading import NumberReading, read_numbers

__all__ = ["NumberReading", "find_results", "read_numbers"]
