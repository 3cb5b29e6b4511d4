"""From candidates to claims: the decisions in order, and the claim that they make."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.document import Document
from kg.extraction.dropped import DroppedItems
from kg.extraction.learned import fusion
from kg.extraction.results import claim
from kg.extraction.results.attributes.holder import measures_others
from kg.extraction.results.candidates import Candidate, candidates
from kg.extraction.results.document_entities import Cast, cast
from kg.extraction.results.link import ROLES, Earlier, Option, Role, after, options
from kg.extraction.results.model import Model, most_likely, shipped
from kg.extraction.results.number_features import of_number
from kg.extraction.results.number_sentences import Sentence, around, sentences
from kg.extraction.results.numbers import Number
from kg.extraction.results.outcomes import weigh_kinds, weigh_outcome
from kg.model.records import MentionStart
from kg.model.results import Result, ResultKind

_POINTED = 32  # mentions of one thing, before and after a number, that are weighed for it
_DOUBTFUL = 0.1  # a number less likely an outcome is not worth a word


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A candidate that is one, in the part of its sentence that its decisions see."""

    found: Candidate
    sentence: Sentence
    at: int  # place of its token
    kind: ResultKind
    probability: float  # that it is an outcome and of this kind


def find(document: Document, dropped: DroppedItems | None = None) -> Iterator[Result[MentionStart]]:
    """Yields the reported numbers in order of their place in the text.

    A claim's score estimates how often such a claim is right in value, kind, metric, dataset and subject together; it
    was fitted by cross-validation on annotated papers (`python -m scripts.training results`). `dropped` takes
    the numbers that may be outcomes but are not taken for one.
    """
    yield from find_with(document, shipped(), dropped)


def find_with(document: Document, model: Model, dropped: DroppedItems | None = None) -> Iterator[Result[MentionStart]]:
    """`find` with a given model."""
    found = list(candidates(document))
    named: Cast | None = None
    earlier: Earlier | None = None
    others: bool | None = None
    for sentence in sentences(document, found):
        outcomes = list(_outcomes(document, found, sentence, model, dropped))
        if not outcomes:
            continue
        named = named or cast(document)
        others = measures_others(document, named) if others is None else others
        numbers = []
        for outcome in outcomes:
            joint = outcome.probability
            chosen: dict[Role, Option] = {}
            for role in ROLES:
                choices = options(
                    document, named, role, outcome.found, outcome.kind, outcome.sentence, outcome.at, earlier
                )
                scores = model.weigh(role, [choice.facts for choice in choices])
                if document.encoder_output is not None:
                    scores = fusion.shipped().option_scores(
                        role, scores, score_pointers(document, named, role, outcome.found, choices)
                    )
                best, probability = most_likely(scores)
                chosen[role] = choices[best]
                joint *= probability
            picked = {role: option.thing for role, option in chosen.items()}
            earlier = after(earlier, sentence.number, outcome.kind, outcome.found.paired, picked)
            score = model.score(joint) if document.encoder_output is None else fusion.shipped().result_score(joint)
            numbers.append((_number(named, outcome, chosen), score))
        yield from claim.claims(document, numbers, others=others)


def _number(named: Cast, outcome: _Outcome, chosen: Mapping[Role, Option]) -> Number:
    subject = chosen["subject"]
    thing = subject.thing
    named_here = (token.mention for token in outcome.sentence.tokens if token.mention >= 0)
    return Number(
        outcome.found,
        outcome.kind,
        outcome.sentence,
        outcome.at,
        metric=chosen["metric"].mention,
        dataset=chosen["dataset"].mention,
        subject=subject.mention,
        own_subject=thing is not None and named.things[thing].own,
        of_subject=frozenset(m for m in named_here if thing is not None and named.by_mention.get(m) == thing),
    )


def score_pointers(
    document: Document, named: Cast, role: Role, found: Candidate, choices: Sequence[Option]
) -> Sequence[float]:
    """How well the encoder thinks that each choice goes with a number, a thing as well as its best mention does."""
    if document.encoder_output is None:
        raise ValueError("The document has no output of the encoder.")
    owners, spans = [0], []
    here = bisect_left(document.mentions, found.start, key=lambda mention: mention.start)
    for n, choice in enumerate(choices):
        for m in () if choice.thing is None else _nearest(named.things[choice.thing].mentions, here):
            owners.append(n)
            spans.append((document.mentions[m].start, document.mentions[m].end))
    best = [-math.inf] * len(choices)
    for owner, score in zip(owners, document.encoder_output.pointer_scores(role, found.start, spans), strict=True):
        best[owner] = max(best[owner], score)
    return best


def _nearest(members: Sequence[int], here: int) -> Sequence[int]:
    """Those of some sorted positions of mentions that are near `here`: all of them, but in the longest texts."""
    place = bisect_left(members, here)
    return members[max(0, place - _POINTED) : place + _POINTED]


def _outcomes(
    document: Document, found: Sequence[Candidate], sentence: Sentence, model: Model, dropped: DroppedItems | None
) -> Iterator[_Outcome]:
    for i, place in sentence.candidates:
        near, at = around(sentence, place)
        facts = of_number(document, found[i], near, at)
        likely, reported = weigh_outcome(document, found[i], facts, model)
        if reported:
            chances = weigh_kinds(document, found[i], facts, model)
            kind = max(chances, key=lambda name: chances[name])
            yield _Outcome(found[i], near, at, kind, likely * chances[kind])
        elif dropped and likely >= _DOUBTFUL:
            number = document.text[found[i].start : found[i].text_end]
            dropped.add_number(found[i].start, found[i].text_end, number, likely)
