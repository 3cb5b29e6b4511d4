"""Names that a corrections file says name nothing: their mentions go, with what rests on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.corrections import Corrections, RetractMention
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected
from kg.model.records import Extraction, Mention, Paper
from kg.text.normalise import normalise
from kg.text.surface_form import surface_form


def without_mentions(
    papers: Sequence[Paper], extractions: Sequence[Extraction], corrections: Corrections, index: PaperIndex
) -> tuple[list[Extraction], list[Corrected]]:
    """The extractions without what [[retract]] says names nothing, and what was retracted."""
    kept = list(extractions)
    log: list[Corrected] = []
    anywhere: dict[str, list[RetractMention]] = defaultdict(list)
    within: dict[int, dict[str, list[RetractMention]]] = defaultdict(lambda: defaultdict(list))
    for entry in corrections.retracted_mentions:
        if entry.paper is None:
            anywhere[normalise(entry.name)].append(entry)
        elif (position := index.find(entry, entry.paper, log)) is not None:
            within[position][normalise(entry.name)].append(entry)
    matched: set[RetractMention] = set()
    for position in range(len(papers)) if anywhere else sorted(within):
        meant: dict[str, list[RetractMention]] = defaultdict(list)
        for by_key in (anywhere, within[position]):
            for key, entries in by_key.items():
                meant[key] += entries
        if not meant:
            continue
        dropped: dict[str, list[Mention]] = defaultdict(list)
        for mention in kept[position].mentions:
            if (key := surface_form(mention.text).key) in meant:
                dropped[key].append(mention)
        for key, mentions in sorted(dropped.items()):
            entry = meant[key][0]
            matched.update(meant[key])
            surfaces = sorted({mention.text for mention in mentions})
            told = f"{len(mentions)} mentions of {entry.name}" if len(mentions) > 1 else f"A mention of {entry.name}"
            starts = {mention.reference for mention in mentions}
            lost = sum(claim.mention in starts for claim in kept[position].claims)
            facts = f" and {lost} relations that rest on it" if lost else ""
            reason = f"{told}{facts} retracted: {entry.because}."
            log.append(Corrected(entry.place.line, "retracted", papers[position].id, reason, "; ".join(surfaces)))
        if dropped:
            starts = {mention.reference for mentions in dropped.values() for mention in mentions}
            kept[position] = kept[position].drop_mentions(starts)
    for entry in corrections.retracted_mentions:
        if entry not in matched and (entry.paper is None or index.position(entry.paper) is not None):
            where = "The corpus" if entry.paper is None else f"The paper {entry.paper}"
            reason = f"{where} has no mention of {entry.name}; check the spelling, or leave the entry out."
            log.append(Corrected(entry.place.line, "unmatched", None, reason))
    return kept, log
