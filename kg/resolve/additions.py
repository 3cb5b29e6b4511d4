"""Facts that a corrections file adds, each where the paper's text says it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import astuple, dataclass, replace

from kg.corrections import ORIGIN, AddRelation, AddResult, Corrections
from kg.corrections.agreement import canonical_names, typed_names
from kg.corrections.paper_index import PaperIndex
from kg.corrections.quotes import occurrences
from kg.model.knowledge import Corrected
from kg.model.records import Claim, Extraction, Mention, MentionStart, Paper
from kg.model.results import Result
from kg.model.types import LABEL_OF, RANGES, Label
from kg.resolve.forms import main_label
from kg.text.normalise import normalise
from kg.text.surface_form import surface_form

Span = tuple[int, int]
_ROLE_LABELS: Mapping[str, Label] = {"metric": "METRIC", "dataset": "DATASET", "task": "TASK"}
_UNKNOWN: Label = "METHOD"  # what an added name is taken for where nothing tells


@dataclass(frozen=True, slots=True)
class Added:
    """A fact that was added to a paper: its entry, the sentence, and the spans of its names (and number)."""

    entry: AddRelation | AddResult
    paper: int  # position
    quote: Span
    names: tuple[tuple[str, Span], ...]  # by role; "object" for a relation
    value: Span = (0, 0)


def with_additions(
    papers: Sequence[Paper], extractions: Sequence[Extraction], corrections: Corrections, index: PaperIndex
) -> tuple[list[Extraction], list[Added], list[Corrected]]:
    """The extractions with what [[add]] adds, what was added, and what could not be."""
    kept, added = list(extractions), []
    log: list[Corrected] = []
    entries: list[AddRelation | AddResult] = [*corrections.added_relations, *corrections.added_results]
    wanted: dict[int, list[AddRelation | AddResult]] = defaultdict(list)
    for entry in entries:
        if (position := index.find(entry, entry.paper, log)) is not None:
            wanted[position].append(entry)
    labels = _Labels(corrections, extractions)
    for position in sorted(wanted):
        paper, extraction = papers[position], extractions[position]
        spans: dict[Span, Label] = {}
        here = []
        for entry in sorted(wanted[position], key=_content):
            found = _located(entry, position, paper.text, extraction, spans)
            if isinstance(found, str):
                log.append(Corrected(entry.place.line, "unmatched", paper.id, found, entry.quote))
                continue
            here.append(found)
            for role, span in found.names:
                spans.setdefault(span, labels.of(entry, role, paper.text[span[0] : span[1]]))
        kept[position], lost = _amended(extraction, here, spans, paper.text)
        for mention in lost:
            by = next(f for f in here for _, span in f.names if _overlap(span, (mention.start, mention.end)))
            rests = sum(claim.mention == mention.start for claim in extraction.claims)
            facts = f", and {rests} relations that rest on it," if rests else ""
            reason = f"The mention {mention.text}{facts} made way for one added in its place: {by.entry.because}."
            log.append(Corrected(by.entry.place.line, "retracted", paper.id, reason, mention.text))
        added += here
    return kept, added, log


def _content(entry: AddRelation | AddResult) -> str:
    """What an entry says, wherever in the file it stands."""
    return repr(astuple(entry)[2:])


def _located(
    entry: AddRelation | AddResult, position: int, text: str, extraction: Extraction, taken: Collection[Span]
) -> Added | str:
    """Where the paper's text says it, or why it does not."""
    start = text.find(entry.quote)
    if start < 0:
        return "The paper's text does not hold the quote, letter by letter; copy it from the text."
    end = start + len(entry.quote)
    there = {(mention.start, mention.end) for mention in extraction.mentions}
    names: list[tuple[str, Span]] = []
    said = (("object", entry.object),) if isinstance(entry, AddRelation) else entry.participants
    for role, name in said:
        spans = list(occurrences(text, name, start, end))
        free = [span for span in spans if span in taken or not any(_overlap(span, other) for other in taken)]
        free = [span for span in free if not any(_overlap(span, o) and span != o for _, o in names)]
        if not free:
            return f"The quote cuts {name} out of a longer word or name; give a longer quote, or the whole name."
        names.append((role, next((span for span in free if span in there), free[0])))
    if isinstance(entry, AddRelation):
        return Added(entry, position, (start, end), tuple(names))
    values = [
        span
        for span in occurrences(text, entry.value_text, start, end)
        if not any(_overlap(span, name) for _, name in names)
    ]
    if not values:
        return f"The quote cuts {entry.value_text} out of a longer number or name; give a longer quote."
    number = (values[0][0], values[0][0] + len(entry.number))
    return Added(entry, position, (start, end), tuple(names), number)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


class _Labels:
    """What an added name is: as the file says, as its role demands, as the corpus has it."""

    def __init__(self, corrections: Corrections, extractions: Sequence[Extraction]) -> None:
        self._named = canonical_names(corrections.aliases)
        self._said = {self._hub(name): LABEL_OF[word] for name, word, _ in typed_names(corrections)}
        wanted = {normalise(e.object) for e in corrections.added_relations}
        wanted |= {normalise(name) for e in corrections.added_results for _, name in e.participants}
        self._votes: dict[str, Counter[Label]] = defaultdict(Counter)
        for mention in (m for e in extractions if wanted for m in e.mentions):
            if (key := surface_form(mention.text).key) in wanted:
                self._votes[key][mention.label] += 1

    def of(self, entry: AddRelation | AddResult, role: str, name: str) -> Label:
        if (hub := self._hub(name)) in self._said:
            return self._said[hub]
        if isinstance(entry, AddRelation) and len(RANGES[entry.relation]) == 1:
            return RANGES[entry.relation][0]
        votes = self._votes.get(normalise(name))
        return _ROLE_LABELS.get(role) or (main_label(votes) if votes else _UNKNOWN)

    def _hub(self, name: str) -> str:
        return normalise(self._named.get(normalise(name), name))


def _amended(
    extraction: Extraction, added: Sequence[Added], spans: Mapping[Span, Label], text: str
) -> tuple[Extraction, list[Mention]]:
    """The extraction with the added facts, and the mentions that had to go for them."""
    there = {(mention.start, mention.end) for mention in extraction.mentions}
    new = [
        Mention(*span, label, text[span[0] : span[1]], 1.0, ORIGIN)
        for span, label in sorted(spans.items())
        if span not in there
    ]
    lost = [old for old in extraction.mentions if any(m.start < old.end and old.start < m.end for m in new)]
    changed = extraction.drop_mentions({mention.reference for mention in lost})
    mentions = sorted([*changed.mentions, *new], key=lambda mention: mention.start)
    claims, results = list(changed.claims), list(changed.results)
    for fact in added:
        starts = {role: MentionStart(start) for role, (start, _) in fact.names}
        if isinstance(fact.entry, AddRelation):
            claims.append(Claim(fact.entry.relation, starts["object"], *fact.quote, 1.0, origin=ORIGIN))
        else:
            results.append(_result(fact.entry, fact, starts))
    return replace(changed, mentions=tuple(mentions), claims=tuple(claims), results=tuple(results)), lost


def _result(entry: AddResult, fact: Added, starts: Mapping[str, MentionStart]) -> Result[MentionStart]:
    return Result(
        start=fact.value[0],
        end=fact.value[1],
        value=entry.value,
        value_text=entry.value_text,
        unit=entry.unit,
        kind=entry.kind,
        direction=entry.direction,
        bound=entry.bound,
        holder=entry.holder,
        metric=starts.get("metric"),
        dataset=starts.get("dataset"),
        subject=starts.get("subject"),
        comparator=starts.get("comparator"),
        task=starts.get("task"),
        sentence_start=fact.quote[0],
        sentence_end=fact.quote[1],
        score=1.0,
        origin=ORIGIN,
        spread=entry.spread,
    )
