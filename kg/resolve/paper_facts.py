"""What a paper says, in terms of entities: linked mentions, relations, results and the roles of its datasets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from kg.corrections import ORIGIN
from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.records import Claim, DatasetRole, Extraction, MentionStart, Paper
from kg.model.results import Result, Role
from kg.model.types import RANGES, Label, RelationType

Linked = Mapping[MentionStart, EntityId]  # the entity that each mention of a paper names

# What a paper's own proposal is not: it is what others are compared with.
_NOT_OF_OWN: frozenset[RelationType] = frozenset({"uses", "comparesWith", "outperforms"})
_ROLES: tuple[DatasetRole, ...] = ("introduced", "eval", "train", "mention")  # the first that holds wins
_ROLE_OF: dict[RelationType, DatasetRole] = {
    "introduces": "introduced",
    "proposes": "introduced",
    "evaluatesOn": "eval",
    "trainsOn": "train",
}


def facts(paper: Paper, extraction: Extraction, entities: Linked, type_of: Mapping[EntityId, Label]) -> PaperFacts:
    """The facts of one paper; `entities` gives the entity of every mention, `type_of` every entity's type."""
    mentions = tuple(
        LinkedMention(m.start, m.end, m.label, m.text, entities[m.reference], m.score, m.origin)
        for m in extraction.mentions
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


def _relations(extraction: Extraction, entities: Linked, type_of: Mapping[EntityId, Label]) -> tuple[Relation, ...]:
    own = {entities[claim.mention] for claim in extraction.claims if claim.type == "proposes" and not claim.negated}
    best: dict[tuple[RelationType, EntityId, bool], Relation] = {}
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
    claim: Claim, extraction: Extraction, entities: Linked, type_of: Mapping[EntityId, Label]
) -> Iterator[Relation]:
    mention, target = extraction.mention_at(claim.mention), entities[claim.mention]
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


_FITTING: Mapping[Role, tuple[Label, ...]] = MappingProxyType(
    {"metric": ("METRIC",), "dataset": ("DATASET",), "subject": ACHIEVERS, "comparator": ACHIEVERS, "task": ("TASK",)}
)
_ALSO_SUBJECTS: tuple[Role, ...] = ("metric", "dataset")


def _result(result: Result[MentionStart], entities: Linked, type_of: Mapping[EntityId, Label]) -> Result[EntityId]:
    """The result in terms of entities, each in a role that an entity of its type can have."""
    named = {role: entities[start] for role, start in result.participants()}
    fitting = {role: entity for role, entity in named.items() if type_of[entity] in _FITTING[role]}
    # What the text alone takes for the achiever may be known better: "47.8 (ROUGE-1)", "51.2 on OntoNotes".
    achiever = named.get("subject")
    for role in _ALSO_SUBJECTS:
        if role not in named and achiever is not None and type_of[achiever] in _FITTING[role]:
            fitting[role] = achiever
    return result.with_participants(fitting)


def _roles(
    entities: Linked,
    relations: Sequence[Relation],
    results: Sequence[Result[EntityId]],
    type_of: Mapping[EntityId, Label],
) -> dict[EntityId, DatasetRole]:
    roles: dict[EntityId, DatasetRole] = {
        entity: "mention" for entity in entities.values() if type_of[entity] == "DATASET"
    }
    said: list[tuple[EntityId, DatasetRole]] = [
        (relation.object, _ROLE_OF[relation.type])
        for relation in relations
        if relation.type in _ROLE_OF and not relation.negated
    ]
    said += [(result.dataset, "eval") for result in results if result.dataset is not None]
    for entity, role in said:
        if entity in roles and _ROLES.index(role) < _ROLES.index(roles[entity]):
            roles[entity] = role
    return roles
