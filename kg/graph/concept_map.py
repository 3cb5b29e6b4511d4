"""Which part of the graph a picture shows, and where: a concept map (Novak and Canas, 2008) of what papers share."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kg.errors import NoSuchName
from kg.graph.communities import communities, focus
from kg.graph.concepts import Floats, importance, incidence
from kg.graph.layout import layout
from kg.graph.selection import Selection, between_concepts, neighbourhood, weightiest, with_papers
from kg.identifiers import paper_identifier
from kg.records import Entity, Knowledge
from kg.views import Community, ConceptMap, EntityFilter, MapNode

TOP = 140  # concepts that one picture holds with room for labels
TOP_AROUND = 60
_BY_FOCUS, _LEAST_FOCUS = 0.25, 0.05  # how much a concept loses for belonging to every theme
_DOT, _LETTER, _LINE, _GAP = 16.0, 6.4, 19.0, 8.0  # pixels: a point, a letter, a line's height, room after a name
_LONGEST = 34  # letters of a name that are shown
_LABELLED = 150  # nodes that get room for their name; the others show it on zoom


def concept_map(
    knowledge: Knowledge,
    *,
    around: str | None = None,
    types: Collection[EntityFilter] | None = None,
    top: int | None = None,
    depth: int = 1,
    papers: bool = False,
) -> ConceptMap:
    """A picture of the corpus, or of what lies `around` an entity or a paper (an id).

    Without `around`: the `top` weightiest concepts and the backbone of what links them. With it: what papers name
    together with it, `depth` links far, the strongest first. `types` keeps to those types of entity; `papers` shows
    papers and which concepts they name in place of links between concepts.

    Raises:
        NoSuchName: nothing has the id `around`.
    """
    table = incidence(knowledge)
    found = communities(knowledge)
    weight = importance(table.frequencies, len(table.papers))
    weight = weight * np.maximum(focus(table, found), _LEAST_FOCUS) ** _BY_FOCUS
    allowed = [i for i, entity in enumerate(knowledge.entities) if _is_one(entity, types)]
    if around is None:
        chosen = weightiest(allowed, weight, table, top or TOP)
    else:
        chosen = neighbourhood(table, allowed, _roots(knowledge, around), top=top or TOP_AROUND, depth=depth)
    focus_paper = next((f.paper.id for f in knowledge.papers if paper_identifier(f.paper.id) == around), None)
    if papers or focus_paper is not None:
        selection = with_papers(knowledge, table, chosen, weight, focus_paper, many=papers)
    else:
        selection = between_concepts(knowledge, table, chosen, overview=around is None)
    name = None if around is None else _name_of(knowledge, around)
    title = f"Concept map of {len(knowledge.papers):,} papers" if name is None else f"Around {name}"
    caption = _caption(knowledge, selection, types, name, depth)
    return _draw(knowledge, selection, found, weight, title, caption, around)


def _is_one(entity: Entity, types: Collection[EntityFilter] | None) -> bool:
    """Whether an entity is of one of the types."""
    return types is None or entity.type in types or (entity.is_benchmark and "BENCHMARK" in types)


def _roots(knowledge: Knowledge, around: str) -> list[int]:
    """The entities that a picture around `around` starts from."""
    number = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    if around in number:
        return [number[around]]
    for facts in knowledge.papers:
        if paper_identifier(facts.paper.id) == around:
            return sorted({number[m.entity] for m in facts.mentions})
    raise NoSuchName(f"There is no entity or paper {around!r} in the graph; `kg search` finds names.")


def _name_of(knowledge: Knowledge, node: str) -> str:
    names = {entity.id: entity.name for entity in knowledge.entities}
    titles = {paper_identifier(facts.paper.id): facts.paper.title for facts in knowledge.papers}
    return names.get(node) or titles[node]


def _caption(
    knowledge: Knowledge, selection: Selection, types: Collection[EntityFilter] | None, around: str | None, depth: int
) -> str:
    kinds = "concepts" if types is None else " and ".join(sorted(_PLURALS[t] for t in types))
    total = sum(_is_one(entity, types) for entity in knowledge.entities)
    shown = f"{len(selection.entities):,} of {total:,} {kinds} in {len(knowledge.papers):,} papers"
    if selection.papers:
        return f"{shown}, with {len(selection.papers):,} of the papers. A line joins a paper to what it names."
    lines = (
        f"The {len(selection.links):,} lines that tell most are drawn; each joins concepts that papers name together."
    )
    if around is None:
        return f"{shown}: those that tell most of what papers share. {lines}"
    links = "directly" if depth == 1 else f"over up to {depth} links"
    return f"{shown}: what papers name together with {around}, {links}. {lines}"


_PLURALS: dict[EntityFilter, str] = {
    "METHOD": "methods",
    "MODEL": "models",
    "DATASET": "datasets",
    "BENCHMARK": "benchmarks",
    "METRIC": "metrics",
    "TASK": "tasks",
}


def _draw(
    knowledge: Knowledge,
    selection: Selection,
    found: Sequence[Community],
    weight: Floats,
    title: str,
    caption: str,
    focused: str | None,
) -> ConceptMap:
    home = {entity: c.number for c in found for entity in c.concepts}
    home |= {paper_identifier(paper): c.number for c in found for paper in c.papers}
    shares = _shares(weight[list(selection.entities)])
    titles = {f.paper.id: f.paper.title for f in knowledge.papers}
    drawn: list[tuple[Entity | str, float]] = [
        (knowledge.entities[i], share) for i, share in zip(selection.entities, shares, strict=True)
    ]
    drawn += [(paper, 0.0) for paper in selection.papers]
    ids = [paper_identifier(e) if isinstance(e, str) else e.id for e, _ in drawn]
    number = {node: i for i, node in enumerate(ids)}
    links = [(number[k.source], number[k.target], k.weight) for k in selection.links]
    shares = [share for _, share in drawn]
    names = [titles[e] if isinstance(e, str) else e.name for e, _ in drawn]
    groups = np.array([home.get(node, -1) for node in ids], dtype=np.int64)
    boxes = _boxes(names, shares)
    positions = layout(len(ids), links, groups, boxes=boxes)
    positions[:, 0] -= (boxes[:, 0] - _DOT) / 2  # the name stands to the right of the point
    nodes = [
        MapNode(
            node,
            "PAPER" if isinstance(e, str) else e.type,
            name,
            0 if isinstance(e, str) else e.paper_count,
            1.0 if node == focused else share,
            home.get(node),
            float(x),
            float(y),
        )
        for node, (e, share), name, (x, y) in zip(ids, drawn, names, positions, strict=True)
    ]
    shown_communities = {node.community for node in nodes}
    return ConceptMap(
        title,
        caption,
        tuple(sorted(nodes, key=lambda n: n.id)),
        tuple(sorted(selection.links, key=lambda k: (k.source, k.target))),
        tuple(c for c in found if c.number in shown_communities),
        focused,
    )


def _shares(weights: Floats) -> list[float]:
    """Weights as shown: 0 for the least of them, 1 for the greatest."""
    if not len(weights):
        return []
    low, high = float(weights.min()), float(weights.max())
    return [round((float(w) - low) / (high - low), 3) if high > low else 1.0 for w in weights]


def _boxes(names: Sequence[str], shares: Sequence[float]) -> Floats:
    """What each node needs: the weightiest a line of text, the others a dot."""
    labelled = set(sorted(range(len(names)), key=lambda i: (-shares[i], i))[:_LABELLED])
    return np.array(
        [
            (_DOT + (min(len(name), _LONGEST) * _LETTER + _GAP if i in labelled else 0.0), _LINE)
            for i, name in enumerate(names)
        ]
    ).reshape(-1, 2)
