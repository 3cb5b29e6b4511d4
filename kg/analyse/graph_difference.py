"""What came between two graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace

from kg.analyse.best_values import find_new_bests
from kg.analyse.entity_changes import find_entity_changes
from kg.model.difference import ChangedPaper, Difference, NamedPaper
from kg.model.knowledge import EntityId, Knowledge, PaperFacts
from kg.model.records import Paper


def find_difference(old: Knowledge, new: Knowledge) -> Difference:
    """Compare what two graphs hold of papers, entities and results; scores do not count.

    A paper has changed if a field of it or something that its text says has. An entity that was renamed or merged
    changes no paper.
    """
    entities = find_entity_changes(old, new)
    before = {facts.paper.id: facts for facts in old.papers}
    now = {facts.paper.id: facts for facts in new.papers}
    both = sorted(before.keys() & now.keys())
    changes = {id_: tuple(_list_changes(before[id_], now[id_], entities.successors)) for id_ in both}
    return Difference(
        papers_added=tuple(NamedPaper(id_, now[id_].paper.title) for id_ in sorted(now.keys() - before.keys())),
        papers_removed=tuple(NamedPaper(id_, before[id_].paper.title) for id_ in sorted(before.keys() - now.keys())),
        papers_changed=tuple(ChangedPaper(id_, now[id_].paper.title, names) for id_, names in changes.items() if names),
        entities_added=entities.added,
        entities_removed=entities.removed,
        entities_changed=entities.changed,
        new_bests=find_new_bests(old, new, entities.successors),
    )


def _list_changes(old: PaperFacts, new: PaperFacts, successors: Mapping[EntityId, EntityId]) -> Iterator[str]:
    """The names of what differs between the facts of one paper."""
    names = (field.name for field in fields(Paper))
    yield from (name for name in names if getattr(old.paper, name) != getattr(new.paper, name))
    before, now = _list_said(old, successors), _list_said(new, {})
    yield from (name for name in before if before[name] != now[name])


def _list_said(facts: PaperFacts, successors: Mapping[EntityId, EntityId]) -> dict[str, frozenset[object]]:
    """What a paper's text says by kind, without scores and rules, each entity under the identifier of its successor."""

    def refer(entity: EntityId) -> EntityId:
        return successors.get(entity, entity)

    comparisons = (row.map_references(refer) for row in facts.comparisons)
    return {
        "mentions": frozenset((m.start, m.end, refer(m.entity)) for m in facts.mentions),
        "relations": frozenset((r.type, refer(r.object), r.start, r.end, r.negated) for r in facts.relations),
        "results": frozenset(replace(r.map_references(refer), score=0.0, origin="") for r in facts.results),
        "comparisons": frozenset(replace(row, score=0.0, origin="") for row in comparisons if row),
        "dataset roles": frozenset((refer(entity), role) for entity, role in facts.dataset_roles),
        "code": frozenset(facts.code),
    }
