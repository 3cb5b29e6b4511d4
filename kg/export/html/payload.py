"""What the page knows: the picture, and behind each of its names the papers, results and sentences that speak of it.

Plain lists and numbers, so that the file stays small: a thing is named by its position. Offsets are in UTF-16 units,
as the browser counts.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from kg.identifiers import paper_identifier
from kg.records import LABELS, Entity, Knowledge, LinkedMention, PaperFacts, Relation, Result
from kg.text import Display, display
from kg.views import ConceptMap

_MOST_ENTITIES = 6_000  # that can be found by search
_MOST_PAPERS = 1_500  # whose sentences are in the file
_SENTENCE_END = re.compile(r"""[.!?]['")\]]*\s+(?=[A-Z\\("'])|\n\n""")
_LONGEST_SENTENCE = 600  # characters


def payload(view: ConceptMap, knowledge: Knowledge) -> dict[str, Any]:
    """The data of the page, as plain JSON values; see the module for its shape."""
    entities = _entities(view, knowledge)
    papers = _papers(view, knowledge)
    number = {entity.id: i for i, entity in enumerate(entities)}
    paper_number = {facts.paper.id: i for i, facts in enumerate(papers)}
    home = {entity: c.number for c in view.communities for entity in c.concepts}
    return {
        "title": view.title,
        "caption": view.caption,
        "focus": view.focus,
        "totals": {"papers": len(knowledge.papers), "entities": len(knowledge.entities)},
        "types": [*LABELS, "PAPER"],
        "entities": [
            {
                "id": entity.id,
                "name": entity.name,
                "type": LABELS.index(entity.type),
                "aliases": [surface for surface, _ in entity.aliases if surface != entity.name],
                "hidden": list(entity.hidden),
                "papers": entity.paper_count,
                "benchmark": entity.is_benchmark,
                "community": home.get(entity.id),
            }
            for entity in entities
        ],
        "papers": [_Speaker(facts, number).said() for facts in papers],
        "communities": [
            {
                "number": c.number,
                "name": c.name,
                "papers": len(c.papers),
                "concepts": [number[e] for e in c.concepts if e in number],
            }
            for c in view.communities
        ],
        "broader": [
            [relation.type, number[relation.subject], number[relation.object]]
            for relation in knowledge.entity_relations
            if relation.subject in number and relation.object in number
        ],
        "links": [
            [link.source, link.target, link.type, [paper_number[p] for p in link.papers if p in paper_number]]
            for link in view.links
        ],
    }


def _entities(view: ConceptMap, knowledge: Knowledge) -> list[Entity]:
    """Those shown and those that most papers name, by id."""
    shown = {node.id for node in view.nodes}
    ranked = sorted(knowledge.entities, key=lambda e: (e.id not in shown, -e.paper_count, e.id))
    return sorted(ranked[:_MOST_ENTITIES], key=lambda e: e.id)


def _papers(view: ConceptMap, knowledge: Knowledge) -> list[PaperFacts]:
    """Those shown and those that name most of what is shown, in their order."""
    weights = {node.id: node.weight for node in view.nodes}
    score: Counter[str] = Counter()
    for facts in knowledge.papers:
        named = sorted({mention.entity for mention in facts.mentions})
        score[facts.paper.id] = round(1e6 * sum(weights.get(entity, 0.0) for entity in named))
        if paper_identifier(facts.paper.id) in weights:
            score[facts.paper.id] += 10**12
    kept = set(sorted(score, key=lambda paper: (-score[paper], paper))[:_MOST_PAPERS])
    return [facts for facts in knowledge.papers if facts.paper.id in kept]


@dataclass
class _Speaker:
    """What one paper says, with the sentences in which it says it."""

    facts: PaperFacts
    number: dict[str, int]
    sentences: dict[tuple[int, int], int] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        paper = self.facts.paper
        shown = display(paper.text)
        title_end = len(paper.title)
        mentions = self._mentions(shown)
        results = [self._result(result, shown) for result in self.facts.results]
        return {
            "id": paper_identifier(paper.id),
            "title": shown.text[slice(*shown.from_raw(0, title_end))] if title_end else paper.id,
            "url": web_link(paper.url),
            "date": paper.published,
            "inferred": paper.published_inferred,
            "by": paper.organization,
            "code": [link for link in map(web_link, self.facts.code) if link],
            "mentions": mentions,
            "results": results,
            "sentences": [shown.text[slice(*shown.from_raw(*span))] for span in self.sentences],
        }

    def _mentions(self, shown: Display) -> list[list[Any]]:
        """Per entity: its number, what the paper does with it, the sentence, and where in it the name stands."""
        relations: dict[str, list[Relation]] = {}
        for relation in self.facts.relations:
            relations.setdefault(relation.object, []).append(relation)
        first: dict[str, LinkedMention] = {}
        for mention in self.facts.mentions:
            first.setdefault(mention.entity, mention)
        rows = []
        for entity, mention in sorted(first.items()):
            if entity not in self.number:
                continue
            found = relations.get(entity, [])
            kinds = sorted({("not " if r.negated else "") + r.type for r in found})
            best = max(found, key=lambda r: (r.score, -r.start), default=None)
            if best is not None:
                span = self._clipped(best.sentence_start, best.sentence_end, best.start, best.end)
                where = (best.start, best.end)
            else:
                span = self._clipped(*_sentence(self.facts.paper.text, mention.start, mention.end))
                where = (mention.start, mention.end)
            rows.append([self.number[entity], kinds, self._position(span), *_within(shown, span, where)])
        return rows

    def _result(self, result: Result, shown: Display) -> dict[str, Any]:
        span = self._clipped(result.sentence_start, result.sentence_end, result.start, result.end)
        named = {
            role: self.number.get(entity)
            for role, entity in (
                ("metric", result.metric),
                ("dataset", result.dataset),
                ("subject", result.subject),
                ("comparator", result.comparator),
            )
            if entity is not None
        }
        conditions = [shown.text[slice(*shown.from_raw(*condition))] for condition in result.conditions]
        return named | {
            "value": shown.text[slice(*shown.from_raw(result.start, result.end))],
            "text": display(result.value_text).text,
            "unit": result.unit,
            "kind": result.kind,
            "direction": result.direction,
            "bound": result.bound,
            "holder": result.holder,
            "conditions": conditions,
            "sentence": [self._position(span), *_within(shown, span, (result.start, result.end))],
        }

    def _clipped(self, start: int, end: int, inner_start: int = 0, inner_end: int = 0) -> tuple[int, int]:
        """The sentence, or the part of a very long one around what it is shown for."""
        if end - start <= _LONGEST_SENTENCE:
            return start, end
        middle = (inner_start + inner_end) // 2 if inner_end else start
        low = max(start, middle - _LONGEST_SENTENCE // 2)
        return low, min(end, max(low + _LONGEST_SENTENCE, inner_end))

    def _position(self, span: tuple[int, int]) -> int:
        return self.sentences.setdefault(span, len(self.sentences))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a mention whose own sentence nothing recorded."""
    low = max((m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _LONGEST_SENTENCE), start)), default=None)
    after = _SENTENCE_END.search(text, end)
    high = len(text) if after is None else after.start() + len(after.group().rstrip())
    return max(0, start - _LONGEST_SENTENCE // 2) if low is None else low, high


def _within(shown: Display, sentence: tuple[int, int], span: tuple[int, int]) -> tuple[int, int]:
    """Where in the displayed sentence a raw span stands, in UTF-16 units."""
    low, high = shown.from_raw(*sentence)
    start, end = (min(max(offset, low), high) for offset in shown.from_raw(*span))
    return _utf16(shown.text[low:start]), _utf16(shown.text[low:end])


def _utf16(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def web_link(url: str) -> str:
    """The link if it leads to the web, else nothing: no other scheme may be clicked."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # what urlsplit cannot read (an unclosed IPv6 bracket) is no link
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""
