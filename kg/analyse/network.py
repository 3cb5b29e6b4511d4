"""Knowledge as a networkx graph: papers, entities and results as nodes, what the texts say as typed edges.

Only extracted facts; figures derived from them (weights, communities) are in the modules beside this one. Attributes
are plain strings, numbers and booleans, and an attribute that does not apply is left out, so that any format can hold
them. Edge keys are unique in the whole graph.
"""

from __future__ import annotations

from typing import Any

import networkx as nx

from kg.model.knowledge import Entity, EntityId, Knowledge, PaperFacts, Relation
from kg.model.results import Result
from kg.model.types import TYPE_OF
from kg.rdf.iris import identify_comparisons, identify_results, make_paper_path

_ROLES = {
    "metric": "metric",
    "dataset": "onDataset",
    "subject": "subject",
    "comparator": "comparator",
    "task": "onTask",
}


def to_networkx(knowledge: Knowledge) -> nx.MultiDiGraph[str]:
    """The graph; node ids are the tails of the things' IRIs, every edge has a `type`.

    Edges: paper to entity (`mentions` with `count`; each relation with `score`, `sentence`, `negated` and `evidence`,
    the number of mentions that say it), paper to result (`reports`), result to its metric, dataset, subject,
    comparator and task, entity to entity (`broader`, `variantOf`, `basedOn`; a comparison as its relation, with the
    `paper` that says it, `score`, `sentence` and `negated`).
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in knowledge.entities:
        graph.add_node(entity.id, **_describe_entity(entity))
    for facts in knowledge.papers:
        _add_paper(graph, facts)
    for link in knowledge.entity_relations:
        _connect(graph, link.subject, link.object, link.type, score=link.score, reason=link.reason)
    return graph


def _connect(graph: nx.MultiDiGraph[str], source: str, target: str, kind: str, **attributes: Any) -> None:
    denied = "not " if attributes.get("negated") else ""
    graph.add_edge(source, target, key=f"{source} {denied}{kind} {target}", type=kind, **attributes)


def _describe_entity(entity: Entity) -> dict[str, Any]:
    attributes: dict[str, Any] = {
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


def _add_paper(graph: nx.MultiDiGraph[str], facts: PaperFacts) -> None:
    paper = facts.paper
    node = make_paper_path(paper.id)
    optional = {
        "published": paper.published,
        "organization": paper.organization,
        "arxiv": paper.arxiv_id,
        "comments": paper.comments,
        "authors": paper.authors if isinstance(paper.authors, int) else len(paper.authors) if paper.authors else None,
    }
    known = {name: value for name, value in optional.items() if value is not None}
    graph.add_node(node, kind="paper", label=paper.title, url=paper.url, code="\n".join(facts.code), **known)
    counts: dict[str, int] = {}
    for mention in facts.mentions:
        counts[mention.entity] = counts.get(mention.entity, 0) + 1
    for entity, count in sorted(counts.items()):
        _connect(graph, node, entity, "mentions", count=count)
    relations: dict[tuple[str, str, bool], list[Relation]] = {}
    for relation in facts.relations:
        relations.setdefault((relation.type, relation.object, relation.negated), []).append(relation)
    for (kind, entity, negated), stated in sorted(relations.items()):
        best = max(stated, key=lambda r: (r.score, -r.start))
        sentence = paper.text[best.sentence_start : best.sentence_end]
        _connect(graph, node, entity, kind, score=best.score, sentence=sentence, evidence=len(stated), negated=negated)
    for identifier, result in identify_results(facts):
        graph.add_node(identifier, **_describe_result(facts, result))
        _connect(graph, node, identifier, "reports", score=result.score)
        for role, kind in _ROLES.items():
            target = getattr(result, role)
            if target is not None:
                _connect(graph, identifier, target, kind)
    _add_comparisons(graph, facts)


def _add_comparisons(graph: nx.MultiDiGraph[str], facts: PaperFacts) -> None:
    text, paper = facts.paper.text, make_paper_path(facts.paper.id)
    for identifier, comparison in identify_comparisons(facts):
        graph.add_edge(
            comparison.subject,
            comparison.object,
            key=identifier,
            type=comparison.relation,
            paper=paper,
            score=comparison.score,
            sentence=text[comparison.sentence_start : comparison.sentence_end],
            negated=comparison.denied,
        )


def _describe_result(facts: PaperFacts, result: Result[EntityId]) -> dict[str, Any]:
    text = facts.paper.text
    optional = {"low": result.low, "high": result.high, "spread": result.spread, "direction": result.direction}
    return {
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
    } | {name: value for name, value in optional.items() if value is not None}
