"""Results: the numbers that a text reports as outcomes, each with what it measures, of what and on what.

A reader follows: `quantity` and `candidates` (by rule), `outcomes` (is it one, of what kind), `link` (to which of the
paper's names), `attributes`, `comparators` and `tasks` (by rule), `result_builder`; `decide` is these steps in order,
`model` what is learned. `overlooked_metrics` adds metrics beside such numbers that the recogniser missed.
"""

from __future__ import annotations

from kg.extraction.results.find_results import find_results
from kg.extraction.results.overlooked_metrics import add_metrics

__all__ = ["add_metrics", "find_results"]
