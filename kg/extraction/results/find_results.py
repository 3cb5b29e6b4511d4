"""From candidates to results: the decisions about each number, in order, and the results that they make."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.document import Document, MentionIndex
from kg.extraction.dropped import DroppedItems
from kg.extraction.learned import fusion
from kg.extraction.results.attributes.holder import measures_others
from kg.extraction.results.candidates import find_candidates
from kg.extraction.results.document_entities import DocumentEntities, collect_entities
from kg.extraction.results.earlier_links import LINKED_ROLES, EarlierLinks, LinkedRole, remember_links
from kg.extraction.results.link_options import Option, list_options
from kg.extraction.results.number_sentences import Sentence, TokenIndex, crop_around, read_sentences
from kg.extraction.results.outcome_classifier import list_features, weigh_kinds, weigh_outcome
from kg.extraction.results.quantity import Quantity
from kg.extraction.results.reported_number import ReportedNumber
from kg.extraction.results.result_builder import build_results
from kg.extraction.results.result_model import ResultModel, choose_most_likely, load_shipped
from kg.model.records import MentionStart
from kg.model.results import Result, ResultKind

_NEAR = 32  # mentions of one entity, before and after a number, that are weighed for it
_DOUBTFUL = 0.1  # a number less likely to be an outcome is not listed as dropped


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A candidate that is an outcome, in the part of its sentence that decisions about it see."""

    quantity: Quantity
    sentence: Sentence
    at: TokenIndex  # its token
    kind: ResultKind
    probability: float  # that it is an outcome and of this kind


def find_results(
    document: Document, dropped: DroppedItems | None = None, *, model: ResultModel | None = None
) -> Iterator[Result[MentionStart]]:
    """Yields the reported numbers in order of place, by the shipped model or another one.

    A result's score estimates how often such a result is right in value, kind, metric, dataset and subject together; it
    was fitted by cross-validation on annotated papers (`python -m scripts.training results`). `dropped` takes the
    numbers that may be outcomes but are not taken for one.
    """
    model = model or load_shipped()
    candidates = list(find_candidates(document))
    entities: DocumentEntities | None = None
    earlier: EarlierLinks | None = None
    others: bool | None = None
    for sentence in read_sentences(document, candidates):
        outcomes = list(_find_outcomes(document, candidates, sentence, model, dropped))
        if not outcomes:
            continue
        entities = entities or collect_entities(document)
        others = measures_others(document, entities) if others is None else others
        numbers = []
        for outcome in outcomes:
            joint = outcome.probability
            links: dict[LinkedRole, Option] = {}
            for role in LINKED_ROLES:
                options = list_options(
                    document, entities, role, outcome.quantity, outcome.kind, outcome.sentence, outcome.at, earlier
                )
                scores = model.option_scores(role, [option.features for option in options])
                if document.encoder_output is not None:
                    pointers = score_pointers(document, entities, role, outcome.quantity, options)
                    scores = fusion.load_shipped().option_scores(role, scores, pointers)
                best, probability = choose_most_likely(scores)
                links[role] = options[best]
                joint *= probability
            linked = {role: option.entity for role, option in links.items()}
            earlier = remember_links(earlier, sentence.number, outcome.kind, outcome.quantity.paired, linked)
            score = (
                model.result_score(joint)
                if document.encoder_output is None
                else fusion.load_shipped().result_score(joint)
            )
            numbers.append((_link(entities, outcome, links), score))
        yield from build_results(document, numbers, others=others)


def _link(entities: DocumentEntities, outcome: _Outcome, links: Mapping[LinkedRole, Option]) -> ReportedNumber:
    """The outcome with the mentions that it is linked to."""
    subject = links["subject"]
    entity = subject.entity
    mentions = [token.mention for token in outcome.sentence.tokens if token.mention >= 0]
    return ReportedNumber(
        outcome.quantity,
        outcome.kind,
        outcome.sentence,
        outcome.at,
        metric=links["metric"].mention,
        dataset=links["dataset"].mention,
        subject=subject.mention,
        own_subject=entity is not None and entities.in_order[entity].is_own,
        of_subject=frozenset(m for m in mentions if entity is not None and entities.entity_of.get(m) == entity),
    )


def score_pointers(
    document: Document, entities: DocumentEntities, role: LinkedRole, quantity: Quantity, options: Sequence[Option]
) -> Sequence[float]:
    """The encoder's pointer score of each option for a number: of an entity that of its best mention.

    Raises:
        ValueError: the document has no output of the encoder.
    """
    if document.encoder_output is None:
        raise ValueError("The document has no output of the encoder.")
    owners, spans = [0], []
    place = bisect_left(document.mentions, quantity.start, key=lambda mention: mention.start)
    for position, option in enumerate(options):
        for m in () if option.entity is None else _list_nearest(entities.in_order[option.entity].mentions, place):
            owners.append(position)
            spans.append((document.mentions[m].start, document.mentions[m].end))
    best = [-math.inf] * len(options)
    for owner, score in zip(owners, document.encoder_output.pointer_scores(role, quantity.start, spans), strict=True):
        best[owner] = max(best[owner], score)
    return best


def _list_nearest(mentions: Sequence[MentionIndex], place: int) -> Sequence[MentionIndex]:
    """Those of some ascending mentions that are near a place among all: all of them but in the longest texts."""
    position = bisect_left(mentions, MentionIndex(place))
    return mentions[max(0, position - _NEAR) : position + _NEAR]


def _find_outcomes(
    document: Document,
    candidates: Sequence[Quantity],
    sentence: Sentence,
    model: ResultModel,
    dropped: DroppedItems | None,
) -> Iterator[_Outcome]:
    """The candidates of one sentence that are outcomes."""
    for i, place in sentence.candidates:
        quantity = candidates[i]
        near, at = crop_around(sentence, place)
        features = list_features(document, quantity, near, at)
        probability, is_outcome = weigh_outcome(document, quantity, features, model)
        if is_outcome:
            kinds = weigh_kinds(document, quantity, features, model)
            kind = max(kinds, key=lambda name: kinds[name])
            yield _Outcome(quantity, near, at, kind, probability * kinds[kind])
        elif dropped and probability >= _DOUBTFUL:
            written = document.text[quantity.start : quantity.text_end]
            dropped.add_number(quantity.start, quantity.text_end, written, probability)
