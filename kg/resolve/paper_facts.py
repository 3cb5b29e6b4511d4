"""What a paper says, in terms of entities: linked mentions, relations, results and the roles of its datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.corrections import ORIGIN
from kg.model.knowledge import LinkedMention, PaperFacts, Relation
from kg.model.records import Claim, DatasetRole, Extraction, Paper
from kg.model.results import Result, ResultClaim
from kg.model.types import RANGES, Label, RelationType

# What a paper's own proposal is not: it is what others are compared with.
_NOT_OF_OWN: frozenset[RelationType] = frozenset({"uses", "comparesWith", "outperforms"})
_ROLES: tuple[DatasetRole, ...] = ("introduced", "eval", "train", "mention")  # the first that holds wins
_ROLE_OF: dict[RelationType, DatasetRole] = {
    "introduces": "introduced",
    "proposes": "introduced",
    "evaluatesOn": "eval",
    "trainsOn": "train",
}


def facts(paper: Paper, extraction: Extraction, entities: Sequence[str], type_of: Mapping[str, Label]) -> PaperFacts:
    """The facts of one paper; `entities` gives the entity of every mention, `type_of` every entity's type."""
    mentions = tuple(
        LinkedMention(m.start, m.end, m.label, m.text, entity, m.score, m.origin)
        for m, entity in zip(extraction.mentions, entities, strict=True)
    )
    relations = _relations(extraction, entities, type_of)
    results = tuple(
        sorted(
            (_result(claim, entities, type_of) for claim in extraction.results), key=lambda r: (r.start, r.end, r.value)
        )
    )
    return PaperFacts(
        paper=paper,
        mentions=mentions,
        relations=relations,
        results=results,
        dataset_roles=tuple(sorted(_roles(entities, relations, results, type_of).items())),
        code=extraction.code,
        dropped=extraction.dropped,
    )


def _relations(extraction: Extraction, entities: Sequence[str], type_of: Mapping[str, Label]) -> tuple[Relation, ...]:
    own = {entities[claim.mention] for claim in extraction.claims if claim.type == "proposes" and not claim.negated}
    best: dict[tuple[RelationType, str, bool], Relation] = {}
    for claim in extraction.claims:
        for made in _of_claim(claim, extraction, entities, type_of):
            if made.object in own and made.type in _NOT_OF_OWN and made.origin != ORIGIN:
                continue
            key = (made.type, made.object, made.negated)
            if key not in best or _rank(made) < _rank(best[key]):
                best[key] = made
    return tuple(sorted(best.values(), key=lambda r: (r.type, r.object, r.start, r.negated)))


def _rank(relation: Relation) -> tuple[bool, float, int]:
    return relation.origin != ORIGIN, -relation.score, relation.start


def _of_claim(
    claim: Claim, extraction: Extraction, entities: Sequence[str], type_of: Mapping[str, Label]
) -> Iterator[Relation]:
    mention, target = extraction.mentions[claim.mention], entities[claim.mention]
    types: list[RelationType] = [claim.type]
    if claim.type == "proposes" and type_of[target] == "DATASET":
        types.append("introduces")
    for type_ in types:
        if type_of[target] in RANGES[type_]:
            yield Relation(
                type=type_,
                object=target,
                start=mention.start,
                end=mention.end,
                sentence_start=claim.sentence_start,
                sentence_end=claim.sentence_end,
                score=claim.score,
                negated=claim.negated,
                origin=claim.origin,
            )


ACHIEVERS: tuple[Label, ...] = ("METHOD", "MODEL", "TASK")  # a TASK may be what a paper calls its own method


def _result(claim: ResultClaim, entities: Sequence[str], type_of: Mapping[str, Label]) -> Result:
    def at(position: int | None, *labels: Label) -> str | None:
        if position is None or (labels and type_of[entities[position]] not in labels):
            return None
        return entities[position]

    # What the text alone takes for the achiever may be known better: "47.8 (ROUGE-1)", "51.2 on OntoNotes".
    subject, comparator = at(claim.subject, *ACHIEVERS), at(claim.comparator, *ACHIEVERS)
    metric = at(claim.metric, "METRIC") or (None if claim.metric is not None else at(claim.subject, "METRIC"))
    dataset = at(claim.dataset, "DATASET") or (None if claim.dataset is not None else at(claim.subject, "DATASET"))

    return Result(
        start=claim.start,
        end=claim.end,
        value=claim.value,
        value_text=claim.value_text,
        low=claim.low,
        high=claim.high,
        unit=claim.unit,
        kind=claim.kind,
        direction=claim.direction,
        bound=claim.bound,
        holder=claim.holder,
        metric=metric,
        dataset=dataset,
        subject=subject,
        comparator=comparator,
        task=at(claim.task, "TASK"),
        conditions=claim.conditions,
        sentence_start=claim.sentence_start,
        sentence_end=claim.sentence_end,
        score=claim.score,
        origin=claim.origin,
        spread=claim.spread,
    )


def _roles(
    entities: Sequence[str], relations: Sequence[Relation], results: Sequence[Result], type_of: Mapping[str, Label]
) -> dict[str, DatasetRole]:
    roles: dict[str, DatasetRole] = {entity: "mention" for entity in entities if type_of[entity] == "DATASET"}
    said: list[tuple[str, DatasetRole]] = [
        (relation.object, _ROLE_OF[relation.type])
        for relation in relations
        if relation.type in _ROLE_OF and not relation.negated
    ]
    said += [(result.dataset, "eval") for result in results if result.dataset is not None]
    for entity, role in said:
        if entity in roles and _ROLES.index(role) < _ROLES.index(roles[entity]):
            roles[entity] = role
    return roles
