"""Which part of the graph a picture shows, and where: a concept map (Novak and Canas, 2008) of what papers share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from kg.analyse.communities import communities, focus
from kg.analyse.concepts import importance, incidence
from kg.model.derived import Community, ConceptMap
from kg.model.errors import NoSuchName
from kg.model.knowledge import Knowledge
from kg.model.types import EntityFilter
from kg.pictures.captions import caption_of, is_one
from kg.pictures.scene import drawn
from kg.pictures.selection import (
    between_concepts,
    from_each_theme,
    neighbourhood,
    spokes,
    weightiest,
    with_papers,
    without_fragments,
)
from kg.rdf.iris import make_paper_path

TOP = 125  # concepts that one picture holds with room for labels
_BY_FOCUS, _LEAST_FOCUS = 0.25, 0.05  # how much a concept loses for belonging to every theme
_METRIC_SHARE = 0.85  # of its weight that a metric keeps among other types


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

    Without `around`: the `top` weightiest concepts and the backbone of what links them, some of every theme. With it:
    what papers name together with it, `depth` links far, the strongest first. `types` keeps to those types of entity;
    `papers` shows papers and which concepts they name in place of links between concepts. A `top` that is asked for is
    shown in full; otherwise concepts without a link are left out of the whole corpus's picture.

    Raises:
        NoSuchName: nothing has the id `around`.
    """
    table = incidence(knowledge)
    found = communities(knowledge)
    weight = importance(table.frequencies, len(table.papers))
    weight = weight * np.maximum(focus(table, found), _LEAST_FOCUS) ** _BY_FOCUS
    if types is None:  # what is measured is not what it is about
        weight *= [_METRIC_SHARE if entity.type == "METRIC" else 1.0 for entity in knowledge.entities]
    allowed = [i for i, entity in enumerate(knowledge.entities) if is_one(entity, types)]
    usual = around is None and types is None and top is None and not papers
    themes = _themes(knowledge, found)
    if around is None:
        ranked = weightiest(allowed, weight, table)
        chosen = ranked[: top or TOP]
        chosen = from_each_theme(chosen, ranked, themes) if usual else chosen
    else:
        chosen = neighbourhood(table, allowed, _roots(knowledge, around), top=top, depth=depth)
    focus_paper = next((f.paper.id for f in knowledge.papers if make_paper_path(f.paper.id) == around), None)
    if papers or focus_paper is not None:
        selection = with_papers(knowledge, table, chosen, weight, focus_paper, many=papers)
    elif around is not None:
        selection = spokes(knowledge, table, chosen, chosen[0])
    else:
        selection = between_concepts(knowledge, table, chosen, linked_only=top is None)
    if usual:
        selection = without_fragments(selection, table, themes)
    name = None if around is None else _name_of(knowledge, around)
    what = "Papers and concepts" if papers else "Concept map"
    title = f"{what} of {len(knowledge.papers):,} papers" if name is None else f"Around {name}"
    caption = caption_of(knowledge, selection, types, name, depth)
    view = drawn(knowledge, selection, found, weight, title=title, caption=caption, focus=around)
    near = tuple(table.entities[i] for i in chosen if i in set(selection.entities)) if around is not None else ()
    return replace(view, types=tuple(sorted(types or ())), near=near, depth=depth)


def _themes(knowledge: Knowledge, found: Sequence[Community]) -> dict[int, int]:
    """The theme of each concept that is in one, by the concepts' numbers."""
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    return {number[entity]: community.number for community in found for entity in community.concepts}


def _roots(knowledge: Knowledge, around: str) -> list[int]:
    """The entities that a picture around `around` starts from."""
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    if around in number:
        return [number[around]]
    for facts in knowledge.papers:
        if make_paper_path(facts.paper.id) == around:
            return sorted({number[m.entity] for m in facts.mentions})
    raise NoSuchName(f"There is no entity or paper {around!r} in the graph; `kg search` finds names.")


def _name_of(knowledge: Knowledge, node: str) -> str:
    names: dict[str, str] = {entity.id: entity.name for entity in knowledge.entities}
    titles = {make_paper_path(facts.paper.id): facts.paper.title for facts in knowledge.papers}
    return names.get(node) or titles[node]
