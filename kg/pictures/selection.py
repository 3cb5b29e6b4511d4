"""Selects the nodes and links that a picture shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.analyse.cooccurrence import count_cooccurrence, count_cooccurrence_with, keep_backbone, link_concepts
from kg.analyse.incidence import Floats, Incidence
from kg.model.derived import ConceptLink, LinkType, MapLink
from kg.model.knowledge import PaperFacts
from kg.model.types import PLURALS, EntityFilter
from kg.pictures.pictured_analysis import PicturedAnalysis
from kg.rdf.iris import make_paper_path

_ALPHA = 0.4  # of the disparity filter: about two links a concept
_MANY_PAPERS = 50  # from here on a link of the overview needs two papers
_OF_EACH = 9  # concepts of every theme in the overview; some find no line to another that is shown
_LEAST_OF_THEME = 4  # concepts, below which the overview leaves a theme out
# Concepts of a neighbourhood, as in `web/map/compose.js`: one link away; of several rings, in the first, then of each.
_AROUND, _AROUND_FURTHER, _OF_EACH_FURTHER = 28, 16, 3
_LINES_OF_EACH, _LEAST_WEIGHT = 2, 0.05  # in a neighbourhood: links of each but the root, and their least weight
_PAPERS_SHOWN = 80  # in a picture with papers


@dataclass(frozen=True, slots=True)
class Selection:
    """The nodes and links that a picture shows."""

    entities: tuple[int, ...]  # numbers in the knowledge
    links: tuple[MapLink, ...]  # by (source, target)
    papers: tuple[str, ...] = ()  # ids


def has_types(filters: Sequence[EntityFilter], types: Collection[EntityFilter] | None) -> bool:
    """Whether one of the types is among those that an entity is chosen by; true for None."""
    return types is None or any(name in types for name in filters)


def name_types(types: Collection[EntityFilter] | None) -> str:
    """Types in words: "benchmarks and metrics"."""
    return "concepts" if types is None else " and ".join(sorted(PLURALS[name] for name in types))


def rank_by_weight(allowed: Sequence[int], weights: Floats, incidence: Incidence) -> list[int]:
    """The allowed concepts by weight, greatest first; only those that two papers or more name, if there are any."""
    frequencies = incidence.document_frequencies
    order = sorted(allowed, key=lambda i: (frequencies[i] < 2, -round(float(weights[i]), 9), i))
    shared = [i for i in order if frequencies[i] >= 2]
    return shared or order


def take_from_each_theme(chosen: Sequence[int], ranked: Sequence[int], themes: Mapping[int, int]) -> list[int]:
    """As many concepts as `chosen`, with at least `_OF_EACH` of every theme, or all it has; `ranked` is best first.

    This keeps small themes in the picture, whose concepts have little weight.
    """
    counts: Counter[int] = Counter()
    first = []
    for i in ranked:
        theme = themes.get(i)
        if theme is not None and counts[theme] < _OF_EACH:
            counts[theme] += 1
            first.append(i)
    if len(first) > len(chosen):
        return list(chosen)
    others = [i for i in chosen if i not in set(first)]
    return [*first, *others][: len(chosen)]


def drop_fragments(selection: Selection, incidence: Incidence, themes: Mapping[int, int]) -> Selection:
    """The selection without the concepts of themes that have fewer than `_LEAST_OF_THEME` left, which show no theme."""
    while True:
        counts = Counter(themes.get(i) for i in selection.entities)
        remaining = [i for i in selection.entities if i in themes and counts[themes[i]] >= _LEAST_OF_THEME]
        ids = {incidence.entities[i] for i in remaining}
        links = tuple(link for link in selection.links if link.source in ids and link.target in ids)
        linked = {end for link in links for end in (link.source, link.target)}
        entities = tuple(i for i in remaining if incidence.entities[i] in linked)
        if entities == selection.entities or not entities:
            return selection
        selection = Selection(entities, links, selection.papers)


def find_neighbourhood(
    incidence: Incidence, allowed: Collection[int], roots: Sequence[int], *, top: int | None = None, depth: int = 1
) -> list[int]:
    """The roots and the concepts linked to them, ring by ring, the nearest of each ring first.

    By default there are as many as in a neighbourhood that is opened in the page: some of the nearest of the roots, and
    in each further ring some of the nearest of each concept. With `top`, the rings share so many concepts: every ring
    but the last leaves room for those after it.
    """
    members = dict.fromkeys(roots)
    pool = frozenset(allowed)
    ring, usual = list(roots), _AROUND if depth == 1 else _AROUND_FURTHER
    for level in range(depth):
        room = None if top is None else top if level == depth - 1 else len(members) + max(1, (top - len(members)) // 2)
        most = (usual if level == 0 else _OF_EACH_FURTHER) if room is None else max(1, room)
        starts = [roots] if level == 0 else [[i] for i in ring]
        ring = list(
            dict.fromkeys(i for ends in starts for i in _find_nearest(incidence, ends, pool, most, without=members))
        )
        ring = ring if room is None else ring[: max(0, room - len(members))]
        members |= dict.fromkeys(ring)
    return list(members)


def _find_nearest(
    incidence: Incidence, ends: Sequence[int], allowed: Collection[int], most: int, *, without: Collection[int] = ()
) -> list[int]:
    """The `most` concepts that co-occur most with the ends; those that two papers name with them come first."""
    counts, weights = count_cooccurrence_with(incidence, ends)
    linked_to = np.flatnonzero(counts).tolist()
    linked = np.array([i for i in linked_to if i in allowed and i not in without], dtype=np.int64)
    order = np.lexsort((linked, -weights[linked], -np.minimum(counts[linked], 2)))
    return [int(i) for i in linked[order][:most]]


def select_concepts(incidence: Incidence, chosen: Sequence[int], *, linked_only: bool) -> Selection:
    """These concepts and the backbone of the links between them; if `linked_only`, without those that have no link.

    In a corpus of many papers, a link needs two papers.
    """
    min_papers = 2 if len(incidence.papers) >= _MANY_PAPERS else 1
    links = link_concepts(incidence, count_cooccurrence(incidence, chosen), min_papers=min_papers)
    backbone = keep_backbone(links, alpha=_ALPHA)
    linked = {end for link in backbone for end in (link.source, link.target)}
    numbers = tuple(i for i in chosen if not linked_only or not linked or incidence.entities[i] in linked)
    naming = find_naming_papers(incidence, numbers)
    return Selection(tuple(sorted(numbers)), to_map_links(backbone, naming))


def to_map_links(links: Sequence[ConceptLink], naming: Mapping[str, set[str]]) -> tuple[MapLink, ...]:
    """Links of concepts as links of a picture, weighted relative to the strongest; `naming` has concepts' papers."""
    strongest = max((link.weight for link in links), default=1.0)
    return tuple(
        MapLink(
            link.source,
            link.target,
            "shared papers",
            round(link.weight / strongest, 3),
            tuple(sorted(naming[link.source] & naming[link.target])),
        )
        for link in links
    )


def select_neighbourhood(incidence: Incidence, chosen: Sequence[int], root: int) -> Selection:
    """These concepts with all links to the root, and the strongest links between the others."""
    others = frozenset(chosen) - {root}
    weight_of: dict[tuple[str, str], float] = {}
    for i in chosen:
        _, weights = count_cooccurrence_with(incidence, [i])
        for j in _find_nearest(incidence, [i], others, len(others) if i == root else _LINES_OF_EACH):
            source, target = sorted((incidence.entities[i], incidence.entities[j]))
            weight_of[source, target] = float(weights[j])
    naming = find_naming_papers(incidence, chosen)
    strongest = max(weight_of.values(), default=1.0)
    return Selection(
        tuple(sorted(chosen)),
        tuple(
            MapLink(
                source,
                target,
                "shared papers",
                max(_LEAST_WEIGHT, round(weight / strongest, 2)),
                tuple(sorted(naming[source] & naming[target])),
            )
            for (source, target), weight in sorted(weight_of.items())
        ),
    )


def find_naming_papers(incidence: Incidence, entities: Iterable[int]) -> dict[str, set[str]]:
    """The ids of the papers that name each of these entities (numbers), by the id of the entity."""
    return {incidence.entities[i]: {incidence.papers[p] for p in incidence.papers_of(i).tolist()} for i in entities}


def select_with_papers(
    analysis: PicturedAnalysis, chosen: Sequence[int], weights: Floats, focus: str | None, *, many: bool
) -> Selection:
    """Concepts with the papers that name most of their weight if `many`, else with the one paper `focus`."""
    incidence = analysis.incidence
    named: dict[str, list[int]] = {}
    for i in sorted(chosen):
        for paper in incidence.papers_of(i).tolist():
            named.setdefault(incidence.papers[paper], []).append(i)
    score = {paper: sum(float(weights[i]) for i in numbers) for paper, numbers in named.items()}
    ranked = sorted(score, key=lambda paper: (paper != focus, -round(score[paper], 9), paper))
    papers = ranked[:_PAPERS_SHOWN] if many else [paper for paper in ranked if paper == focus]
    links = []
    for facts in analysis.find_papers(papers):
        strongest = _find_strongest_relations(facts)
        links += [
            MapLink(
                make_paper_path(facts.paper.id),
                entity,
                strongest.get(entity, "mentions"),
                0.4 if entity in strongest else 0.1,
                (facts.paper.id,),
            )
            for entity in (incidence.entities[i] for i in named[facts.paper.id])
        ]
    linked = {link.target for link in links}
    numbers = tuple(i for i in sorted(chosen) if incidence.entities[i] in linked)
    by_ends = sorted(links, key=lambda link: (link.source, link.target))
    return Selection(numbers, tuple(by_ends), tuple(sorted(papers)))


def _find_strongest_relations(facts: PaperFacts) -> dict[str, LinkType]:
    """For each entity the paper's relation of the highest score."""
    best: dict[str, tuple[float, LinkType]] = {}
    for relation in facts.relations:
        if not relation.negated and relation.score > best.get(relation.object, (0.0, "mentions"))[0]:
            best[relation.object] = (relation.score, relation.type)
    return {entity: kind for entity, (_, kind) in best.items()}
