"""Comparisons as records: pairs of names of which one is said to be better, or which are only compared.

Two readers decide together. The rules find cues and the names after them (`comparison_cues`); one logistic model gives
a verdict on each such name, a second one chooses the subject it is compared with, among the names of the sentence and
the paper's own entities ("our method"). The encoder gives, for any name, the probability that it is outperformed or
compared, and pointer scores to its rival (`rival_pointers`). The score of a comparison is calibrated on papers from
which neither has learned: it is the share of right comparisons among those with the same two probabilities
(`python -m scripts.training comparisons`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Literal

from kg.extraction.discourse.clause_boundaries import LONGEST_SENTENCE
from kg.extraction.discourse.comparisons import find_subject
from kg.extraction.document import Document, MentionIndex
from kg.extraction.learned import linear
from kg.extraction.learned.linear import Model, log_odds, logistic, make_model, parse_weights
from kg.extraction.relations.compared_names import Names
from kg.extraction.relations.comparison_cues import Candidate, find_candidates
from kg.extraction.relations.comparison_features import list_object_features, list_subject_features
from kg.extraction.relations.rival_pointers import find_rivals
from kg.model.comparison_record import Comparison, ComparisonRelation
from kg.model.records import MentionStart
from kg.model.types import ACHIEVERS

Verdict = Literal["none", "better", "worse", "level"]
"""How the subject compares with the name after the cue; "none" if the cue compares nothing."""

VERDICTS: tuple[Verdict, ...] = ("none", "better", "level", "worse")
SUBJECT_CLASSES = ("other", "subject")
MIN_SCORE = 0.27  # about half of the F1 that is reached: what is less sure costs more than it gains
_UNSAID = 0.01  # the encoder's probability of a pair that it does not see
_NOBODY = 0.3  # the odds that none of those named is the subject


@dataclass(frozen=True, slots=True)
class Sureness:
    """Computes a score, as a logistic function of the log odds of both readers.

    A pair that the rules do not find gets the log odds `unread` for them.
    """

    rules: float
    encoder: float
    unread: float
    offset: float

    def score(self, pair: Pair) -> float:
        """The probability, 0 to 1, that the comparison is right."""
        by_rules = self.unread if pair.by_rules is None else log_odds(pair.by_rules)
        by_encoder = 0.0 if pair.by_encoder is None else log_odds(pair.by_encoder)
        return round(logistic(self.rules * by_rules + self.encoder * by_encoder + self.offset), 4)


@dataclass(frozen=True, slots=True)
class ComparisonModel:
    """The two logistic models of the rules; the scores of pairs with the encoder (`together`), without it (`alone`)."""

    verdict: Model
    subject: Model
    together: Sureness
    alone: Sureness

    def score(self, pair: Pair) -> float:
        """The probability, 0 to 1, that the comparison is right, from the readers that have read the document."""
        return (self.alone if pair.by_encoder is None else self.together).score(pair)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that a sentence may compare, the better one first, with the probability that each reader gives."""

    subject: MentionIndex
    object: MentionIndex
    relation: ComparisonRelation
    by_rules: float | None = None  # a probability; None where the rules see no cue
    by_encoder: float | None = None  # None where the encoder has not read the document
    cue: tuple[int, int] | None = None  # offsets of the cue of the rules
    denied: bool = False


def find_compared(document: Document, proposed: Collection[MentionStart]) -> Iterator[Comparison[MentionStart]]:
    """Yields the comparisons of a paper in order of place, at most one for each pair of entities.

    `proposed` holds mentions of entities that the paper introduces. A sentence of more than `LONGEST_SENTENCE`
    characters is cut into stretches, since time grows with the square of the names in it.
    """
    model = load_shipped()
    names = Names.of(document, proposed)
    best: dict[tuple[int, int], Comparison[MentionStart]] = {}
    for sentence in document.sentences:
        for pair in chain.from_iterable(pair_up(model, names, stretch) for stretch in _cut(*sentence)):
            score = model.score(pair)
            key = names.entity_of[pair.subject], names.entity_of[pair.object]
            if score >= MIN_SCORE and (key not in best or score > best[key].score):
                best[key] = _make_comparison(document, sentence, pair, score)
    yield from sorted(best.values(), key=lambda comparison: (comparison.start, comparison.end, comparison.subject))


def pair_up(model: ComparisonModel, names: Names, sentence: tuple[int, int]) -> Iterator[Pair]:
    """The pairs that either reader finds in a sentence. Two entities make one pair, in the order that is surer.

    What is outperformed by the grammatical subject of a verb is compared with nothing else there.
    """
    if not names.document.mentions_in(*sentence, *ACHIEVERS):
        return  # nothing else is compared
    pairs: dict[tuple[int, int], Pair] = {}
    candidates = list(find_candidates(names.document, *sentence))
    subjects = _find_subjects(names, sentence, candidates)
    for pair in chain(_read_by_rules(model, names, sentence, candidates, subjects), _read_by_encoder(names, sentence)):
        key = names.entity_of[pair.subject], names.entity_of[pair.object]
        stated = [(one, other) for one, other in (key, key[::-1]) if one in subjects]
        if stated and not any(other in subjects[one] for one, other in stated):
            continue
        pairs[key] = _merge(pairs[key], pair) if key in pairs else pair
    surest: dict[frozenset[int], Pair] = {}
    for key, pair in pairs.items():
        known = surest.get(frozenset(key))
        if known is None or model.score(pair) > model.score(known):
            surest[frozenset(key)] = pair
    yield from surest.values()


def _merge(one: Pair, other: Pair) -> Pair:
    """Two readings of a pair as one.

    It has the cue and the denial of the one that is likelier by rule, the relation of the likeliest, and the encoder's
    higher probability.
    """
    ruled = max(one, other, key=lambda pair: -1.0 if pair.by_rules is None else pair.by_rules)
    surest = max(one, other, key=lambda pair: max(pair.by_rules or 0.0, pair.by_encoder or 0.0))
    seen = [pair.by_encoder for pair in (one, other) if pair.by_encoder is not None]
    return replace(ruled, relation=surest.relation, by_encoder=max(seen, default=None))


def _read_by_encoder(names: Names, sentence: tuple[int, int]) -> Iterator[Pair]:
    for rival in find_rivals(names, sentence):
        if not _are_kin(names, rival.subject, rival.object):
            yield Pair(rival.subject, rival.object, rival.relation, by_encoder=rival.probability)


def _find_subjects(names: Names, sentence: tuple[int, int], candidates: Iterable[Candidate]) -> dict[int, set[int]]:
    """By the entity of a candidate, the entities of the grammatical subjects of the verbs that it is the object of."""
    inside = names.document.mentions_in(*sentence)
    subjects: dict[int, set[int]] = {}
    for candidate in candidates:
        if candidate.phrase_of_head is not None:
            subject = find_subject(names.document, candidate.phrase_of_head, inside)
            if subject is not None:
                subjects.setdefault(names.entity_of[candidate.mention], set()).add(names.entity_of[subject])
    return subjects


def _read_by_rules(
    model: ComparisonModel,
    names: Names,
    sentence: tuple[int, int],
    candidates: Iterable[Candidate],
    stated: Mapping[int, Collection[int]],
) -> Iterator[Pair]:
    """The candidates of a sentence, each with its likeliest subject, one of those that are stated if any are."""
    document = names.document
    for candidate in candidates:
        chances = model.verdict.probabilities(list_object_features(document, names, sentence, candidate))
        verdict = max(VERDICTS[1:], key=lambda name: chances[name])
        cue = candidate.cue.start, candidate.cue.end
        subjects = [
            i
            for i in names.list_subjects(sentence, cue, candidate.mention)
            if not _are_kin(names, i, candidate.mention)
        ]
        only = stated.get(names.entity_of[candidate.mention])
        subjects = [i for i in subjects if only is None or names.entity_of[i] in only]
        if not subjects:
            continue
        odds = []
        for i in subjects:
            features = list_subject_features(document, names, sentence, candidate, verdict, i)
            chance = model.subject.probabilities(features)["subject"]
            odds.append(chance / (1.0 - chance + 1e-9))
        place = max(range(len(subjects)), key=lambda n: (odds[n], -n))
        one, other = subjects[place], candidate.mention
        phrase = candidate.phrase_of_head
        yield Pair(
            *((other, one) if verdict == "worse" else (one, other)),
            relation="comparesWith" if verdict == "level" else "outperforms",
            by_rules=(1.0 - chances["none"]) * (odds[place] / (sum(odds) + _NOBODY) if only is None else 1.0),
            by_encoder=None if document.encoder_output is None else _UNSAID,
            cue=cue,
            denied=phrase is not None and phrase.negated,
        )


def _cut(start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence into stretches of at most `LONGEST_SENTENCE` characters."""
    return ((low, min(low + LONGEST_SENTENCE, end)) for low in range(start, end, LONGEST_SENTENCE))


def _are_kin(names: Names, one: MentionIndex, other: MentionIndex) -> bool:
    """Whether one name is the paper's own and the other is kin of it, and so no rival."""
    return (names.is_own(one) and names.is_kin(other)) or (names.is_kin(one) and names.is_own(other))


def _make_comparison(
    document: Document, sentence: tuple[int, int], pair: Pair, score: float
) -> Comparison[MentionStart]:
    subject, object_ = document.mentions[pair.subject], document.mentions[pair.object]
    stretches = [(one.start, one.end) for one in (subject, object_) if sentence[0] <= one.start < sentence[1]]
    if pair.cue:
        stretches.append(pair.cue)
    return Comparison(
        subject=subject.reference,
        object=object_.reference,
        relation=pair.relation,
        denied=pair.denied,
        start=min(start for start, _ in stretches),
        end=max(end for _, end in stretches),
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
    raw = parse_weights(text)
    sureness = (Sureness(**raw[name]) for name in ("together", "alone"))
    return ComparisonModel(make_model(raw["verdict"]), make_model(raw["subject"]), *sureness)
