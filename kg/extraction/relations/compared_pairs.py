"""Comparisons as records: who is said to be better than whom, or to be compared with whom.

Two logistic models decide, one after the other: how what is named after a cue fares there (`comparison_cues`), and
with whom it is compared: what the sentence names, or what the paper proposes where it says "our method". They have
learned from annotated comparisons (`python -m scripts.training comparisons`). A comparison's score is the share of
right ones among those that they were equally sure of, on papers that they had not learned from.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, Literal, NamedTuple

from kg.extraction.discourse.clause_boundaries import LONGEST_SENTENCE
from kg.extraction.document import Document, MentionIndex
from kg.extraction.learned import linear
from kg.extraction.learned.linear import Model, log_odds, logistic
from kg.extraction.relations.compared_names import Names
from kg.extraction.relations.comparison_cues import Candidate, find_candidates
from kg.extraction.relations.comparison_features import list_object_features, list_subject_features
from kg.model.comparison_record import Comparison, ComparisonRelation
from kg.model.records import MentionStart

Verdict = Literal["none", "better", "worse", "level"]
"""How the subject fares against what is named after the cue; "none" where nothing is compared."""

VERDICTS: tuple[Verdict, ...] = ("none", "better", "level", "worse")
SUBJECT_CLASSES = ("other", "subject")
MIN_SCORE = 0.24  # about half of the F1 that is reached: what is less sure costs more than it gains
_NOBODY = 0.3  # the odds that none of those named is the subject


@dataclass(frozen=True, slots=True)
class ComparisonModel:
    """The two models, and what their joint probability is worth."""

    verdict: Model
    subject: Model
    slope: float  # a score is a logistic function of the log odds of the joint probability
    intercept: float

    def score(self, probability: float) -> float:
        """The share of right comparisons among those of this joint probability."""
        return round(logistic(self.slope * log_odds(probability) + self.intercept), 4)


class Pair(NamedTuple):
    """A candidate with whom it is compared, and how likely that is."""

    candidate: Candidate
    subject: MentionIndex
    verdict: Verdict
    probability: float


def find_compared(document: Document, proposed: Collection[MentionStart]) -> Iterator[Comparison[MentionStart]]:
    """Yields the comparisons of a paper in order of place, each pair of entities once.

    `proposed` holds mentions of what the paper introduces. A sentence that is longer than any is read in stretches,
    since each name in it is weighed against each other one.
    """
    model = load_shipped()
    names = Names.of(document, proposed)
    best: dict[tuple[int, int], Comparison[MentionStart]] = {}
    for sentence in document.sentences:
        for pair in chain.from_iterable(pair_up(model, names, stretch) for stretch in _cut(*sentence)):
            score = model.score(pair.probability)
            one, other = pair.subject, pair.candidate.mention
            better, worse = (other, one) if pair.verdict == "worse" else (one, other)
            key = names.entity_of[better], names.entity_of[worse]
            if score >= MIN_SCORE and (key not in best or score > best[key].score):
                best[key] = _make_comparison(document, sentence, pair, (better, worse), score)
    yield from sorted(best.values(), key=lambda comparison: (comparison.start, comparison.end, comparison.subject))


def pair_up(model: ComparisonModel, names: Names, sentence: tuple[int, int]) -> Iterator[Pair]:
    """The candidates of a sentence, each with the likeliest subject."""
    document = names.document
    for candidate in find_candidates(document, *sentence):
        chances = model.verdict.probabilities(list_object_features(document, names, sentence, candidate))
        verdict = max(VERDICTS[1:], key=lambda name: chances[name])
        cue = candidate.cue.start, candidate.cue.end
        subjects = [
            i
            for i in names.list_subjects(sentence, cue, candidate.mention)
            if not _are_kin(names, i, candidate.mention)
        ]
        if not subjects:
            continue
        odds = []
        for i in subjects:
            features = list_subject_features(document, names, sentence, candidate, verdict, i)
            chance = model.subject.probabilities(features)["subject"]
            odds.append(chance / (1.0 - chance + 1e-9))
        place = max(range(len(subjects)), key=lambda n: (odds[n], -n))
        probability = (1.0 - chances["none"]) * odds[place] / (sum(odds) + _NOBODY)
        yield Pair(candidate, subjects[place], verdict, probability)


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in stretches of at most `LONGEST_SENTENCE` characters."""
    return ((low, min(low + LONGEST_SENTENCE, end)) for low in range(start, end, LONGEST_SENTENCE))


def _are_kin(names: Names, one: MentionIndex, other: MentionIndex) -> bool:
    """Whether two names are of the paper's own system and its kin, which is no rival of it."""
    return (names.is_own(one) and names.is_kin(other)) or (names.is_kin(one) and names.is_own(other))


def _make_comparison(
    document: Document, sentence: tuple[int, int], pair: Pair, sides: tuple[MentionIndex, MentionIndex], score: float
) -> Comparison[MentionStart]:
    cue, phrase = pair.candidate.cue, pair.candidate.phrase_of_head
    within = [document.mentions[i] for i in sides if sentence[0] <= document.mentions[i].start < sentence[1]]
    relation: ComparisonRelation = "comparesWith" if pair.verdict == "level" else "outperforms"
    return Comparison(
        subject=document.mentions[sides[0]].reference,
        object=document.mentions[sides[1]].reference,
        relation=relation,
        denied=phrase is not None and phrase.negated,
        start=min([cue.start, *(mention.start for mention in within)]),
        end=max([cue.end, *(mention.end for mention in within)]),
        sentence_start=sentence[0],
        sentence_end=sentence[1],
        score=score,
    )


@cache
def load_shipped() -> ComparisonModel:
    """The models that come with the package."""
    return parse((Path(linear.__file__).parent / "weights" / "comparisons.json").read_text(encoding="utf-8"))


def parse(text: str) -> ComparisonModel:
    """The models from what `python -m scripts.training comparisons` wrote."""
    raw = json.loads(text)
    return ComparisonModel(_to_model(raw["verdict"]), _to_model(raw["subject"]), raw["slope"], raw["intercept"])


def _to_model(raw: Mapping[str, Any]) -> Model:
    return Model(tuple(raw["classes"]), {feature: tuple(row) for feature, row in raw["weights"].items()})
