"""Step 6, facts: the mentions, relations, results, comparisons and dataset roles of a paper in terms of entities.

The relations "outperforms" and "compares with" of a paper are derived here, from the comparisons of the entities that
it proposes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain

from kg.corrections.entries import ORIGIN
from kg.model.comparison_record import Comparison, ComparisonRelation
from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.records import Claim, DatasetRole, Extraction, MentionStart, Paper
from kg.model.results import ROLE_RANGES, Result, Role
from kg.model.types import POSSIBLE_ACHIEVERS, RANGES, Label, RelationType

LinkedEntities = Mapping[MentionStart, EntityId]  # the entity that each mention of a paper names

# Relations that a paper does not have to what it proposes itself.
_NOT_OF_OWN: frozenset[RelationType] = frozenset({"uses", "comparesWith", "outperforms"})
_DATASET_ROLES: tuple[DatasetRole, ...] = ("introduced", "eval", "train", "mention")  # the first that holds wins
_DATASET_ROLE_OF: dict[RelationType, DatasetRole] = {
    "introduces": "introduced",
    "proposes": "introduced",
    "evaluatesOn": "eval",
    "trainsOn": "train",
}


def link_facts(
    paper: Paper, extraction: Extraction, linked: LinkedEntities, type_of: Mapping[EntityId, Label]
) -> PaperFacts:
    """The facts of one paper; `type_of` gives the type of every entity."""
    mentions = tuple(
        LinkedMention(m.start, m.end, m.label, m.text, linked[m.reference], m.score, m.origin)
        for m in extraction.mentions
    )
    relations = _link_relations(extraction, linked, type_of)
    results = tuple(
        sorted(
            (_link_result(result, linked, type_of) for result in extraction.results),
            key=lambda r: (r.start, r.end, r.value),
        )
    )
    return PaperFacts(
        paper=paper,
        mentions=mentions,
        relations=relations,
        results=results,
        dataset_roles=tuple(sorted(_decide_dataset_roles(linked, relations, results, type_of).items())),
        code=extraction.code,
        comparisons=_link_comparisons(extraction, linked, type_of),
        dropped=extraction.dropped,
        field_score=extraction.field_score,
    )


def _link_relations(
    extraction: Extraction, linked: LinkedEntities, type_of: Mapping[EntityId, Label]
) -> tuple[Relation, ...]:
    own = {linked[claim.mention] for claim in extraction.claims if claim.type == "proposes"}
    stated = (
        relation
        for claim in extraction.claims
        for relation in _link_claim(claim, extraction, linked, type_of)
        if relation.object not in own or relation.type not in _NOT_OF_OWN or relation.origin == ORIGIN
    )
    best: dict[tuple[RelationType, EntityId, bool], Relation] = {}
    for relation in chain(stated, _derive_from_comparisons(extraction, linked, type_of, own)):
        key = (relation.type, relation.object, relation.negated)
        if key not in best or _rank(relation) < _rank(best[key]):
            best[key] = relation
    return tuple(sorted(best.values(), key=lambda r: (r.type, r.object, r.start, r.negated)))


def _rank(relation: Relation) -> tuple[bool, float, int]:
    return relation.origin != ORIGIN, -relation.score, relation.start


def _link_claim(
    claim: Claim, extraction: Extraction, linked: LinkedEntities, type_of: Mapping[EntityId, Label]
) -> Iterator[Relation]:
    mention, target = extraction.mention_at(claim.mention), linked[claim.mention]
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
                negated=False,
                origin=claim.origin,
            )


def _derive_from_comparisons(
    extraction: Extraction, linked: LinkedEntities, type_of: Mapping[EntityId, Label], own: Set[EntityId]
) -> Iterator[Relation]:
    """Relations "outperforms" and "compares with", affirmed or denied, from comparisons of the paper's own entities.

    Each has the score of its comparison.
    """
    own_mentions = {start for start, entity in linked.items() if entity in own}
    for comparison in extraction.comparisons:
        pair = linked[comparison.subject], linked[comparison.object]
        compared = all(type_of[entity] in POSSIBLE_ACHIEVERS for entity in pair)
        if compared and (rival := comparison.find_rival(own_mentions)) is not None:
            mention = extraction.mention_at(rival)
            yield Relation(
                type=comparison.relation,
                object=linked[rival],
                start=mention.start,
                end=mention.end,
                sentence_start=comparison.sentence_start,
                sentence_end=comparison.sentence_end,
                score=comparison.score,
                negated=comparison.denied,
                origin=comparison.origin or "comparison",
            )


_SUBJECT_MAY_BE: tuple[Role, ...] = ("metric", "dataset")


def _link_result(
    result: Result[MentionStart], linked: LinkedEntities, type_of: Mapping[EntityId, Label]
) -> Result[EntityId]:
    """The result with entities as participants, each in a role that an entity of its type can have.

    A subject whose entity has another type over the whole corpus gets the role of that type: "47.8 (ROUGE-1)", "51.2 on
    OntoNotes".
    """
    named = {role: linked[start] for role, start in result.participants()}
    fitting = {role: entity for role, entity in named.items() if type_of[entity] in ROLE_RANGES[role]}
    subject = named.get("subject")
    for role in _SUBJECT_MAY_BE:
        if role not in named and subject is not None and type_of[subject] in ROLE_RANGES[role]:
            fitting[role] = subject
    return result.with_participants(fitting)


def _link_comparisons(
    extraction: Extraction, linked: LinkedEntities, type_of: Mapping[EntityId, Label]
) -> tuple[Comparison[EntityId], ...]:
    """The comparisons of two entities; of equal ones the user's own is kept, else the surest, then the first.

    Left out are comparisons of two mentions that turn out to be one entity, or an entity of a type that cannot be
    compared.
    """
    best: dict[tuple[EntityId, EntityId, ComparisonRelation, bool], Comparison[EntityId]] = {}
    for comparison in sorted(extraction.comparisons, key=lambda c: (c.origin != ORIGIN, -c.score, c.start, c.end)):
        found = comparison.map_references(linked.__getitem__)
        if found is None or found.subject == found.object:
            continue
        if all(type_of[entity] in POSSIBLE_ACHIEVERS for entity in (found.subject, found.object)):
            best.setdefault((found.subject, found.object, found.relation, found.denied), found)
    return tuple(sorted(best.values(), key=lambda c: (c.start, c.end, c.subject, c.object, c.relation, c.denied)))


def _decide_dataset_roles(
    linked: LinkedEntities,
    relations: Sequence[Relation],
    results: Sequence[Result[EntityId]],
    type_of: Mapping[EntityId, Label],
) -> dict[EntityId, DatasetRole]:
    roles: dict[EntityId, DatasetRole] = {
        entity: "mention" for entity in linked.values() if type_of[entity] == "DATASET"
    }
    evidence: list[tuple[EntityId, DatasetRole]] = [
        (relation.object, _DATASET_ROLE_OF[relation.type])
        for relation in relations
        if relation.type in _DATASET_ROLE_OF and not relation.negated
    ]
    evidence += [(result.dataset, "eval") for result in results if result.dataset is not None]
    for entity, role in evidence:
        if entity in roles and _DATASET_ROLES.index(role) < _DATASET_ROLES.index(roles[entity]):
            roles[entity] = role
    return roles
