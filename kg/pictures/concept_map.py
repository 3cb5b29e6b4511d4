"""A concept map (Novak and Canas, 2008): chooses the concepts and links that it shows, and lays them out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.analyse.analysis import Analysis
from kg.model.derived import Community, ConceptMap
from kg.model.errors import NoSuchName
from kg.model.knowledge import Knowledge
from kg.model.types import EntityFilter
from kg.pictures.scene import lay_out_scene
from kg.pictures.selection import (
    Selection,
    drop_fragments,
    find_neighbourhood,
    is_of_types,
    name_types,
    rank_by_weight,
    select_concepts,
    select_neighbourhood,
    select_with_papers,
    take_from_each_theme,
)
from kg.rdf.iris import make_paper_path

TOP = 125  # concepts that one picture holds with room for labels
_METRIC_SHARE = 0.85  # of its weight that a metric keeps among other types


def make_concept_map(
    analysis: Analysis,
    *,
    around: str | None = None,
    types: Collection[EntityFilter] | None = None,
    top: int | None = None,
    depth: int = 1,
    papers: bool = False,
) -> ConceptMap:
    """A picture of the corpus, or of the concepts `around` an entity or a paper (an id).

    Without `around`: the `top` concepts of the greatest weight and the backbone of the links between them, some of
    every theme. With it: the concepts that papers name together with it, `depth` links far, the strongest first.
    `types` keeps to entities of those types; `papers` shows papers and which concepts they name in place of links
    between concepts. A `top` that is asked for is shown in full; otherwise the picture of the whole corpus leaves out
    concepts without a link.

    Raises:
        NoSuchName: nothing has the id `around`.
    """
    knowledge, incidence = analysis.knowledge, analysis.incidence
    weights = analysis.theme_weights
    if types is None:  # what is measured is not what it is about
        weights = weights * [_METRIC_SHARE if entity.type == "METRIC" else 1.0 for entity in knowledge.entities]
    allowed = [i for i, entity in enumerate(knowledge.entities) if is_of_types(entity, types)]
    is_overview = around is None and types is None and top is None and not papers
    themes = _number_themes(knowledge, analysis.communities)
    if around is None:
        ranked = rank_by_weight(allowed, weights, incidence)
        chosen = ranked[: top or TOP]
        chosen = take_from_each_theme(chosen, ranked, themes) if is_overview else chosen
    else:
        chosen = find_neighbourhood(incidence, allowed, _find_roots(knowledge, around), top=top, depth=depth)
    focus_paper = next((f.paper.id for f in knowledge.papers if make_paper_path(f.paper.id) == around), None)
    if papers or focus_paper is not None:
        selection = select_with_papers(knowledge, incidence, chosen, weights, focus_paper, many=papers)
    elif around is not None:
        selection = select_neighbourhood(knowledge, incidence, chosen, chosen[0])
    else:
        selection = select_concepts(knowledge, incidence, chosen, linked_only=top is None)
    if is_overview:
        selection = drop_fragments(selection, incidence, themes)
    name = None if around is None else _find_name(knowledge, around)
    kind = "Papers and concepts" if papers else "Concept map"
    title = f"{kind} of {len(knowledge.papers):,} papers" if name is None else f"Around {name}"
    caption = _write_caption(knowledge, selection, types, name, depth)
    scene = lay_out_scene(
        knowledge, selection, analysis.communities, weights, title=title, caption=caption, focus=around
    )
    in_picture = set(selection.entities)
    near = tuple(incidence.entities[i] for i in chosen if i in in_picture) if around is not None else ()
    return replace(scene, types=tuple(sorted(types or ())), near=near, depth=depth)


def _number_themes(knowledge: Knowledge, communities: Sequence[Community]) -> dict[int, int]:
    """The theme of each concept that is in one, by the concepts' numbers."""
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    return {number[entity]: community.number for community in communities for entity in community.concepts}


def _find_roots(knowledge: Knowledge, around: str) -> list[int]:
    """The numbers of the entities that a picture around the id `around` starts from."""
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(knowledge.entities)}
    if around in number:
        return [number[around]]
    for facts in knowledge.papers:
        if make_paper_path(facts.paper.id) == around:
            return sorted({number[mention.entity] for mention in facts.mentions})
    raise NoSuchName(f"There is no entity or paper {around!r} in the graph; `kg search` finds names.")


def _find_name(knowledge: Knowledge, node: str) -> str:
    names: dict[str, str] = {entity.id: entity.name for entity in knowledge.entities}
    titles = {make_paper_path(facts.paper.id): facts.paper.title for facts in knowledge.papers}
    return names.get(node) or titles[node]


def _write_caption(
    knowledge: Knowledge, selection: Selection, types: Collection[EntityFilter] | None, around: str | None, depth: int
) -> str:
    """One or two sentences on which part of the graph is shown; `around` is a name, or None for the whole corpus."""
    total = sum(is_of_types(entity, types) for entity in knowledge.entities)
    counts = f"{len(selection.entities):,} of {total:,} {name_types(types)} in {len(knowledge.papers):,} papers"
    if selection.papers:
        return f"{counts}, with {len(selection.papers):,} of the papers. A line joins a paper to what it names."
    lines = f"The {len(selection.links):,} strongest lines are drawn; each joins concepts that papers name together."
    if around is None:
        return f"{counts}: those that say most about what papers have in common. {lines}"
    links = "directly" if depth == 1 else f"over up to {depth} links"
    return f"{counts}: those that papers name together with {around}, {links}. {lines}"
