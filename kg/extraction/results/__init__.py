"""Results: the numbers that a text reports as outcomes, each with what it measures, of what and on what.

Candidates are found by rule, then a small learned model decides which are outcomes, of what kind, and which of the
paper's names each is linked to. `quantities` finds the metrics beside such numbers that a recogniser overlooked.
"""

from __future__ import annotations

from kg.extraction.results import quantities
from kg.extraction.results.decide import find

__all__ = ["find", "quantities"]
