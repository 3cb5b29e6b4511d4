"""Linking: what a reported number could be linked to, role by role.

The model of results scores the options of a role one against the other (`result_model.ResultModel.option_scores`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.extraction.discourse.own_work import OWN_WORDS
from kg.extraction.document import Document, MentionIndex
from kg.extraction.results.document_entities import DocumentEntities, EntityIndex
from kg.extraction.results.earlier_links import EarlierLinks, LinkedRole
from kg.extraction.results.number_sentences import Sentence, TokenIndex
from kg.extraction.results.option_features import OptionContext
from kg.extraction.results.quantity import Quantity
from kg.model.results import ResultKind
from kg.model.types import Label

_LABELS: Mapping[LinkedRole, tuple[Label, ...]] = {
    "metric": ("METRIC",),
    "dataset": ("DATASET",),
    "subject": ("METHOD", "MODEL"),
}
_MOST_ENTITIES = 60  # that are weighed though the number's sentence does not name them


@dataclass(frozen=True, slots=True)
class Option:
    """What may fill a role: an entity, by its mention nearest to the number, or nothing (None)."""

    entity: EntityIndex | None
    mention: MentionIndex | None
    features: tuple[str, ...]


def list_options(
    document: Document,
    entities: DocumentEntities,
    role: LinkedRole,
    quantity: Quantity,
    kind: ResultKind,
    sentence: Sentence,
    at: TokenIndex,
    earlier: EarlierLinks | None,
) -> list[Option]:
    """The options for `role` of the number that is token `at` of `sentence`, nothing first.

    The first end of "from A to B" is where things stood before, so that none of the paper's own is its subject.
    """
    tokens = sentence.tokens
    places: dict[EntityIndex, list[TokenIndex]] = {}  # of the tokens that name each entity
    for place, token in enumerate(tokens):
        if token.mention >= 0 and token.mention in entities.entity_of:
            places.setdefault(entities.entity_of[token.mention], []).append(TokenIndex(place))
    eligible = [
        (i, entities.in_order[i])
        for i in sorted({*map(EntityIndex, range(min(_MOST_ENTITIES, len(entities.in_order)))), *places})
        if entities.in_order[i].label in _LABELS[role]
        and not (role == "subject" and quantity.paired == 1 and entities.in_order[i].is_own)
    ]
    context = OptionContext(
        role,
        kind,
        quantity,
        ours=any(token.word in OWN_WORDS for token in tokens),
        eligible=sorted(place for i, _ in eligible for place in places.get(i, ())),
        numbers=[place for _, place in sentence.candidates],
        at=at,
        sentence=sentence,
    )
    same_sentence = earlier is not None and earlier.sentence == sentence.number
    options = [Option(None, None, tuple(context.describe_nothing(len(eligible), earlier, same_sentence)))]
    for i, entity in eligible:
        mention, features = context.describe_entity(document, entity, places.get(i, []))
        if earlier is not None and earlier.linked[role] == i:
            tag = "same sentence" if same_sentence else "earlier"
            features += [f"again {tag}", f"again {tag} {kind} {earlier.kind} {quantity.paired}"]
        elif earlier is not None and same_sentence and earlier.linked[role] is not None:
            features.append(f"change {kind} {earlier.kind} {quantity.paired}")
            if i in earlier.used[role]:
                features += ["used", f"used {kind} {earlier.kind}"]
        if len(eligible) == 1:
            features.append("only one")
        if earlier is not None and same_sentence and quantity.paired in earlier.ends:
            features.append(f"end {quantity.paired} as before={earlier.ends[quantity.paired][role] == i}")
        options.append(Option(i, mention, tuple(features)))
    return options
