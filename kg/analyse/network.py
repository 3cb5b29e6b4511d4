"""Knowledge as a networkx graph: papers, entities and results as nodes, what the texts say as typed edges.

Only extracted facts; figures derived from them (weights, communities) are in the modules beside this one. Attributes
are plain strings, numbers and booleans, and an attribute that does not apply is left out, so that any format can hold
them. Edge keys are unique in the whole graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts, Relation
from kg.model.results import Result
from kg.model.types import TYPE_OF
from kg.rdf.iris import identify_comparisons, identify_results, make_paper_path

if TYPE_CHECKING:
    import networkx as nx

Attribute: TypeAlias = str | int | float | bool

_ROLES = {
    "metric": "metric",
    "dataset": "onDataset",
    "subject": "subject",
    "comparator": "comparator",
    "task": "onTask",
}


class Node(NamedTuple):
    """A node of the graph."""

    identifier: str
    attributes: dict[str, Attribute]


class Edge(NamedTuple):
    """An edge of the graph; its key is unique in the whole graph."""

    source: str
    target: str
    key: str
    attributes: dict[str, Attribute]


def to_networkx(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """The graph; node ids are the tails of the things' IRIs, every edge has a `type`.

    Edges: paper to entity (`mentions` with `count`; each relation with `score`, `sentence`, `negated` and `evidence`,
    the number of mentions that say it), paper to result (`reports`), result to its metric, dataset, subject,
    comparator and task, entity to entity (`broader`, `variantOf`, `basedOn`; a comparison as its relation, with the
    `paper` that says it, `score`, `sentence` and `negated`).
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from(list_nodes(knowledge))
    graph.add_edges_from(list_edges(knowledge))
    return graph


def list_nodes(knowledge: Knowledge) -> Iterator[Node]:
    """The nodes of the graph, lazily: entities, then papers with their results."""
    for entity in knowledge.entities:
        yield Node(entity.id, _describe_entity(entity))
    for facts in knowledge.papers:
        yield Node(make_paper_path(facts.paper.id), _describe_paper(facts))
        for identifier, result in identify_results(facts):
            yield Node(identifier, _describe_result(facts, result))


def list_edges(knowledge: Knowledge) -> Iterator[Edge]:
    """The edges of the graph, lazily: paper by paper, then those between entities."""
    for facts in knowledge.papers:
        yield from _list_edges_of_paper(facts)
    for link in knowledge.entity_relations:
        yield _connect(link.subject, link.object, link.type, score=link.score, reason=link.reason)


def _connect(source: str, target: str, kind: str, **attributes: Attribute) -> Edge:
    denied = "not " if attributes.get("negated") else ""
    return Edge(source, target, f"{source} {denied}{kind} {target}", {"type": kind, **attributes})


def _describe_entity(entity: Entity) -> dict[str, Attribute]:
    attributes: dict[str, Attribute] = {
        "kind": TYPE_OF[entity.type].word,
        "label": entity.name,
        "aliases": "\n".join(surface for surface, _ in entity.aliases if surface != entity.name),
        "papers": entity.paper_count,
        "mentions": entity.mention_count,
        "benchmark": entity.is_benchmark,
    }
    if entity.higher_is_better is not None:
        attributes["higherIsBetter"] = entity.higher_is_better
    return attributes


def _describe_paper(facts: PaperFacts) -> dict[str, Attribute]:
    paper = facts.paper
    optional = {
        "published": paper.published,
        "organization": paper.organization,
        "arxiv": paper.arxiv_id,
        "comments": paper.comments,
        "authors": paper.authors if isinstance(paper.authors, int) else len(paper.authors) if paper.authors else None,
    }
    known = {name: value for name, value in optional.items() if value is not None}
    return {"kind": "paper", "label": paper.title, "url": paper.url, "code": "\n".join(facts.code), **known}


def _list_edges_of_paper(facts: PaperFacts) -> Iterator[Edge]:
    text, node = facts.paper.text, make_paper_path(facts.paper.id)
    counts: dict[str, int] = {}
    for mention in facts.mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    for entity, count in sorted(counts.items()):
        yield _connect(node, entity, "mentions", count=count)
    relations: dict[tuple[str, str, bool], list[Relation]] = {}
    for relation in facts.relations:
        relations.setdefault((relation.type, relation.object, relation.negated), []).append(relation)
    for (kind, entity, negated), stated in sorted(relations.items()):
        best = max(stated, key=lambda r: (r.score, -r.start))
        sentence = text[best.sentence_start : best.sentence_end]
        yield _connect(node, entity, kind, score=best.score, sentence=sentence, evidence=len(stated), negated=negated)
    for identifier, result in identify_results(facts):
        yield _connect(node, identifier, "reports", score=result.score)
        for role, kind in _ROLES.items():
            target = getattr(result, role)
            if target is not None:
                yield _connect(identifier, target, kind)
    for identifier, comparison in identify_comparisons(facts):
        attributes: dict[str, Attribute] = {
            "type": comparison.relation,
            "paper": node,
            "score": comparison.score,
            "sentence": text[comparison.sentence_start : comparison.sentence_end],
            "negated": comparison.denied,
        }
        yield Edge(comparison.subject, comparison.object, identifier, attributes)


def _describe_result(facts: PaperFacts, result: Result[EntityId]) -> dict[str, Attribute]:
    text = facts.paper.text
    optional = {"low": result.low, "high": result.high, "spread": result.spread, "direction": result.direction}
    attributes: dict[str, Attribute] = {
        "kind": "result",
        "label": result.value_text,
        "value": result.value,
        "unit": result.unit,
        "resultKind": result.kind,
        "bound": result.bound,
        "holder": result.holder,
        "conditions": "\n".join(text[start:end] for start, end in result.conditions),
        "sentence": text[result.sentence_start : result.sentence_end],
        "score": result.score,
    }
    return attributes | {name: value for name, value in optional.items() if value is not None}
