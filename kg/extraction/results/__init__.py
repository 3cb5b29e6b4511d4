"""Results: the numbers that a text reports as outcomes, each with what it measures, of what and on what.

`quantity` and `candidates` find numbers by rule; `claim_reader`, a network over the encoder's states, reads them
together (`number_reading`): which are outcomes, of what kind, and what each is about. `attributes`, `comparators` and
`tasks` read the rest by rule, and `result_builder` puts together what both say.
"""

from __future__ import annotations

from kg.extraction.results.find_results import find_results
from kg.extraction.results.number_reading import NumberReading, read_numbers

__all__ = ["NumberReading", "find_results", "read_numbers"]
