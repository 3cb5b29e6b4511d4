"""How far a figure may be off because of the papers that happen to be in the gold.

Of an F1 it is told by the bootstrap (Efron, 1979), of a share by Wilson's interval (1927).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from kg.evaluation import Annotation
from kg.evaluation.alignment import count_paper, pair_papers

_SAMPLES, _SEED = 1000, 7
_ENDS = (2.5, 97.5)  # percentiles
_Z = 1.959964  # the 97.5th percentile of the normal distribution


def measure_half_widths(gold: Sequence[Annotation], predicted: Mapping[str, Annotation]) -> dict[str, float]:
    """Half the width of the 95% interval of F1, by row: as many papers are drawn anew, with replacement, 1000 times."""
    counts = [count_paper(prediction, paper) for paper, prediction in pair_papers(gold, predicted)]
    if not counts:
        return {}
    samples = np.random.default_rng(_SEED).multinomial(len(counts), [1 / len(counts)] * len(counts), size=_SAMPLES)
    widths = {}
    for row in counts[0]:
        hit, found, wanted = (samples @ np.array([count[row] for count in counts])).T
        f1 = 2 * hit / np.maximum(found + wanted, 1)
        low, high = np.percentile(f1, _ENDS)
        widths[row] = float(high - low) / 2
    return widths


def wilson_interval(right: int, judged: int) -> tuple[float, float]:
    """The 95% interval of the share of right ones; of none it is 0 to 1."""
    if not judged:
        return 0.0, 1.0
    share = right / judged
    widening = 1 + _Z**2 / judged
    center = (share + _Z**2 / (2 * judged)) / widening
    half = _Z * math.sqrt(share * (1 - share) / judged + _Z**2 / (4 * judged**2)) / widening
    return max(0.0, center - half), min(1.0, center + half)
