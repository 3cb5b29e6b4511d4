"""Which nodes and links a picture shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.analyse.concepts import Floats, Incidence, backbone, concept_links, togetherness_of
from kg.model.derived import ConceptLink, LinkType, MapLink
from kg.model.knowledge import Knowledge, PaperFacts
from kg.rdf.iris import make_paper_path

_ALPHA = 0.4  # of the disparity filter: about two links a concept
_MANY_PAPERS = 50  # from here on a link of the overview needs two papers
_OF_EACH = 9  # concepts of every theme in the overview; some find no line to another that is shown
_LEAST_OF_THEME = 4  # concepts, below which the overview leaves a theme out
_AROUND, _AROUND_FURTHER, _OF_EACH_FURTHER = (
    28,
    16,
    3,
)  # concepts, as in `drawn.js`: one step away, or at first, and then of each
_LINES_OF_EACH, _LEAST_WEIGHT = 2, 0.05  # of such a neighbourhood: lines of each but the root, and how thin they get
_PAPERS_SHOWN = 80  # in a picture with papers


@dataclass(frozen=True, slots=True)
class Selection:
    """What is shown."""

    entities: tuple[int, ...]  # numbers in the knowledge
    links: tuple[MapLink, ...]  # by (source, target)
    papers: tuple[str, ...] = ()  # ids


def weightiest(allowed: Sequence[int], weight: Floats, table: Incidence) -> list[int]:
    """The concepts, the weightiest first; only those that two papers or more name while there are any."""
    frequencies = table.frequencies
    order = sorted(allowed, key=lambda i: (frequencies[i] < 2, -round(float(weight[i]), 9), i))
    shared = [i for i in order if frequencies[i] >= 2]
    return shared or order


def from_each_theme(chosen: Sequence[int], ranked: Sequence[int], themes: Mapping[int, int]) -> list[int]:
    """As many concepts as `chosen`, at least `_OF_EACH` of every theme, or all it has; `ranked` has them best first.

    A theme of a few papers has no concept that weighs much, and yet the corpus is about it too.
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


def without_fragments(selection: Selection, table: Incidence, themes: Mapping[int, int]) -> Selection:
    """Without the concepts of themes that have fewer than `_LEAST_OF_THEME` left: a few points show no theme."""
    while True:
        counts = Counter(themes.get(i) for i in selection.entities)
        kept = [i for i in selection.entities if i in themes and counts[themes[i]] >= _LEAST_OF_THEME]
        names = {table.entities[i] for i in kept}
        links = tuple(link for link in selection.links if link.source in names and link.target in names)
        linked = {end for link in links for end in (link.source, link.target)}
        entities = tuple(i for i in kept if table.entities[i] in linked)
        if entities == selection.entities or not entities:
            return selection
        selection = Selection(entities, links, selection.papers)


def neighbourhood(
    table: Incidence, allowed: Collection[int], roots: Sequence[int], *, top: int | None = None, depth: int = 1
) -> list[int]:
    """Roots and what is linked to them, ring by ring, the nearest of each ring first.

    As a neighbourhood that is opened in the page: so many of the nearest, and beyond them the nearest of each. Of `top`
    concepts every ring but the last leaves room for those after it.
    """
    found = dict.fromkeys(roots)
    pool = frozenset(allowed)
    ring, most = list(roots), _AROUND if depth == 1 else _AROUND_FURTHER
    for level in range(depth):
        room = None if top is None else top if level == depth - 1 else len(found) + max(1, (top - len(found)) // 2)
        each = (most if level == 0 else _OF_EACH_FURTHER) if room is None else max(1, room)
        near = [roots] if level == 0 else [[i] for i in ring]
        ring = list(dict.fromkeys(i for ends in near for i in _nearest(table, ends, pool - found.keys(), each)))
        ring = ring if room is None else ring[: max(0, room - len(found))]
        found |= dict.fromkeys(ring)
    return list(found)


def _nearest(table: Incidence, ends: Sequence[int], allowed: Collection[int], most: int) -> list[int]:
    """The strongest first; what two papers say comes before what one says."""
    counts, told = togetherness_of(table, ends)
    linked = np.array([i for i in np.flatnonzero(counts).tolist() if i in allowed], dtype=np.int64)
    order = np.lexsort((linked, -told[linked], -np.minimum(counts[linked], 2)))
    return [int(i) for i in linked[order][:most]]


def between_concepts(knowledge: Knowledge, table: Incidence, chosen: Sequence[int], *, linked_only: bool) -> Selection:
    """These concepts and the backbone of what links them; without those that nothing links if `linked_only`.

    Of many papers, a link needs two.
    """
    least = 2 if len(table.papers) >= _MANY_PAPERS else 1
    every = concept_links(table, chosen, min_shared=least)
    kept = backbone(every, alpha=_ALPHA)
    linked = {end for link in kept for end in (link.source, link.target)}
    shown = tuple(i for i in chosen if not linked_only or not linked or table.entities[i] in linked)
    naming = naming_papers(knowledge, {table.entities[i] for i in shown})
    return Selection(tuple(sorted(shown)), lines(kept, naming))


def lines(links: Sequence[ConceptLink], naming: Mapping[str, set[str]]) -> tuple[MapLink, ...]:
    """Links of concepts as the picture shows them, relative to the strongest; `naming` has each concept's papers."""
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


def spokes(knowledge: Knowledge, table: Incidence, chosen: Sequence[int], root: int) -> Selection:
    """These concepts with the lines of a neighbourhood: all that touch the root, and the strongest of each other."""
    others = frozenset(chosen) - {root}
    found: dict[tuple[str, str], float] = {}
    for i in chosen:
        _, told = togetherness_of(table, [i])
        near = _nearest(table, [i], others, len(others) if i == root else _LINES_OF_EACH)
        for j in near:
            found[min(table.entities[i], table.entities[j]), max(table.entities[i], table.entities[j])] = float(told[j])
    naming = naming_papers(knowledge, {table.entities[i] for i in chosen})
    strongest = max(found.values(), default=1.0)
    return Selection(
        tuple(sorted(chosen)),
        tuple(
            MapLink(
                source,
                target,
                "shared papers",
                max(_LEAST_WEIGHT, round(strength / strongest, 2)),
                tuple(sorted(naming[source] & naming[target])),
            )
            for (source, target), strength in sorted(found.items())
        ),
    )


def naming_papers(knowledge: Knowledge, entities: set[str]) -> dict[str, set[str]]:
    """The ids of the papers that name each of these entities."""
    naming: dict[str, set[str]] = {entity: set() for entity in entities}
    for facts in knowledge.papers:
        for mention in facts.mentions:
            if mention.entity in naming:
                naming[mention.entity].add(facts.paper.id)
    return naming


def with_papers(
    knowledge: Knowledge, table: Incidence, chosen: Sequence[int], weight: Floats, focus: str | None, *, many: bool
) -> Selection:
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
                    make_paper_path(facts.paper.id),
                    entity,
                    strongest.get(entity, "mentions"),
                    0.4 if entity in strongest else 0.1,
                    (facts.paper.id,),
                )
                for entity in sorted(named[facts.paper.id])
            ]
    linked = {link.target for link in links}
    shown = tuple(sorted(i for e, i in entities.items() if e in linked))
    return Selection(shown, tuple(sorted(links, key=lambda k: (k.source, k.target))), tuple(sorted(papers)))


def _strongest_relation(facts: PaperFacts) -> dict[str, LinkType]:
    """For each entity the paper's relation of the highest score."""
    best: dict[str, tuple[float, LinkType]] = {}
    for relation in facts.relations:
        if not relation.negated and relation.score > best.get(relation.object, (0.0, "mentions"))[0]:
            best[relation.object] = (relation.score, relation.type)
    return {entity: kind for entity, (_, kind) in best.items()}
