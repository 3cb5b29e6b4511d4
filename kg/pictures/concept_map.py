"""A concept map (Novak and Canas, 2008): chooses the concepts and links that it shows, and lays them out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kg.analyse.incidence import Incidence
from kg.model.derived import Community, ConceptMap
from kg.model.errors import NoSuchName
from kg.model.types import EntityFilter
from kg.pictures.pictured_analysis import PicturedAnalysis
from kg.pictures.scene import lay_out_scene
from kg.pictures.selection import (
    Selection,
    drop_fragments,
    find_neighbourhood,
    has_types,
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
    analysis: PicturedAnalysis,
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
    incidence, filters = analysis.incidence, analysis.filters
    weights = analysis.theme_weights
    if types is None:  # what is measured is not what it is about
        weights = weights * [_METRIC_SHARE if "METRIC" in names else 1.0 for names in filters]
    allowed = [i for i, names in enumerate(filters) if has_types(names, types)]
    is_overview = around is None and types is None and top is None and not papers
    themes = _number_themes(incidence, analysis.communities) if is_overview else {}
    if around is None:
        ranked = rank_by_weight(allowed, weights, incidence)
        chosen = ranked[: top or TOP]
        chosen = take_from_each_theme(chosen, ranked, themes) if is_overview else chosen
        name, focus_paper = None, None
    else:
        name, roots, focus_paper = _find_focus(analysis, around)
        chosen = find_neighbourhood(incidence, allowed, roots, top=top, depth=depth)
    if papers or focus_paper is not None:
        selection = select_with_papers(analysis, chosen, weights, focus_paper, many=papers)
    elif around is not None:
        selection = select_neighbourhood(incidence, chosen, chosen[0])
    else:
        selection = select_concepts(incidence, chosen, linked_only=top is None)
    if is_overview:
        selection = drop_fragments(selection, incidence, themes)
    kind = "Papers and concepts" if papers else "Concept map"
    title = f"{kind} of {len(incidence.papers):,} papers" if name is None else f"Around {name}"
    counts = f"{len(selection.entities):,} of {len(allowed):,} {name_types(types)} in {len(incidence.papers):,} papers"
    scene = lay_out_scene(
        selection,
        analysis.find_entities(selection.entities),
        {facts.paper.id: facts.paper.title for facts in analysis.find_papers(selection.papers)},
        analysis.communities,
        weights,
        title=title,
        caption=_write_caption(counts, selection, name, depth),
        focus=around,
    )
    in_picture = set(selection.entities)
    near = tuple(incidence.entities[i] for i in chosen if i in in_picture) if around is not None else ()
    return replace(scene, types=tuple(sorted(types or ())), near=near, depth=depth)


def _number_themes(incidence: Incidence, communities: Sequence[Community]) -> dict[int, int]:
    """The theme of each concept that is in one, by the concepts' numbers."""
    number = {entity: i for i, entity in enumerate(incidence.entities)}
    return {number[entity]: community.number for community in communities for entity in community.concepts}


def _find_focus(analysis: PicturedAnalysis, around: str) -> tuple[str, list[int], str | None]:
    """What a picture around the id `around` starts from: its name, the numbers of its entities, the id of its paper.

    Raises:
        NoSuchName: nothing has the id.
    """
    incidence = analysis.incidence
    if around in incidence.entities:
        root = incidence.entities.index(around)
        return analysis.find_entities([root])[root].name, [root], None
    for number, paper in enumerate(incidence.papers):
        if make_paper_path(paper) == around:
            [facts] = analysis.find_papers([paper])
            return facts.paper.title, incidence.entities_of(number).tolist(), paper
    raise NoSuchName(f"There is no entity or paper {around!r} in the graph; `kg search` finds names.")


def _write_caption(counts: str, selection: Selection, around: str | None, depth: int) -> str:
    """One or two sentences on which part of the graph is shown; `around` is a name, or None for the whole corpus."""
    if selection.papers:
        return f"{counts}, with {len(selection.papers):,} of the papers. A line joins a paper to what it names."
    lines = f"The {len(selection.links):,} strongest lines are drawn; each joins concepts that papers name together."
    if around is None:
        return f"{counts}: those that say most about what papers have in common. {lines}"
    links = "directly" if depth == 1 else f"over up to {depth} links"
    return f"{counts}: those that papers name together with {around}, {links}. {lines}"
