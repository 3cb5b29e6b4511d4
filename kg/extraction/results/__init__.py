"""Results: the numbers that a text reports as outcomes, each with what it measures, of what and on what.

`quantity` and `candidates` find numbers by rule; `claim_reader`, a network over the encoder's states, reads them
together (`number_reading`); `find_results` turns what it says into results, and `overlooked_metrics` adds the metrics
beside them that the recogniser missed.
"""

from __future__ import annotations

from kg.extraction.results.find_results import find_results
from kg.extraction.results.number_reading import NumberReading, read_numbers
from kg.extraction.results.overlooked_metrics import add_metrics

__all__ = ["NumberReading", "add_metrics", "find_results", "read_numbers"]
