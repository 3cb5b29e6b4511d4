"""Relations and results that a corrections file says a paper does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.corrections import ORIGIN, Corrections, RetractRelation, RetractResult
from kg.corrections.entries import Entry
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected, EntityId
from kg.model.records import Claim, Extraction, MentionStart, Paper
from kg.model.results import Result
from kg.text.normalise import normalise
from kg.text.numerals import to_plain_decimal

Entities = Mapping[str, frozenset[EntityId]]  # merge key of a name -> the entities that have it


def without_facts(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    entities: Sequence[Mapping[MentionStart, EntityId]],
    corrections: Corrections,
    index: PaperIndex,
    named: Entities,
) -> tuple[list[Extraction], list[Corrected]]:
    """The extractions without what is retracted, and what that was; `entities` gives the entity of every mention."""
    kept = list(extractions)
    log: list[Corrected] = []
    for denied in corrections.retracted_relations:
        if (at := index.find(denied, denied.paper, log)) is not None:
            gone = [c for c in extractions[at].claims if _is_denied(c, denied, entities[at], named)]
            kept[at] = replace(kept[at], claims=tuple(claim for claim in kept[at].claims if claim not in gone))
            log += _told(denied, papers[at], f"{denied.relation} {denied.object}", gone)
    for wrong in corrections.retracted_results:
        if (at := index.find(wrong, wrong.paper, log)) is not None:
            numbers = [c for c in extractions[at].results if _is_meant(c, wrong, entities[at], named)]
            kept[at] = replace(kept[at], results=tuple(claim for claim in kept[at].results if claim not in numbers))
            log += _told(wrong, papers[at], f"result {wrong.value}", numbers)
    return kept, log


def _told(entry: Entry, paper: Paper, what: str, gone: Sequence[Claim | Result[MentionStart]]) -> Iterator[Corrected]:
    for said in sorted({paper.text[claim.sentence_start : claim.sentence_end] for claim in gone}):
        yield Corrected(entry.place.line, "retracted", paper.id, f"Retracted ({what}): {entry.because}.", said)
    if not gone:
        reason = f"The paper has no such fact ({what}); see `kg show` for what it has, or leave the entry out."
        yield Corrected(entry.place.line, "unmatched", paper.id, reason)


def _is_denied(
    claim: Claim, entry: RetractRelation, entities: Mapping[MentionStart, EntityId], named: Entities
) -> bool:
    # What a paper proposes and is a dataset it introduces: who denies that denies both.
    types = (entry.relation, "proposes") if entry.relation == "introduces" else (entry.relation,)
    objects = named.get(normalise(entry.object), frozenset())
    return claim.origin != ORIGIN and claim.type in types and entities[claim.mention] in objects


def _is_meant(
    claim: Result[MentionStart], entry: RetractResult, entities: Mapping[MentionStart, EntityId], named: Entities
) -> bool:
    if claim.origin == ORIGIN or not {entry.value, to_plain_decimal(entry.value)} & {claim.value, claim.value_text}:
        return False
    for name, mention in ((entry.metric, claim.metric), (entry.dataset, claim.dataset)):
        if name is not None:
            about = claim.subject if mention is None else mention  # as in `facts`: "47.8 (ROUGE-1)"
            if about is None or entities[about] not in named.get(normalise(name), frozenset()):
                return False
    return True
