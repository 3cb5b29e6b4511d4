"""From candidates to claims: the decisions in order, and the claim that they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.document import Document
from kg.extract.results import attributes
from kg.extract.results.candidates import Candidate, candidates
from kg.extract.results.conditions import conditions
from kg.extract.results.context import Sentence, around, sentences
from kg.extract.results.features import of_number
from kg.extract.results.model import Model, shipped
from kg.extract.results.participants import ROLES, Earlier, Option, Role, Thing, after, options, things
from kg.extract.results.sides import comparator, task
from kg.records import ResultClaim, ResultKind


def find(document: Document) -> Iterator[ResultClaim]:
    """Yields the reported numbers in order of their place in the text.

    A claim's score estimates how often such a claim is right in value, kind, metric, dataset and subject together; it
    was fitted by cross-validation on annotated papers (`scripts/train_results.py`).
    """
    yield from find_with(document, shipped())


def find_with(document: Document, model: Model) -> Iterator[ResultClaim]:
    """`find` with a given model."""
    found = list(candidates(document))
    named: list[Thing] | None = None
    earlier: Earlier | None = None
    for sentence in sentences(document, found):
        kept: list[tuple[Candidate, Sentence, int, float, list[str]]] = []
        for i, place in sentence.candidates:
            near, at = around(sentence, place)
            facts = of_number(document, found[i], near, at)
            likely = model.outcome_probability(facts)
            if likely >= model.threshold:
                kept.append((found[i], near, at, likely, facts))
        if kept and named is None:
            named = things(document)
        spans = [(candidate.start, candidate.text_end) for candidate, *_ in kept]
        for n, (candidate, near, at, likely, facts) in enumerate(kept):
            kinds = model.kinds(facts)
            kind = max(kinds, key=lambda name: kinds[name])
            joint = likely * kinds[kind]
            chosen: dict[Role, Option] = {}
            for role in ROLES:
                choices = options(document, named or [], role, candidate, kind, near, at, earlier)
                best, probability = model.choose(role, [choice.facts for choice in choices])
                chosen[role] = choices[best]
                joint *= probability
            picked = {role: option.thing for role, option in chosen.items()}
            earlier = after(earlier, sentence.number, kind, candidate.paired, picked)
            others = spans[max(0, n - 8) : n] + spans[n + 1 : n + 9]
            yield _claim(document, candidate, kind, near, at, chosen, named or [], others, model.score(joint))


def _claim(
    document: Document,
    found: Candidate,
    kind: ResultKind,
    sentence: Sentence,
    at: int,
    chosen: dict[Role, Option],
    named: Sequence[Thing],
    others: list[tuple[int, int]],
    score: float,
) -> ResultClaim:
    text = document.text
    subject = chosen["subject"]
    own_subject = subject.thing is not None and named[subject.thing].own
    taken = {option.mention for option in chosen.values()}
    subject_mentions = named[subject.thing].mentions if subject.thing is not None else ()
    return ResultClaim(
        start=found.start,
        end=found.end,
        value=found.value,
        value_text=text[found.start : found.text_end],
        low=found.low,
        high=found.high,
        unit=found.unit,
        kind=kind,
        direction=attributes.direction(kind, found, sentence, at),
        bound=found.bound,
        holder=attributes.holder(text, kind, found, sentence, at, own_subject=own_subject),
        metric=chosen["metric"].mention,
        dataset=chosen["dataset"].mention,
        subject=subject.mention,
        comparator=comparator(document, sentence, at, taken | set(subject_mentions)),
        task=task(sentence, at, document),
        conditions=tuple(conditions(text, found.start, found.text_end, (sentence.start, sentence.end), others)),
        sentence_start=sentence.start,
        sentence_end=sentence.end,
        score=score,
    )
