"""The data of the map page: the picture, and the names, papers, results and sentences that it can open.

Rows of plain lists and numbers, so that the file stays small: a thing is named by its position, -1 is none, and
`web/map/data.js` gives the fields of each row their names. Offsets are in UTF-16 units, as the browser counts.
"""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.model.derived import ConceptMap
from kg.model.knowledge import Entity, EntityId, Knowledge, LinkedMention, PaperFacts, Relation
from kg.model.results import ROLE_RANGES, Result, Role
from kg.model.types import ENTITY_RELATION_TYPES, LABELS, NODE_KINDS, RELATION_TYPES, Label
from kg.pictures.pages.shared import keep_web_link
from kg.rdf.iris import make_paper_path
from kg.rdf.namespaces import ID_BASE, VOCABULARIES
from kg.text.display import Display, display

_MOST_ENTITIES = 20_000  # that can be found and opened
_MOST_PAPERS = 10_000
_MOST_TEXT = 6_000_000  # bytes of sentences and results; papers beyond it keep title, link, date and what they name
_RELATIONS = (*RELATION_TYPES, *(f"not {kind}" for kind in RELATION_TYPES))  # bits of a mention's mask
_PARTS: tuple[Role, ...] = ("metric", "dataset", "task", "subject", "comparator")  # of a result, as its row has them
_SENTENCE_END = re.compile(r"""[.!?]['")\]]*\s+(?=[A-Z\\("'])|\n\n""")
_LONGEST_SENTENCE = 600  # characters


def build_map_payload(view: ConceptMap, knowledge: Knowledge, doubtful: Iterable[PaperFacts] = ()) -> dict[str, Any]:
    """The data of the page as plain JSON values, in the form described above. Results in `doubtful` are kept apart."""
    entities = _choose_entities(view, knowledge)
    ranked = _choose_papers(view, knowledge)
    opened = frozenset(ranked)
    unsure = {facts.paper.id: facts.results for facts in doubtful if facts.paper.id in opened}
    number: dict[str, int] = {entity.id: i for i, entity in enumerate(entities)}
    labels = [entity.type for entity in entities]
    theme_of = {entity: c.number for c in view.communities for entity in c.concepts}
    rows = {
        facts.paper.id: _PaperRow(facts, number, labels, unsure.get(facts.paper.id, ())).build()
        for facts in knowledge.papers
        if facts.paper.id in opened
    }
    room = _MOST_TEXT
    quoted = 0
    for paper in ranked:  # those that matter most to the picture keep their sentences
        size = len(json.dumps(rows[paper][-3:], ensure_ascii=False).encode("utf-8", "surrogatepass"))
        if size > room:
            rows[paper] = _drop_sentences(rows[paper])
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
        "totals": {"papers": len(knowledge.papers), "entities": len(knowledge.entities), "quoted": quoted},
        "types": [row.name for row in NODE_KINDS],
        "relations": list(_RELATIONS),
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
            for relation in knowledge.entity_relations
            if relation.subject in number and relation.object in number
        ],
        "links": [[paper_number[p] for p in link.papers if p in paper_number] for link in view.links],
    }


def _choose_entities(view: ConceptMap, knowledge: Knowledge) -> list[Entity]:
    """The entities of the picture and those that most papers name, by id."""
    node_ids = {node.id for node in view.nodes}
    ranked = sorted(knowledge.entities, key=lambda e: (e.id not in node_ids, -e.paper_count, e.id))
    return sorted(ranked[:_MOST_ENTITIES], key=lambda e: e.id)


def _choose_papers(view: ConceptMap, knowledge: Knowledge) -> list[str]:
    """The ids of the papers of the picture, then of those that name most of what it shows."""
    weights = {node.id: node.weight for node in view.nodes}
    score: dict[str, float] = {}
    for facts in knowledge.papers:
        named = sorted({mention.entity for mention in facts.mentions})
        score[facts.paper.id] = round(1e6 * sum(weights.get(entity, 0.0) for entity in named))
        if make_paper_path(facts.paper.id) in weights:
            score[facts.paper.id] += 10**12
    return heapq.nsmallest(_MOST_PAPERS, score, key=lambda paper: (-score[paper], paper))


def _drop_sentences(row: list[Any]) -> list[Any]:
    *metadata, mentions, _, _, _ = row
    bare = [value for i in range(0, len(mentions), 5) for value in (*mentions[i : i + 2], -1, 0, 0)]
    return [*metadata, bare, [], [], []]


@dataclass
class _PaperRow:
    """The row of one paper, with the sentences that its mentions and results stand in."""

    facts: PaperFacts
    number: dict[str, int]
    labels: list[Label]
    doubtful: Sequence[Result[EntityId]] = ()
    sentences: dict[tuple[int, int], int] = field(default_factory=dict)

    def build(self) -> list[Any]:
        """The row: paper, links to code, mentions, results, the texts of their sentences, doubtful results."""
        paper = self.facts.paper
        displayed = display(paper.text)
        title_end = len(paper.title)
        mentions = self._build_mentions(displayed)
        results = [self._build_result(result, displayed) for result in self.facts.results]
        doubtful = [self._build_result(result, displayed) for result in self.doubtful]
        return [
            make_paper_path(paper.id),
            displayed.text[slice(*displayed.from_raw(0, title_end))] if title_end else paper.id,
            keep_web_link(paper.url),
            paper.published,
            int(paper.published_inferred),
            paper.organization,
            [link for link in map(keep_web_link, self.facts.code) if link],
            mentions,
            results,
            [displayed.text[slice(*displayed.from_raw(*span))] for span in self.sentences],
            doubtful,
        ]

    def _build_mentions(self, displayed: Display) -> list[int]:
        """Five numbers for each entity that the paper names.

        They are the entity's number, a mask of the paper's relations to it, the number of a sentence, and the start and
        end of the name in that sentence.
        """
        relations: dict[str, list[Relation]] = {}
        for relation in self.facts.relations:
            relations.setdefault(relation.object, []).append(relation)
        first: dict[str, LinkedMention] = {}
        for mention in self.facts.mentions:
            first.setdefault(mention.entity, mention)
        rows: list[int] = []
        for entity, mention in sorted(first.items()):
            if entity not in self.number:
                continue
            stated = relations.get(entity, [])
            kinds = {("not " if r.negated else "") + r.type for r in stated}
            best = max(stated, key=lambda r: (r.score, -r.start), default=None)
            if best is not None:
                span = self._clip(best.sentence_start, best.sentence_end, best.start, best.end)
                where = (best.start, best.end)
            else:
                span = self._clip(*_find_sentence(self.facts.paper.text, mention.start, mention.end))
                where = (mention.start, mention.end)
            mask = sum(1 << bit for bit, kind in enumerate(_RELATIONS) if kind in kinds)
            rows += [self.number[entity], mask, self._number_sentence(span), *_locate_within(displayed, span, where)]
        return rows

    def _build_result(self, result: Result[EntityId], displayed: Display) -> list[Any]:
        span = self._clip(result.sentence_start, result.sentence_end, result.start, result.end)
        return [
            *(self._number_participant(result, role) for role in _PARTS),
            display(result.value_text).text,
            result.value if result.low is None else result.low,
            result.kind,
            result.direction,
            result.bound,
            result.holder,
            [displayed.text[slice(*displayed.from_raw(*condition))] for condition in result.conditions],
            round(100 * result.score),
            self._number_sentence(span),
            *_locate_within(displayed, span, (result.start, result.end)),
        ]

    def _number_participant(self, result: Result[EntityId], role: Role) -> int:
        """The number of the participant in a role; -1 if its type does not fit the role, as in the RDF graph."""
        number = self.number.get(getattr(result, role) or "", -1)
        return number if number >= 0 and self.labels[number] in ROLE_RANGES[role] else -1

    def _clip(self, start: int, end: int, inner_start: int = 0, inner_end: int = 0) -> tuple[int, int]:
        """A sentence, or of a very long one the part around an inner span."""
        if end - start <= _LONGEST_SENTENCE:
            return start, end
        middle = (inner_start + inner_end) // 2 if inner_end else start
        low = max(start, middle - _LONGEST_SENTENCE // 2)
        return low, min(end, max(low + _LONGEST_SENTENCE, inner_end))

    def _number_sentence(self, span: tuple[int, int]) -> int:
        return self.sentences.setdefault(span, len(self.sentences))


def _find_sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around a mention, found anew: no record holds it."""
    low = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _LONGEST_SENTENCE), start)), default=None)
    after = _SENTENCE_END.search(text, end)
    high = len(text) if after is None else after.start() + len(after.group().rstrip())
    return max(0, start - _LONGEST_SENTENCE // 2) if low is None else low, high


def _locate_within(displayed: Display, sentence: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """The start and end of a raw span in the displayed sentence, in UTF-16 units."""
    low, high = displayed.from_raw(*sentence)
    start, end = (min(max(offset, low), high) for offset in displayed.from_raw(*span))
    return _count_utf16(displayed.text[low:start]), _count_utf16(displayed.text[low:end])


def _count_utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
