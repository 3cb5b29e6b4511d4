"""The row of a paper in the data of the map page: what it is, what it names and reports, and the sentences of that.

The form of the data is described in `map_payload`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kg.model.knowledge import EntityId, LinkedMention, PaperFacts, Relation
from kg.model.results import ROLE_RANGES, Result, Role
from kg.model.types import RELATION_TYPES, Label
from kg.pictures.pages.shared import keep_web_link
from kg.rdf.iris import make_paper_path
from kg.text.display import Display, display

RELATIONS = (*RELATION_TYPES, *(f"not {kind}" for kind in RELATION_TYPES))
"""The bits of a mention's mask."""
_PARTS: tuple[Role, ...] = ("metric", "dataset", "task", "subject", "comparator")  # of a result, as its row has them
_MENTION = 5  # numbers
_SENTENCE = -3  # the place of a result's sentence in its row
_SENTENCE_END = re.compile(r"""[.!?]['")\]]*\s+(?=[A-Z\\("'])|\n\n""")
_LONGEST_SENTENCE = 600  # characters


def build_paper_row(
    facts: PaperFacts, number: Mapping[str, int], labels: Sequence[Label], doubtful: Sequence[Result[EntityId]] = ()
) -> list[Any]:
    """The row: paper, links to code, mentions, results, the texts of their sentences, doubtful results.

    Args:
        number: the numbers of the entities that the page holds; the others are left out.
        labels: the types of these, by number.
        doubtful: results of the paper that are kept apart.
    """
    return _PaperRow(facts, number, labels, doubtful).build()


def drop_sentences(row: list[Any]) -> list[Any]:
    """The row with what the paper names, and without sentences and results."""
    *metadata, mentions, _, _, _ = row
    bare = [value for i in range(0, len(mentions), _MENTION) for value in (*mentions[i : i + 2], -1, 0, 0)]
    return [*metadata, bare, [], [], []]


def renumber(row: list[Any], number: Mapping[int, int]) -> list[Any]:
    """The row as `build_paper_row` makes it with fewer entities: those in `number`, which has their new numbers."""
    *metadata, mentions, results, sentences, doubtful = row
    places: dict[int, int] = {}

    def place(sentence: int) -> int:
        return places.setdefault(sentence, len(places))

    def replace(result: list[Any]) -> list[Any]:
        participants, rest = result[: len(_PARTS)], result[len(_PARTS) :]
        rest[_SENTENCE] = place(rest[_SENTENCE])
        return [*(number.get(entity, -1) for entity in participants), *rest]

    kept: list[int] = []
    for i in range(0, len(mentions), _MENTION):
        entity, mask, sentence, *span = mentions[i : i + _MENTION]
        if entity in number:
            kept += [number[entity], mask, place(sentence), *span]
    new, unsure = [replace(result) for result in results], [replace(result) for result in doubtful]
    return [*metadata, kept, new, [sentences[i] for i in places], unsure]


@dataclass
class _PaperRow:
    """The row of one paper, with the sentences that its mentions and results stand in."""

    facts: PaperFacts
    number: Mapping[str, int]
    labels: Sequence[Label]
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
            mask = sum(1 << bit for bit, kind in enumerate(RELATIONS) if kind in kinds)
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
