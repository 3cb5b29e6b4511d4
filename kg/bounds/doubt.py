"""Divides records into sure ones, which are shown, and doubtful ones, which are set apart.

Each kind of record has a bound, the least score at which a record of it is shown. All queries, pages, tables and
pictures get the sure records; the doubtful ones are kept beside them, in records of the same form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from kg.model.comparison_record import Comparison
from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts
from kg.model.records import DatasetRole
from kg.model.results import Result
from kg.model.types import RELATION_TYPES, RelationType
from kg.system.spool import Keep, Mapped

RecordKind: TypeAlias = RelationType | Literal["mention", "result", "comparison"]

RECORD_KINDS: tuple[RecordKind, ...] = ("mention", *RELATION_TYPES, "result", "comparison")

_STATED = 1.0  # the score of what the user adds: no learned score reaches it
_RELATION_OF_ROLE: Mapping[DatasetRole, frozenset[RelationType]] = MappingProxyType(
    {
        "introduced": frozenset({"introduces", "proposes"}),
        "eval": frozenset({"evaluatesOn"}),
        "train": frozenset({"trainsOn"}),
    }
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least score at which a record is shown, for each kind of record."""

    least: Mapping[RecordKind, float] = field(default_factory=dict)  # a kind that is missing is left out as a whole
    precision: float | None = None  # the share that is to be right, which the scores were chosen by, if they were

    def is_sure(self, kind: RecordKind, score: float) -> bool:
        """Whether a record of this kind and score is shown; of a left-out kind, only what the user added (score 1)."""
        return score >= self.find_least(kind)

    def find_least(self, kind: RecordKind) -> float:
        """The least score at which a record of this kind is shown."""
        return self.least.get(kind, _STATED)

    @property
    def left_out(self) -> tuple[RecordKind, ...]:
        """The kinds of which no extracted record is shown."""
        return tuple(kind for kind in RECORD_KINDS if kind not in self.least)


SHOW_ALL = Bounds(MappingProxyType(dict.fromkeys(RECORD_KINDS, 0.0)))
"""Nothing is doubtful."""


class SetApart(NamedTuple):
    """Everything that a build knows, and its sure and doubtful parts."""

    whole: Knowledge
    sure: Knowledge
    doubtful: Knowledge  # papers with what is doubtful in them; of entities those of which nothing is sure
    bounds: Bounds

    def pair_papers(self) -> Iterator[tuple[PaperFacts, PaperFacts]]:
        """Each paper with all that was found in it, and with what is sure."""
        return zip(self.whole.papers, self.sure.papers, strict=True)

    def pair_doubtful_papers(self) -> Iterator[tuple[PaperFacts, PaperFacts]]:
        """Each paper that has doubtful records, with these, and with what is sure."""
        sure = iter(self.sure.papers)
        for facts in self.doubtful.papers:
            yield facts, next(other for other in sure if other.paper.id == facts.paper.id)


def set_apart(knowledge: Knowledge, bounds: Bounds, keep: Keep = tuple) -> SetApart:
    """Divide what a build knows into a sure and a doubtful part, at the bounds.

    Where a relation, result or comparison is sure, so are the mentions of its entities in its paper. An entity is sure
    if one of its mentions is, or if no text mentions it; the counts of sure entities are those of their sure mentions.
    A dataset whose role is stated only by doubtful relations gets the role "mention". `keep` keeps the papers of
    each part.
    """
    split = Mapped(partial(_split_paper, bounds), knowledge.papers)
    doubtful_papers = keep(
        rest for _, rest in split if rest.mentions or rest.relations or rest.results or rest.comparisons
    )
    if not doubtful_papers:
        nothing = replace(knowledge, papers=(), entities=(), entity_relations=(), rejected=(), corrected=())
        return SetApart(knowledge, knowledge, nothing, bounds)
    papers = keep(sure for sure, _ in split)
    entities = tuple(_count_anew(knowledge.entities, papers, doubtful_papers))
    known = {entity.id for entity in entities}
    links = knowledge.entity_relations
    sure_links = tuple(link for link in links if link.subject in known and link.object in known)
    sure = replace(knowledge, papers=papers, entities=entities, entity_relations=sure_links)
    doubtful = Knowledge(
        papers=doubtful_papers,
        entities=tuple(entity for entity in knowledge.entities if entity.id not in known),
        entity_relations=tuple(link for link in links if not (link.subject in known and link.object in known)),
    )
    return SetApart(knowledge, sure, doubtful, bounds)


def _split_paper(bounds: Bounds, facts: PaperFacts) -> tuple[PaperFacts, PaperFacts]:
    """The sure part of a paper's facts, and the doubtful part."""
    relations = tuple(r for r in facts.relations if bounds.is_sure(r.type, r.score))
    results = tuple(r for r in facts.results if bounds.is_sure("result", r.score))
    vouched = {relation.object for relation in relations}
    vouched |= {entity for result in results for _, entity in result.participants()}
    comparisons = tuple(c for c in facts.comparisons if bounds.is_sure("comparison", c.score))
    vouched |= {entity for comparison in comparisons for entity in (comparison.subject, comparison.object)}
    mentions = tuple(m for m in facts.mentions if m.entity in vouched or bounds.is_sure("mention", m.score))
    named = {mention.entity for mention in mentions}
    stated = {(relation.type, relation.object) for relation in relations if not relation.negated}
    had = {(relation.type, relation.object) for relation in facts.relations if not relation.negated}
    roles = tuple(
        (entity, _keep_role(role, entity, stated, had)) for entity, role in facts.dataset_roles if entity in named
    )
    doubtful_results = tuple(r for r in facts.results if not bounds.is_sure("result", r.score))
    doubtful_comparisons = tuple(c for c in facts.comparisons if not bounds.is_sure("comparison", c.score))
    sure_spans = {*_list_spans(results), *_list_spans(comparisons)}
    divided = frozenset(sure_spans & {*_list_spans(doubtful_results), *_list_spans(doubtful_comparisons)})
    sure = replace(
        facts,
        mentions=mentions,
        relations=relations,
        results=results,
        comparisons=comparisons,
        dataset_roles=roles,
        divided=divided,
    )
    rest = replace(
        facts,
        mentions=tuple(m for m in facts.mentions if m not in set(mentions)),
        relations=tuple(r for r in facts.relations if not bounds.is_sure(r.type, r.score)),
        results=doubtful_results,
        comparisons=doubtful_comparisons,
        dataset_roles=(),
        code=(),
        dropped=(),
        divided=divided,
    )
    return sure, rest


def _list_spans(records: Iterable[Result[EntityId] | Comparison[EntityId]]) -> Iterator[tuple[int, int]]:
    return ((record.start, record.end) for record in records)


def _keep_role(
    role: DatasetRole,
    entity: EntityId,
    stated: Set[tuple[RelationType, EntityId]],
    had: Set[tuple[RelationType, EntityId]],
) -> DatasetRole:
    """The role, or "mention" where the relations that state it are all doubtful."""
    stating = {(type_, entity) for type_ in _RELATION_OF_ROLE.get(role, frozenset[RelationType]())}
    return "mention" if stating & had and not stating & stated else role


def _count_anew(
    entities: Iterable[Entity], papers: Iterable[PaperFacts], doubtful: Iterable[PaperFacts]
) -> Iterator[Entity]:
    """The sure entities, with papers, mentions and aliases counted over sure mentions only."""
    lost: dict[EntityId, Counter[str]] = {}
    for facts in doubtful:
        for mention in facts.mentions:
            lost.setdefault(mention.entity, Counter())[mention.text] += 1
    in_papers: Counter[EntityId] = Counter()
    named: set[EntityId] = set()  # by a relation or a result, even one that the user added to a paper without the name
    for facts in papers:
        in_papers.update({mention.entity for mention in facts.mentions})
        named.update(relation.object for relation in facts.relations)
        named.update(entity for result in facts.results for _, entity in result.participants())
        named.update(entity for row in facts.comparisons for entity in (row.subject, row.object))
    for entity in entities:
        if entity.id not in lost:
            yield entity
        elif in_papers[entity.id] or entity.id in named:
            gone = lost[entity.id]
            aliases = [(surface, count - gone[surface]) for surface, count in entity.aliases]
            yield replace(
                entity,
                paper_count=in_papers[entity.id],
                mention_count=entity.mention_count - gone.total(),
                aliases=tuple(sorted(((s, n) for s, n in aliases if n > 0), key=lambda alias: (-alias[1], alias[0]))),
            )
