"""Removes the mentions of names that a corrections file says name nothing, with the records that depend on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.corrections.entries import Corrections, RetractMention
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected
from kg.model.records import Extraction, Mention, Paper
from kg.system.spool import Amended
from kg.text.normalise import surface_form


def retract_mentions(
    papers: Sequence[Paper], extractions: Sequence[Extraction], corrections: Corrections, index: PaperIndex
) -> tuple[Sequence[Extraction], list[Corrected]]:
    """The extractions, aligned with `papers`, without the mentions that [[retract]] denies; a report on each entry."""
    remaining = Amended(extractions)
    log: list[Corrected] = []
    anywhere: dict[str, list[RetractMention]] = defaultdict(list)  # merge key -> entries
    within: dict[int, dict[str, list[RetractMention]]] = defaultdict(lambda: defaultdict(list))  # by position of paper
    for entry in corrections.retracted_mentions:
        if entry.paper is None:
            anywhere[entry.name.key].append(entry)
        elif (position := index.find(entry, entry.paper, log)) is not None:
            within[position][entry.name.key].append(entry)
    effective: set[RetractMention] = set()
    asked = enumerate(extractions) if anywhere else ((position, extractions[position]) for position in sorted(within))
    for position, extraction in asked:
        in_paper = within.get(position, {})
        entries = {key: [*anywhere.get(key, ()), *in_paper.get(key, ())] for key in (*anywhere, *in_paper)}
        retracted = _find_mentions(extraction, entries)
        for key, mentions in sorted(retracted.items()):
            effective.update(entries[key])
            reason = _explain(entries[key][0], mentions, extraction)
            excerpt = "; ".join(sorted({mention.text for mention in mentions}))
            log.append(Corrected(entries[key][0].place.line, "retracted", papers[position].id, reason, excerpt))
        if retracted:
            starts = {mention.reference for mentions in retracted.values() for mention in mentions}
            remaining[position] = extraction.drop_mentions(starts)
    for entry in corrections.retracted_mentions:
        if entry not in effective and (entry.paper is None or index.position(entry.paper) is not None):
            where = "The corpus" if entry.paper is None else f"The paper {entry.paper}"
            reason = f"{where} has no mention of {entry.name.text}; check the spelling, or leave the entry out."
            log.append(Corrected(entry.place.line, "unmatched", None, reason))
    return remaining, log


def _find_mentions(extraction: Extraction, entries: Mapping[str, Sequence[RetractMention]]) -> dict[str, list[Mention]]:
    """The mentions of the names of the entries, by merge key."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for mention in extraction.mentions if entries else ():
        if (key := surface_form(mention.text).key) in entries:
            by_key[key].append(mention)
    return by_key


def _explain(entry: RetractMention, mentions: Sequence[Mention], extraction: Extraction) -> str:
    name, count = entry.name.text, len(mentions)
    starts = {mention.reference for mention in mentions}
    claims = sum(claim.mention in starts for claim in extraction.claims)
    facts = f" and {claims} relations that rest on it" if claims else ""
    return f"{f'{count} mentions' if count > 1 else 'A mention'} of {name}{facts} retracted: {entry.because}."
