"""Facts that a corrections file adds, each where the paper's text says it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, replace

from kg.corrections.added_facts import Added, AddedComparison, AddedRelation, AddedResult, Span
from kg.corrections.agreement import list_typed_names, map_canonical_names
from kg.corrections.entries import ORIGIN, AddComparison, AddRelation, AddResult, Corrections
from kg.corrections.occurrences import find_standalone_spans
from kg.corrections.paper_index import PaperIndex
from kg.model.knowledge import Corrected
from kg.model.records import Extraction, Mention, Paper
from kg.model.results import ROLE_RANGES
from kg.model.types import LABEL_OF, POSSIBLE_ACHIEVERS, RANGES, Label, choose_label
from kg.system.spool import Amended
from kg.text.normalise import SurfaceForm, surface_form

Entry = AddRelation | AddResult | AddComparison

_UNKNOWN: Label = "METHOD"  # the label of an added name where nothing tells it


def add_facts(
    papers: Sequence[Paper], extractions: Sequence[Extraction], corrections: Corrections, index: PaperIndex
) -> tuple[Sequence[Extraction], list[Added], list[Corrected]]:
    """The extractions, aligned with `papers`, with what [[add]] adds; what was added; and what could not be.

    Names are mentions of the text, those that are there where the spans are equal; a mention that only overlaps an
    added name makes way for it.
    """
    amended = Amended(extractions)
    added: list[Added] = []
    log: list[Corrected] = []
    by_paper: dict[int, list[Entry]] = defaultdict(list)
    for entry in corrections.added:
        if (position := index.find(entry, entry.paper, log)) is not None:
            by_paper[position].append(entry)
    labels = _Labels(corrections, extractions)
    for position in sorted(by_paper):
        paper, extraction = papers[position], extractions[position]
        spans: dict[Span, Label] = {}
        facts: list[Added] = []
        for entry in sorted(by_paper[position], key=_get_content):
            try:
                fact = _locate(entry, position, paper.text, extraction, spans)
            except _NotQuoted as error:
                log.append(Corrected(entry.place.line, "unmatched", paper.id, str(error), entry.quote))
                continue
            facts.append(fact)
            for (start, end), allowed in zip(fact.names, _allowed_labels(entry), strict=True):
                spans.setdefault((start, end), labels.choose(surface_form(paper.text[start:end]), allowed))
        amended[position], displaced = _amend(extraction, facts, spans, paper.text)
        log += [_report_displaced(mention, facts, extraction, paper) for mention in displaced]
        added += facts
    return amended, added, log


def _get_content(entry: Entry) -> str:
    """The content of an entry without its place in the file, equal for entries that say the same."""
    return repr(astuple(entry)[2:])


class _NotQuoted(Exception):
    """The paper's text does not say what an entry adds; the message is for people."""


def _locate(entry: Entry, position: int, text: str, extraction: Extraction, taken: Collection[Span]) -> Added:
    """Find where the paper's text says what an entry adds; `taken` are the spans of names that were added before.

    Raises:
        _NotQuoted: the text does not say it.
    """
    start = text.find(entry.quote)
    if start < 0:
        raise _NotQuoted("The paper's text does not hold the quote, letter by letter; copy it from the text.")
    quote = start, start + len(entry.quote)
    mentioned = {(mention.start, mention.end) for mention in extraction.mentions}
    names: list[Span] = []
    for name in entry.names:
        free = [
            span
            for span in find_standalone_spans(text, name.text, *quote)
            if (span in taken or not any(_overlap(span, other) for other in taken))
            and not any(_overlap(span, other) and span != other for other in names)
        ]
        if not free:
            raise _NotQuoted(
                f"The quote cuts {name.text} out of a longer word or name; give a longer quote, or the whole name."
            )
        names.append(next((span for span in free if span in mentioned), free[0]))
    if isinstance(entry, AddRelation):
        return AddedRelation(entry, position, quote, names[0])
    if isinstance(entry, AddComparison):
        return AddedComparison(entry, position, quote, *names)
    participants = tuple((role, span) for (role, _), span in zip(entry.participants, names, strict=True))
    for value in find_standalone_spans(text, entry.value_text, *quote):
        if not any(_overlap(value, name) for name in names):
            number = value[0], value[0] + len(entry.number)
            return AddedResult(entry, position, quote, number, participants)
    raise _NotQuoted(f"The quote cuts {entry.value_text} out of a longer number or name; give a longer quote.")


def _allowed_labels(entry: Entry) -> list[tuple[Label, ...]]:
    """The labels that each name of an entry may have."""
    if isinstance(entry, AddRelation):
        return [RANGES[entry.relation]]
    if isinstance(entry, AddComparison):
        return [POSSIBLE_ACHIEVERS, POSSIBLE_ACHIEVERS]
    return [ROLE_RANGES[role] for role, _ in entry.participants]


def _overlap(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


class _Labels:
    """The labels of added names."""

    def __init__(self, corrections: Corrections, extractions: Sequence[Extraction]) -> None:
        self._canonical = map_canonical_names(corrections.aliases)
        self._typed = {self._entity_key(name): LABEL_OF[word] for name, word, _ in list_typed_names(corrections)}
        added = {name.key for entry in corrections.added for name in entry.names}
        self._votes: dict[str, Counter[Label]] = defaultdict(Counter)
        for mention in (mention for extraction in extractions if added for mention in extraction.mentions):
            if (key := surface_form(mention.text).key) in added:
                self._votes[key][mention.label] += 1

    def choose(self, name: SurfaceForm, allowed: tuple[Label, ...]) -> Label:
        """The label that the file gives the name, else the only one that is allowed, else that of its mentions."""
        typed = self._typed.get(self._entity_key(name))
        if typed is not None:
            return typed
        if len(allowed) == 1:
            return allowed[0]
        votes = self._votes.get(name.key)
        return choose_label(votes) if votes else _UNKNOWN

    def _entity_key(self, name: SurfaceForm) -> str:
        return self._canonical.get(name.key, name).key


def _amend(
    extraction: Extraction, added: Sequence[Added], spans: Mapping[Span, Label], text: str
) -> tuple[Extraction, list[Mention]]:
    """The extraction with the added facts, and the mentions that make way for their names."""
    mentioned = {(mention.start, mention.end) for mention in extraction.mentions}
    new = [
        Mention(start, end, label, text[start:end], 1.0, ORIGIN)
        for (start, end), label in sorted(spans.items())
        if (start, end) not in mentioned
    ]
    displaced = [old for old in extraction.mentions if any(m.start < old.end and old.start < m.end for m in new)]
    changed = extraction.drop_mentions({mention.reference for mention in displaced})
    mentions = sorted([*changed.mentions, *new], key=lambda mention: mention.start)
    claims = [fact.to_claim() for fact in added if isinstance(fact, AddedRelation)]
    results = [fact.to_result() for fact in added if isinstance(fact, AddedResult)]
    comparisons = [fact.to_comparison() for fact in added if isinstance(fact, AddedComparison)]
    amended = replace(
        changed,
        mentions=tuple(mentions),
        claims=(*changed.claims, *claims),
        results=(*changed.results, *results),
        comparisons=(*changed.comparisons, *comparisons),
    )
    return amended, displaced


def _report_displaced(mention: Mention, added: Sequence[Added], extraction: Extraction, paper: Paper) -> Corrected:
    span = mention.start, mention.end
    entry = next(fact.entry for fact in added for name in fact.names if _overlap(name, span))
    claims = sum(claim.mention == mention.reference for claim in extraction.claims)
    facts = f", and {claims} relations that rest on it," if claims else ""
    reason = f"The mention {mention.text}{facts} made way for one added in its place: {entry.because}."
    return Corrected(entry.place.line, "retracted", paper.id, reason, mention.text)
