"""Results: the numbers that a text reports as outcomes, each with what it measures, of what and on what.

`find_results` takes the steps in this order: `quantity` and `candidates` find numbers by rule, `outcome_classifier`
decides which are outcomes and of what kind, `link_options` lists which of the paper's names each may be about;
`attributes`, `comparators` and `tasks` read the rest by rule, and `result_builder` puts it together. `result_model`
holds what is learned, and `overlooked_metrics` adds metrics beside such numbers that the recogniser missed.
"""

from __future__ import annotations

from kg.extraction.results.find_results import find_results
from kg.extraction.results.overlooked_metrics import add_metrics

__all__ = ["add_metrics", "find_results"]
