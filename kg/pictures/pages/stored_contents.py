"""What a page can open, read from the store: the records of its entities, and the rows of its papers alone."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from kg.model.derived import ConceptMap
from kg.pictures.pages.map_payload import MOST_ENTITIES, MOST_PAPERS, PICTURED, SCALE, PageContents
from kg.pictures.pages.paper_row import renumber
from kg.pictures.stored_analysis import StoredAnalysis
from kg.rdf.iris import make_paper_path


def read_contents(view: ConceptMap, analysis: StoredAnalysis) -> PageContents:
    """The contents of the page of a view, as `map_payload.build_map_payload` chooses them.

    Raises:
        DamagedRow: a record that it needs has changed or is missing.
    """
    incidence = analysis.incidence
    numbers = _choose_entities(view, analysis)
    found = analysis.find_entities(numbers)
    entities = [found[i] for i in numbers]
    papers = _choose_papers(view, analysis)
    rows: dict[str, list[Any]] = {
        paper: json.loads(row) for paper, row in analysis.store.analysis_rows.find_page_rows(papers).items()
    }
    if len(numbers) < len(incidence.entities):
        place = {number: i for i, number in enumerate(numbers)}
        rows = {paper: renumber(row, place) for paper, row in rows.items()}
    relations = analysis.store.shown.find_relations_from(entity.id for entity in entities)
    return PageContents(len(incidence.papers), len(incidence.entities), entities, relations, papers, rows)


def _choose_entities(view: ConceptMap, analysis: StoredAnalysis) -> list[int]:
    """The numbers of the entities of the picture and of those that most papers name, ascending."""
    ids = analysis.incidence.entities
    if len(ids) <= MOST_ENTITIES:
        return list(range(len(ids)))
    number: dict[str, int] = {entity: i for i, entity in enumerate(ids)}
    shown = sorted((node for node in view.nodes if node.id in number), key=lambda node: (-node.papers, node.id))
    ranked: list[str] = [node.id for node in shown]
    ranked += analysis.store.shown.list_most_named(MOST_ENTITIES)
    return sorted(number[entity] for entity in list(dict.fromkeys(ranked))[:MOST_ENTITIES])


def _choose_papers(view: ConceptMap, analysis: StoredAnalysis) -> list[str]:
    """The ids of the papers of the picture, then of those that name most of what it shows."""
    incidence = analysis.incidence
    weight = {node.id: node.weight for node in view.nodes}
    weights = np.array([weight.get(entity, 0.0) for entity in incidence.entities])
    scores = np.rint(SCALE * (incidence.matrix @ weights))
    if any(node.type == "PAPER" for node in view.nodes):
        scores += [PICTURED * (make_paper_path(paper) in weight) for paper in incidence.papers]
    order = np.lexsort((np.arange(len(scores)), -scores))[:MOST_PAPERS]
    return [incidence.papers[i] for i in order.tolist()]
