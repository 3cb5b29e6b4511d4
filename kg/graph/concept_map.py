"""Which part of the graph a picture shows, and where: a concept map (Novak and Canas, 2008) of what papers share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from kg.errors import NoSuchName
from kg.graph.communities import communities
from kg.graph.concepts import Floats, Incidence, backbone, concept_links, importance, incidence
from kg.graph.layout import layout
from kg.records import Entity, Knowledge, Label, PaperFacts
from kg.views import ConceptMap, LinkType, MapLink, MapNode

TOP = 140  # concepts that one picture holds with room for labels
TOP_AROUND = 60
_ALPHA = 0.4  # of the disparity filter: about two links a concept
_MANY_PAPERS = 50  # from here on a link of the overview needs two papers
_DOT, _LETTER, _LINE, _GAP = 16.0, 6.4, 19.0, 8.0  # pixels: a point, a letter, a line's height, room after a name
_LONGEST = 34  # letters of a name that are shown
_LABELLED = 150  # nodes that get room for their name; the others show it on zoom
_PAPERS_SHOWN = 80  # in a picture with papers


@dataclass(frozen=True, slots=True)
class _Selection:
    entities: tuple[int, ...]  # numbers in the knowledge
    links: tuple[MapLink, ...]
    papers: tuple[str, ...] = ()


def concept_map(
    knowledge: Knowledge,
    *,
    around: str | None = None,
    types: Collection[Label] | None = None,
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
    weight = importance(table.frequencies, len(table.papers))
    allowed = [i for i, e in enumerate(knowledge.entities) if types is None or e.type in types]
    if around is None:
        chosen = _weightiest(allowed, weight, table, top or TOP)
    else:
        chosen = _neighbourhood(table, allowed, _roots(knowledge, around), top=top or TOP_AROUND, depth=depth)
    focus_paper = next((f.paper.id for f in knowledge.papers if f.paper.id == _paper_id(around)), None)
    if papers or focus_paper is not None:
        selection = _with_papers(knowledge, table, chosen, weight, focus_paper, many=papers)
    else:
        selection = _between_concepts(knowledge, table, chosen, overview=around is None)
    title = "Concept map" if around is None else f"Around {_name_of(knowledge, around)}"
    caption = _caption(knowledge, selection, types)
    return _draw(knowledge, selection, weight, title, caption, around)


def _weightiest(allowed: Sequence[int], weight: Floats, table: Incidence, top: int) -> list[int]:
    """The `top` weightiest concepts, of those that two papers or more name while there are any."""
    frequencies = table.frequencies
    order = sorted(allowed, key=lambda i: (frequencies[i] < 2, -round(float(weight[i]), 9), i))
    shared = [i for i in order if frequencies[i] >= 2]
    return (shared or order)[:top]


def _paper_id(around: str | None) -> str | None:
    return around.removeprefix("paper/") if around is not None and around.startswith("paper/") else None


def _roots(knowledge: Knowledge, around: str) -> list[int]:
    """The entities that a picture around `around` starts from."""
    number = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    if around in number:
        return [number[around]]
    for facts in knowledge.papers:
        if facts.paper.id == _paper_id(around):
            return sorted({number[m.entity] for m in facts.mentions})
    raise NoSuchName(f"There is no entity or paper {around!r} in the graph; `kg search` finds names.")


def _neighbourhood(table: Incidence, allowed: Sequence[int], roots: list[int], *, top: int, depth: int) -> list[int]:
    """Roots and what is linked to them, ring by ring, the strongest links of each ring first."""
    pool = sorted({*allowed, *roots})
    links = concept_links(table, pool)
    number = {entity: i for i, entity in enumerate(table.entities)}
    near: dict[int, list[tuple[float, int]]] = {}
    for link in links:
        a, b = number[link.source], number[link.target]
        near.setdefault(a, []).append((link.weight * link.papers, b))
        near.setdefault(b, []).append((link.weight * link.papers, a))
    found = list(roots)
    ring = list(roots)
    for level in range(depth):
        # every ring but the last leaves room for those after it
        room = top if level == depth - 1 else max(1, len(found) + (top - len(found)) // 2)
        strength: Counter[int] = Counter()
        for entity in ring:
            for weight, other in near.get(entity, ()):
                if other not in found:
                    strength[other] += round(weight * 1e6)
        ring = sorted(strength, key=lambda i: (-strength[i], i))[: max(0, room - len(found))]
        found += ring
    return found[: max(top, len(roots))]


def _between_concepts(knowledge: Knowledge, table: Incidence, chosen: Sequence[int], *, overview: bool) -> _Selection:
    least = 2 if overview and len(table.papers) >= _MANY_PAPERS else 1
    every = concept_links(table, chosen, min_shared=least)
    kept = backbone(every, alpha=_ALPHA)
    linked = {end for link in kept for end in (link.source, link.target)}
    shown = tuple(i for i in chosen if not overview or not linked or table.entities[i] in linked)
    strongest = max((link.weight for link in kept), default=1.0)
    naming = _papers_naming(knowledge, {table.entities[i] for i in shown})
    return _Selection(
        tuple(sorted(shown)),
        tuple(
            MapLink(
                link.source,
                link.target,
                "shared papers",
                round(link.weight / strongest, 3),
                tuple(sorted(naming[link.source] & naming[link.target])),
            )
            for link in kept
        ),
    )


def _papers_naming(knowledge: Knowledge, entities: set[str]) -> dict[str, set[str]]:
    naming: dict[str, set[str]] = {entity: set() for entity in entities}
    for facts in knowledge.papers:
        for mention in facts.mentions:
            if mention.entity in naming:
                naming[mention.entity].add(facts.paper.id)
    return naming


def _with_papers(
    knowledge: Knowledge, table: Incidence, chosen: Sequence[int], weight: Floats, focus: str | None, *, many: bool
) -> _Selection:
    """Concepts with the papers that name most of them, or with the one paper `focus` alone."""
    entities = {table.entities[i]: i for i in chosen}
    named = {f.paper.id: {m.entity for m in f.mentions} & entities.keys() for f in knowledge.papers}
    score = {paper: sum(float(weight[entities[e]]) for e in sorted(names)) for paper, names in named.items() if names}
    ranked = sorted(score, key=lambda paper: (paper != focus, -round(score[paper], 9), paper))
    papers = ranked[:_PAPERS_SHOWN] if many else [paper for paper in ranked if paper == focus]
    links = []
    for facts in knowledge.papers:
        if facts.paper.id in papers:
            strongest = _strongest_relation(facts)
            links += [
                MapLink(
                    f"paper/{facts.paper.id}",
                    entity,
                    strongest.get(entity, "mentions"),
                    1.0 if entity in strongest else 0.3,
                    (facts.paper.id,),
                )
                for entity in sorted(named[facts.paper.id])
            ]
    linked = {link.target for link in links}
    shown = tuple(sorted(i for e, i in entities.items() if e in linked))
    return _Selection(shown, tuple(sorted(links, key=lambda k: (k.source, k.target))), tuple(sorted(papers)))


def _strongest_relation(facts: PaperFacts) -> dict[str, LinkType]:
    """For each entity the paper's relation of the highest score."""
    best: dict[str, tuple[float, LinkType]] = {}
    for relation in facts.relations:
        if not relation.negated and relation.score > best.get(relation.object, (0.0, "mentions"))[0]:
            best[relation.object] = (relation.score, relation.type)
    return {entity: kind for entity, (_, kind) in best.items()}


def _name_of(knowledge: Knowledge, node: str) -> str:
    names = {entity.id: entity.name for entity in knowledge.entities}
    titles = {f"paper/{facts.paper.id}": facts.paper.title for facts in knowledge.papers}
    return names.get(node) or titles[node]


def _caption(knowledge: Knowledge, selection: _Selection, types: Collection[Label] | None) -> str:
    kinds = "concepts" if types is None else " and ".join(sorted(_PLURALS[t] for t in types))
    total = sum(1 for e in knowledge.entities if types is None or e.type in types)
    shown = f"{len(selection.entities):,} of {total:,} {kinds} in {len(knowledge.papers):,} papers"
    if selection.papers:
        return f"{shown}, with {len(selection.papers):,} of the papers. A line joins a paper to what it names."
    return (
        f"{shown}: those that tell most of what papers share. "
        f"The {len(selection.links):,} lines that tell most are drawn; each joins concepts that papers name together."
    )


_PLURALS: dict[Label, str] = {
    "METHOD": "methods",
    "MODEL": "models",
    "DATASET": "data sets",
    "METRIC": "metrics",
    "TASK": "tasks",
}


def _draw(
    knowledge: Knowledge, selection: _Selection, weight: Floats, title: str, caption: str, focus: str | None
) -> ConceptMap:
    found = communities(knowledge)
    home = {entity: c.number for c in found for entity in c.concepts}
    home |= {f"paper/{paper}": c.number for c in found for paper in c.papers}
    heaviest = max((float(weight[i]) for i in selection.entities), default=1.0) or 1.0
    titles = {f.paper.id: f.paper.title for f in knowledge.papers}
    drawn: list[tuple[Entity | str, float]] = [
        (knowledge.entities[i], round(float(weight[i]) / heaviest, 3)) for i in selection.entities
    ]
    drawn += [(paper, 0.0) for paper in selection.papers]
    ids = [e if isinstance(e, str) else e.id for e, _ in drawn]
    ids = [f"paper/{node}" if isinstance(e, str) else node for node, (e, _) in zip(ids, drawn, strict=True)]
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
            1.0 if node == focus else share,
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
        focus,
    )


def _boxes(names: Sequence[str], shares: Sequence[float]) -> Floats:
    """What each node needs: the weightiest a line of text, the others a dot."""
    labelled = set(sorted(range(len(names)), key=lambda i: (-shares[i], i))[:_LABELLED])
    return np.array(
        [
            (_DOT + (min(len(name), _LONGEST) * _LETTER + _GAP if i in labelled else 0.0), _LINE)
            for i, name in enumerate(names)
        ]
    ).reshape(-1, 2)
