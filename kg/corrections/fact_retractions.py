"""Relations, results and comparisons that a corrections file says a paper does not have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.corrections.entries import ORIGIN, Corrections, Entry, RetractComparison, RetractRelation, RetractResult
from kg.corrections.paper_index import PaperIndex
from kg.model.comparison_record import Comparison
from kg.model.knowledge import Corrected, EntityId
from kg.model.records import Claim, Extraction, MentionStart, Paper
from kg.model.results import Result
from kg.system.spool import Amended
from kg.text.numerals import to_plain_decimal

EntitiesByName = Mapping[str, frozenset[EntityId]]  # merge key of a name -> the entities that have it
LinkedEntities = Mapping[MentionStart, EntityId]  # the entity that each mention of a paper names


def retract_facts(
    papers: Sequence[Paper],
    extractions: Sequence[Extraction],
    linked: Sequence[LinkedEntities],
    corrections: Corrections,
    index: PaperIndex,
    by_name: EntitiesByName,
) -> tuple[Sequence[Extraction], list[Corrected]]:
    """The extractions without the relations, results and comparisons that [[retract]] denies, and what each entry did.

    An entry that denies "outperforms" between a paper and an entity also removes the comparisons of that entity with
    what the paper proposes. `papers`, `extractions` and `linked` are aligned.
    """
    remaining = Amended(extractions)
    log: list[Corrected] = []
    for relation in corrections.retracted_relations:
        if (position := index.find(relation, relation.paper, log)) is not None:
            claims = [c for c in extractions[position].claims if _denies_claim(relation, c, linked[position], by_name)]
            comparisons = [
                comparison
                for comparison in extractions[position].comparisons
                if _denies_own_comparison(relation, comparison, extractions[position], linked[position], by_name)
            ]
            remaining[position] = replace(
                _drop_comparisons(remaining[position], comparisons),
                claims=tuple(claim for claim in remaining[position].claims if claim not in claims),
            )
            what = f"{relation.relation} {relation.object.text}"
            log += _report(relation, papers[position], what, [*claims, *comparisons])
    for number in corrections.retracted_results:
        if (position := index.find(number, number.paper, log)) is not None:
            results = [r for r in extractions[position].results if _denies_result(number, r, linked[position], by_name)]
            remaining[position] = replace(
                remaining[position],
                results=tuple(result for result in remaining[position].results if result not in results),
            )
            log += _report(number, papers[position], f"result {number.value}", results)
    for denial in corrections.retracted_comparisons:
        if (position := index.find(denial, denial.paper, log)) is not None:
            denied = [
                comparison
                for comparison in extractions[position].comparisons
                if _denies_comparison(denial, comparison, linked[position], by_name)
            ]
            remaining[position] = _drop_comparisons(remaining[position], denied)
            what = f"{denial.subject.text} {denial.relation} {denial.object.text}"
            log += _report(denial, papers[position], what, denied)
    return remaining, log


def _drop_comparisons(extraction: Extraction, dropped: Sequence[Comparison[MentionStart]]) -> Extraction:
    kept = tuple(comparison for comparison in extraction.comparisons if comparison not in dropped)
    return replace(extraction, comparisons=kept)


def _report(
    entry: Entry,
    paper: Paper,
    fact: str,
    retracted: Sequence[Claim | Result[MentionStart] | Comparison[MentionStart]],
) -> Iterator[Corrected]:
    for sentence in sorted({paper.text[statement.sentence_start : statement.sentence_end] for statement in retracted}):
        yield Corrected(entry.place.line, "retracted", paper.id, f"Retracted ({fact}): {entry.because}.", sentence)
    if not retracted:
        reason = f"The paper has no such fact ({fact}); see `kg show` for what it has, or leave the entry out."
        yield Corrected(entry.place.line, "unmatched", paper.id, reason)


def _denies_claim(entry: RetractRelation, claim: Claim, linked: LinkedEntities, by_name: EntitiesByName) -> bool:
    # What a paper proposes and is a dataset it introduces: who denies that denies both.
    types = (entry.relation, "proposes") if entry.relation == "introduces" else (entry.relation,)
    objects = by_name.get(entry.object.key, frozenset())
    return claim.origin != ORIGIN and claim.type in types and linked[claim.mention] in objects


def _denies_result(
    entry: RetractResult, result: Result[MentionStart], linked: LinkedEntities, by_name: EntitiesByName
) -> bool:
    values = {entry.value, to_plain_decimal(entry.value)}
    if result.origin == ORIGIN or values.isdisjoint((result.value, result.value_text)):
        return False
    for name, mention in ((entry.metric, result.metric), (entry.dataset, result.dataset)):
        if name is not None:
            # The subject may turn out to be the metric or dataset, as in `kg.resolve.paper_facts`: "47.8 (ROUGE-1)".
            participant = result.subject if mention is None else mention
            if participant is None or linked[participant] not in by_name.get(name.key, frozenset()):
                return False
    return True


def _denies_comparison(
    entry: RetractComparison, comparison: Comparison[MentionStart], linked: LinkedEntities, by_name: EntitiesByName
) -> bool:
    return (
        comparison.origin != ORIGIN
        and comparison.relation == entry.relation
        and linked[comparison.subject] in by_name.get(entry.subject.key, frozenset())
        and linked[comparison.object] in by_name.get(entry.object.key, frozenset())
    )


def _denies_own_comparison(
    entry: RetractRelation,
    comparison: Comparison[MentionStart],
    extraction: Extraction,
    linked: LinkedEntities,
    by_name: EntitiesByName,
) -> bool:
    proposed = {linked[claim.mention] for claim in extraction.claims if claim.type == "proposes"}
    rival = comparison.find_rival({start for start, entity in linked.items() if entity in proposed})
    return (
        comparison.origin != ORIGIN
        and comparison.relation == entry.relation
        and rival is not None
        and linked[rival] in by_name.get(entry.object.key, frozenset())
    )
