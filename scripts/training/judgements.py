"""Which records of an extraction are right, by annotated papers: what scores promise is learned and measured on these.

A mention is right in span and label, a relation where the annotation has it, a result where value, kind, metric,
dataset and subject are right (the row of a leaderboard). Relations that the annotation does not know are
judged by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kg.api.evaluating import to_papers, to_predictions
from kg.evaluation import AnnotatedComparison, AnnotatedResult, Annotation, number_key
from kg.evaluation.alignment import LabelledSpan, collect_spans, match_by_spelling
from kg.evaluation.judged_statements import JudgedStatement
from kg.evaluation.matching import SameEntity
from kg.model.knowledge import Knowledge, PaperFacts, Relation
from kg.model.records import Extraction
from kg.resolve import resolve

_ROLES: Mapping[str, str] = {"introduces": "introduced", "evaluatesOn": "eval", "trainsOn": "train"}
_COMPARISONS = frozenset({"outperforms", "comparesWith"})
ANNOTATED = ("mention", "proposes", *_ROLES, *sorted(_COMPARISONS), "result", "comparison")
"""The kinds of record that annotated papers decide on."""


class Judgement(NamedTuple):
    """A record that was found, and whether it is right."""

    paper: str  # its id: papers, not records, are drawn anew where an interval is estimated
    kind: str
    score: float
    right: bool


def judge_extractions(
    gold: Iterable[Annotation],
    extractions: Mapping[str, Extraction],
    judged: Iterable[JudgedStatement] = (),
    others: Iterable[Annotation] = (),
) -> Iterator[Judgement]:
    """The judgements of what was extracted from annotated papers, resolved together; extractions are by paper's id.

    `judged` are statements of the kinds that the annotation does not decide on, about these papers and `others`, whose
    annotation decides on nothing.
    """
    decided = list(gold)
    papers = [*decided, *others]
    knowledge = resolve(to_papers(papers), [extractions[paper.id] for paper in papers])
    yield from judge_knowledge(decided, knowledge)
    for (paper, relation), right in find_judged(judged, knowledge):
        yield Judgement(paper, relation.type, relation.score, right)


def judge_relations(gold: Iterable[Annotation], knowledge: Knowledge) -> Iterator[tuple[tuple[str, Relation], bool]]:
    """Each relation that annotated papers decide on, with its paper's id, and whether it is right."""
    predictions = to_predictions(knowledge)
    facts_of = {facts.paper.id: facts for facts in knowledge.papers}
    for paper in gold:
        are_same = match_by_spelling(predictions[paper.id].mentions, paper.mentions, paper.text)
        for relation in facts_of[paper.id].relations:
            right = _is_right_relation(relation, paper, are_same)
            if right is not None:
                yield (paper.id, relation), right


def find_judged(judged: Iterable[JudgedStatement], knowledge: Knowledge) -> Iterator[tuple[tuple[str, Relation], bool]]:
    """The relations that were judged by hand and are still found, with their papers' ids, and whether each is right."""
    verdicts = {(row.paper, row.relation, row.start): row.right for row in judged}
    for facts in knowledge.papers:
        for relation in facts.relations:
            right = verdicts.get((facts.paper.id, relation.type, relation.start))
            if right is not None and not relation.negated:
                yield (facts.paper.id, relation), right


def judge_knowledge(gold: Iterable[Annotation], knowledge: Knowledge) -> Iterator[Judgement]:
    """The judgements of all records of annotated kinds: relations, then mentions and results by paper."""
    gold = list(gold)
    for (identifier, relation), right in judge_relations(gold, knowledge):
        yield Judgement(identifier, relation.type, relation.score, right)
    predictions = to_predictions(knowledge)
    facts_of = {facts.paper.id: facts for facts in knowledge.papers}
    for paper in gold:
        facts, predicted = facts_of[paper.id], predictions[paper.id]
        are_same = match_by_spelling(predicted.mentions, paper.mentions, paper.text)
        right_spans = collect_spans(paper.mentions)
        for mention in facts.mentions:
            span = LabelledSpan(mention.start, mention.end, mention.label)
            yield Judgement(paper.id, "mention", mention.score, span in right_spans)
        yield from _judge_results(facts, predicted.results, paper, are_same)
        if paper.comparisons is not None:
            for comparison in facts.comparisons:
                right = any(
                    (row.relation, row.denied) == (comparison.relation, comparison.denied)
                    and are_same(comparison.subject, row.subject)
                    and are_same(comparison.object, row.object)
                    for row in paper.comparisons
                )
                yield Judgement(paper.id, "comparison", comparison.score, right)


def _is_right_relation(relation: Relation, paper: Annotation, are_same: SameEntity) -> bool | None:
    """Whether the annotation has the relation; None where it does not decide on such relations."""
    if relation.type == "proposes":
        return any(are_same(relation.object, name) for name in paper.proposes)
    if relation.type in _ROLES:
        return any(
            role == _ROLES[relation.type] and are_same(relation.object, n) for n, role in paper.dataset_roles.items()
        )
    if relation.type in _COMPARISONS and paper.comparisons is not None:
        return any(
            (row.relation, row.denied) == (relation.type, relation.negated)
            and any(
                are_same(relation.object, rival) and (own is None or own in paper.proposes)
                for own, rival in _list_sides(row)
            )
            for row in paper.comparisons
        )
    return None


def _list_sides(row: AnnotatedComparison) -> Iterator[tuple[str | None, str | None]]:
    """Who may be the paper's own, and who its rival then is: either, where no winner is named."""
    yield row.subject, row.object
    if row.relation == "comparesWith":
        yield row.object, row.subject


def _judge_results(
    facts: PaperFacts, predicted: Iterable[AnnotatedResult], paper: Annotation, are_same: SameEntity
) -> Iterator[Judgement]:
    """Each result against the annotated ones that no other result has taken."""
    free = list(paper.results)
    for result, found in zip(facts.results, predicted, strict=True):
        place = next((i for i, other in enumerate(free) if _is_same_tuple(found, other, are_same)), None)
        if place is not None:
            del free[place]
        yield Judgement(paper.id, "result", result.score, place is not None)


def _is_same_tuple(found: AnnotatedResult, other: AnnotatedResult, are_same: SameEntity) -> bool:
    return (
        number_key(found.value) == number_key(other.value)
        and found.kind == other.kind
        and all(are_same(getattr(found, part), getattr(other, part)) for part in ("metric", "dataset", "subject"))
    )
