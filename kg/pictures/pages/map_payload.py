"""The data of the map page: the picture, and the names, papers, results and sentences that it can open.

Rows of plain lists and numbers, so that the file stays small: a thing is named by its position, -1 is none, and
`web/map/data.js` gives the fields of each row their names. Offsets are in UTF-16 units, as the browser counts.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.model.derived import ConceptMap
from kg.model.knowledge import Entity, EntityRelation, Knowledge, PaperFacts
from kg.model.types import ENTITY_RELATION_TYPES, LABELS, NODE_KINDS, RELATION_TYPES
from kg.pictures.pages.paper_row import RELATIONS, build_paper_row, drop_sentences
from kg.rdf.iris import make_paper_path
from kg.rdf.namespaces import ID_BASE, VOCABULARIES

MOST_ENTITIES = 20_000
"""Entities that can be found and opened in a page."""
MOST_PAPERS = 10_000
"""Papers that can be opened in it."""
SCALE, PICTURED = 1e6, 10**12
"""Of the score of a paper: for the weight of the nodes that it names, and for being a node itself."""
_MOST_TEXT = 6_000_000  # bytes of sentences and results; papers beyond it keep title, link, date and what they name


@dataclass(frozen=True, slots=True)
class PageContents:
    """The part of a graph that a page can open, beside its picture."""

    total_papers: int  # of the graph
    total_entities: int
    entities: Sequence[Entity]  # by id; those of the picture, and those that most papers name
    relations: Iterable[EntityRelation]  # among others those between these entities, in their order
    papers: Sequence[str]  # ids; those of the picture, then those that name most of it: `rank_papers`
    rows: Mapping[str, list[Any]]  # of these papers (`kg.pictures.pages.paper_row`), by id


def build_map_payload(view: ConceptMap, knowledge: Knowledge, doubtful: Iterable[PaperFacts] = ()) -> dict[str, Any]:
    """The data of the page as plain JSON values, in the form described above. Results in `doubtful` are kept apart."""
    entities = _choose_entities(view, knowledge)
    ranked = _choose_papers(view, knowledge)
    opened = frozenset(ranked)
    unsure = {facts.paper.id: facts.results for facts in doubtful if facts.paper.id in opened}
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(entities)}
    labels = [entity.type for entity in entities]
    rows = {
        facts.paper.id: build_paper_row(facts, number, labels, unsure.get(facts.paper.id, ()))
        for facts in knowledge.papers
        if facts.paper.id in opened
    }
    totals = len(knowledge.papers), len(knowledge.entities)
    return assemble_payload(view, PageContents(*totals, entities, knowledge.entity_relations, ranked, rows))


def assemble_payload(view: ConceptMap, contents: PageContents) -> dict[str, Any]:
    """The data of the page; as many papers as there is room for keep their sentences."""
    entities, rows = contents.entities, dict(contents.rows)
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(entities)}
    theme_of = {entity: c.number for c in view.communities for entity in c.concepts}
    room = _MOST_TEXT
    quoted = 0
    for paper in contents.papers:  # those that matter most to the picture keep their sentences
        size = len(json.dumps(rows[paper][-3:], ensure_ascii=False).encode("utf-8", "surrogatepass"))
        if size > room:
            rows[paper] = drop_sentences(rows[paper])
        else:
            room -= size
            quoted += 1
    papers = sorted(rows)
    paper_number = {paper: i for i, paper in enumerate(papers)}
    return {
        "title": view.title,
        "caption": view.caption,
        "focus": view.focus,
        "compared": view.is_comparison,
        "only": list(view.types),
        "near": [number[entity] for entity in view.near if entity in number],
        "depth": view.depth,
        "base": ID_BASE,
        "prefixes": {prefix: VOCABULARIES[prefix] for prefix in ("dcterms", "kg", "mls", "prov", "schema", "skos")},
        "totals": {"papers": contents.total_papers, "entities": contents.total_entities, "quoted": quoted},
        "types": [row.name for row in NODE_KINDS],
        "relations": list(RELATIONS),
        "above": list(ENTITY_RELATION_TYPES),
        "kinds": sorted({link.type for link in view.links} - {"shared papers"} | {"mentions", *RELATION_TYPES}),
        "entities": [
            [
                entity.id,
                entity.name,
                LABELS.index(entity.type),
                [surface for surface, _ in entity.aliases if surface != entity.name],
                list(entity.hidden),
                entity.paper_count,
                int(entity.is_benchmark),
                theme_of.get(entity.id, -1),
            ]
            for entity in entities
        ],
        "papers": [rows[paper] for paper in papers],
        "communities": [
            [c.number, c.name, len(c.papers), [number[e] for e in c.concepts if e in number]] for c in view.communities
        ],
        "hierarchy": [
            [ENTITY_RELATION_TYPES.index(relation.type), number[relation.subject], number[relation.object]]
            for relation in contents.relations
            if relation.subject in number and relation.object in number
        ],
        "links": [[paper_number[p] for p in link.papers if p in paper_number] for link in view.links],
    }


def _choose_entities(view: ConceptMap, knowledge: Knowledge) -> list[Entity]:
    """The entities of the picture and those that most papers name, by id."""
    node_ids = {node.id for node in view.nodes}
    ranked = sorted(knowledge.entities, key=lambda e: (e.id not in node_ids, -e.paper_count, e.id))
    return sorted(ranked[:MOST_ENTITIES], key=lambda e: e.id)


def _choose_papers(view: ConceptMap, knowledge: Knowledge) -> list[str]:
    """The ids of the papers of the picture, then of those that name most of what it shows."""
    weights = {node.id: node.weight for node in view.nodes}
    score: dict[str, float] = {}
    for facts in knowledge.papers:
        named = sorted({mention.entity for mention in facts.mentions})
        score[facts.paper.id] = round(SCALE * sum(weights.get(entity, 0.0) for entity in named))
        if make_paper_path(facts.paper.id) in weights:
            score[facts.paper.id] += PICTURED
    return heapq.nsmallest(MOST_PAPERS, score, key=lambda paper: (-score[paper], paper))
