"""The scores of claims: the chance that a relation is right, from the evidence that its text gives for it.

There is one logistic model for each type of relation. Its features are the claim's origin and score, the score of the
mention, the place of the sentence, and how often the name and the claim are repeated. A type without weights keeps the
score that its origin gave. `python -m scripts.training relation-scores` fits the weights on annotated papers and judged
statements.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extraction.coreference.clusters import make_name_key
from kg.extraction.learned.linear import log_odds, logistic
from kg.model.records import Claim, Extraction
from kg.model.types import RelationType

WEIGHTS = Path(__file__).parents[1] / "learned" / "weights" / "relations.json"
_FAR = 300.0  # characters from the sentence's start, at which a name is at its end whatever follows
_PLACES = 4
_MOST = 0.9999  # 1 is what the user states

Weights = Mapping[RelationType, Mapping[str, float]]


def score_claims(extraction: Extraction, weights: Weights | None = None) -> Extraction:
    """The extraction with the score of each claim computed from its evidence; the shipped weights by default."""
    known = load_weights() if weights is None else weights
    claims = tuple(
        replace(claim, score=_score(describe_evidence(extraction, claim), known[claim.type]))
        if claim.type in known
        else claim
        for claim in extraction.claims
    )
    return replace(extraction, claims=claims)


def describe_evidence(extraction: Extraction, claim: Claim) -> dict[str, float]:
    """The features of a claim by name; missing ones are 0.

    "score" and "mention" are log odds, "listed" and "repeated" logarithms of numbers, "place" is where in its sentence
    the name begins, 0 to 1; all others are 1.
    """
    mention = extraction.mention_at(claim.mention)
    key = make_name_key(mention.text)
    listed = sum(c.type == claim.type and c.sentence_start == claim.sentence_start for c in extraction.claims)
    features = {
        "bias": 1.0,
        "score": log_odds(claim.score),
        "mention": log_odds(mention.score),
        "listed": math.log(listed),
        "repeated": math.log(sum(make_name_key(other.text) == key for other in extraction.mentions)),
        "place": min((mention.start - claim.sentence_start) / _FAR, 1.0),
        f"origin={claim.origin}": 1.0,
        f"label={mention.label}": 1.0,
    }
    if claim.sentence_start == 0:
        features["title"] = 1.0
    return features


@cache
def load_weights() -> Weights:
    """The shipped weights: for each type of relation a weight for each feature."""
    weights: Weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def _score(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = math.fsum(weights.get(name, 0.0) * value for name, value in features.items())
    return min(round(logistic(total), _PLACES), _MOST)
