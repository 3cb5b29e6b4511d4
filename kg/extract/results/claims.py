"""From candidates to claims: the decisions in order, and the claim that they make."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract import fusion
from kg.extract.document import Document
from kg.extract.ledger import Ledger
from kg.extract.results import attributes
from kg.extract.results.candidates import Candidate, candidates
from kg.extract.results.cast import Cast, cast
from kg.extract.results.conditions import conditions
from kg.extract.results.context import Sentence, around, sentences
from kg.extract.results.features import of_number
from kg.extract.results.model import Model, most_likely, shipped
from kg.extract.results.outcomes import weigh_kinds, weigh_outcome
from kg.extract.results.participants import ROLES, Earlier, Option, Role, after, options
from kg.extract.results.sides import comparator, task
from kg.metrics import higher_is_better
from kg.records import ResultClaim, ResultKind

_DOUBTFUL = 0.1  # a number less likely an outcome is not worth a word
_NEAR = 8  # results on each side that cannot be a condition of this one


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A candidate that is one, in the part of its sentence that its decisions see."""

    found: Candidate
    sentence: Sentence
    at: int  # place of its token
    kind: ResultKind
    probability: float  # that it is an outcome and of this kind


def find(document: Document, ledger: Ledger | None = None) -> Iterator[ResultClaim]:
    """Yields the reported numbers in order of their place in the text.

    A claim's score estimates how often such a claim is right in value, kind, metric, dataset and subject together; it
    was fitted by cross-validation on annotated papers (`scripts/train_results.py`). `ledger` takes the numbers that may
    be outcomes but are not taken for one.
    """
    yield from find_with(document, shipped(), ledger)


def find_with(document: Document, model: Model, ledger: Ledger | None = None) -> Iterator[ResultClaim]:
    """`find` with a given model."""
    found = list(candidates(document))
    named: Cast | None = None
    earlier: Earlier | None = None
    for sentence in sentences(document, found):
        outcomes = list(_outcomes(document, found, sentence, model, ledger))
        if not outcomes:
            continue
        named = named or cast(document)
        spans = [(outcome.found.start, outcome.found.text_end) for outcome in outcomes]
        for n, outcome in enumerate(outcomes):
            joint = outcome.probability
            chosen: dict[Role, Option] = {}
            for role in ROLES:
                choices = options(
                    document, named, role, outcome.found, outcome.kind, outcome.sentence, outcome.at, earlier
                )
                scores = model.weigh(role, [choice.facts for choice in choices])
                if document.reading is not None:
                    scores = fusion.shipped().options(
                        role, scores, pointed(document, named, role, outcome.found, choices)
                    )
                best, probability = most_likely(scores)
                chosen[role] = choices[best]
                joint *= probability
            picked = {role: option.thing for role, option in chosen.items()}
            earlier = after(earlier, sentence.number, outcome.kind, outcome.found.paired, picked)
            others = spans[max(0, n - _NEAR) : n] + spans[n + 1 : n + 1 + _NEAR]
            score = model.score(joint) if document.reading is None else fusion.shipped().score(joint)
            yield _claim(document, named, outcome, chosen, others, score)


def pointed(
    document: Document, named: Cast, role: Role, found: Candidate, choices: Sequence[Option]
) -> Sequence[float]:
    """How well the encoder thinks that each choice goes with a number, a thing as well as its best mention does."""
    if document.reading is None:
        raise ValueError("The document was not read by an encoder.")
    owners, spans = [0], []
    for n, choice in enumerate(choices):
        for m in () if choice.thing is None else named.things[choice.thing].mentions:
            owners.append(n)
            spans.append((document.mentions[m].start, document.mentions[m].end))
    best = [-math.inf] * len(choices)
    for owner, score in zip(owners, document.reading.pointed(role, found.start, spans), strict=True):
        best[owner] = max(best[owner], score)
    return best


def _outcomes(
    document: Document, found: Sequence[Candidate], sentence: Sentence, model: Model, ledger: Ledger | None
) -> Iterator[_Outcome]:
    for i, place in sentence.candidates:
        near, at = around(sentence, place)
        facts = of_number(document, found[i], near, at)
        likely, reported = weigh_outcome(document, found[i], facts, model)
        if reported:
            chances = weigh_kinds(document, found[i], facts, model)
            kind = max(chances, key=lambda name: chances[name])
            yield _Outcome(found[i], near, at, kind, likely * chances[kind])
        elif ledger and likely >= _DOUBTFUL:
            number = document.text[found[i].start : found[i].text_end]
            ledger.number(found[i].start, found[i].text_end, number, likely)


def _claim(
    document: Document,
    named: Cast,
    outcome: _Outcome,
    chosen: Mapping[Role, Option],
    others: list[tuple[int, int]],
    score: float,
) -> ResultClaim:
    text, found, kind, sentence, at = document.text, outcome.found, outcome.kind, outcome.sentence, outcome.at
    subject = chosen["subject"]
    own_subject = subject.thing is not None and named.things[subject.thing].own
    of_subject = {
        token.mention
        for token in sentence.tokens
        if subject.thing is not None and named.by_mention.get(token.mention) == subject.thing
    }
    metric = chosen["metric"].mention
    better = None if metric is None else higher_is_better(document.mentions[metric].text)
    return ResultClaim(
        start=found.start,
        end=found.end,
        value=found.value,
        value_text=text[found.start : found.text_end],
        low=found.low,
        high=found.high,
        unit=found.unit,
        kind=kind,
        direction=attributes.direction(kind, found, sentence, at, higher_is_better=better),
        bound=found.bound,
        holder=attributes.holder(text, kind, found, sentence, at, own_subject=own_subject),
        metric=metric,
        dataset=chosen["dataset"].mention,
        subject=subject.mention,
        comparator=comparator(document, sentence, at, of_subject),
        task=task(sentence, at, document),
        conditions=tuple(conditions(text, found.start, found.text_end, (sentence.start, sentence.end), others)),
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        score=score,
    )
