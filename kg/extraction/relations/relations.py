"""What the text says of a paper's dealings with what it mentions: uses, addresses, measures, compares, outperforms.

A rule is a cue phrase with the objects that may follow it; each asks who is speaking (the paper, not prior work) and
takes the mentions that follow in one enumeration. Nothing is claimed from mere co-occurrence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence

from kg.extraction.coreference import clusters
from kg.extraction.discourse import comparisons, enumerations
from kg.extraction.discourse.comparisons import Comparison
from kg.extraction.discourse.own_work import Speaker
from kg.extraction.document import Document
from kg.extraction.relations.patterns import RULES, THINGS
from kg.model.records import Claim, MentionStart
from kg.model.results import Result
from kg.model.types import RelationType
from kg.vocabulary.metrics import higher_is_better

_LEAD = 40  # characters before a task in a title in which a word says that it is addressed
_SCORES: dict[RelationType, float] = {"outperforms": 0.93, "comparesWith": 0.92}


def find(
    document: Document, results: Sequence[Result[MentionStart]], *, proposed: Collection[MentionStart] = ()
) -> Iterator[Claim]:
    """Yields claims in order of mention and type, one a mention and type.

    `proposed` holds mentions of what the paper itself introduces: they make a sentence the paper's own, and are never
    what it uses or compares itself with.
    """
    own = _names(document, proposed)
    found: dict[tuple[MentionStart, RelationType], Claim] = {}
    compared = _compared(document)
    claims = [*_of_results(document, results, compared), *_of_title(document), *_of_rules(document, own, compared)]
    for claim in claims:
        mention = document.mention_at(claim.mention)
        mine = clusters.name_key(mention.text) in own
        if mine and claim.type != "measuredBy":
            continue
        known = found.get((claim.mention, claim.type))
        if known is None or claim.score > known.score:
            found[claim.mention, claim.type] = claim
    for start, type_ in sorted(found):
        if type_ != "comparesWith" or (start, "outperforms") not in found:
            yield found[start, type_]


def _names(document: Document, proposed: Collection[MentionStart]) -> set[str]:
    """The keys of all names of the things proposed, long and short."""
    if not proposed:
        return set()
    things = [
        members
        for members in clusters.cluster_mentions(document)
        if any(document.mentions[i].start in proposed for i in members)
    ]
    return {clusters.name_key(document.mentions[i].text) for members in things for i in members}


def _compared(document: Document) -> Mapping[int, tuple[Comparison, ...]]:
    """The comparisons of each sentence that has any, by where it starts."""
    mentions, position = document.mentions, 0
    read = {}
    for start, end in document.sentences:
        while position < len(mentions) and mentions[position].start < start:
            position += 1
        first = position
        while position < len(mentions) and mentions[position].end <= end:
            position += 1
        if found := tuple(comparisons.find(document, start, end, range(first, position))):
            read[start] = found
    return read


def _of_results(
    document: Document, results: Sequence[Result[MentionStart]], compared: Mapping[int, Sequence[Comparison]]
) -> Iterator[Claim]:
    for result in results:
        sentence = result.sentence_start, result.sentence_end
        if result.metric is not None:
            yield Claim("measuredBy", result.metric, *sentence, result.score, origin="result")
        if result.comparator is not None and result.holder == "own":
            higher = None if result.metric is None else higher_is_better(document.mention_at(result.metric).text)
            better = result.direction is not None and (result.direction == "increase") is higher
            verdicts = {
                comparison.verdict
                for comparison in compared.get(result.sentence_start, ())
                if any(document.mentions[i].start == result.comparator for i in comparison.objects)
            }
            if verdicts == {"base"}:  # what is built on is not competed with
                continue
            wins = better and result.kind != "absolute" and verdicts <= {"open", "better"}
            type_: RelationType = "outperforms" if wins else "comparesWith"
            yield Claim(type_, result.comparator, *sentence, result.score, origin="result")


def _of_title(document: Document) -> Iterator[Claim]:
    end = document.title_end
    for i in document.mentions_in(0, end, "TASK"):
        at = document.mentions[i].start
        before = document.text[max(0, at - _LEAD) : at].casefold().rstrip()
        if re.search(
            r"(?<![\w-])(?:for|towards?|in|on|improving|rethinking|enhancing|advancing|solving|to)$", before
        ) or before.endswith(":"):
            yield Claim("addresses", document.mentions[i].reference, *document.sentence_at(0), 0.94, origin="title")


def _of_rules(
    document: Document, own: Collection[str], compared: Mapping[int, Sequence[Comparison]]
) -> Iterator[Claim]:
    text, mentions = document.text, document.mentions
    starts = [mention.start for mention in mentions]
    position = 0
    for start, end in document.sentences:
        while position < len(mentions) and mentions[position].start < start:
            position += 1
        first = position
        while position < len(mentions) and mentions[position].end <= end:
            position += 1
        labels = {mentions[i].label for i in range(first, position)}
        if not labels:
            continue
        sentence = text[start:end]
        lower = sentence.lower()
        things = (mentions[i] for i in range(first, position) if mentions[i].label in THINGS)
        speaker = Speaker(sentence, [name.end - start for name in things if clusters.name_key(name.text) in own])
        yield from _of_comparisons(document, compared.get(start, ()), speaker, start, end)
        for rule in RULES:
            if not rule.labels & labels or not any(hint in lower for hint in rule.hints):
                continue
            for match in rule.cue.finditer(sentence):
                at, after = start + match.start(), start + match.end()
                following = bisect_right(starts, at, first, position)
                if following > first and mentions[following - 1].end > at:
                    continue  # the cue is part of a name
                if rule.own and not speaker.is_the_paper(match.start()):
                    continue
                for i in enumerations.following(document, rule.labels, after, range(following, position)):
                    yield Claim(rule.type, mentions[i].reference, start, end, rule.score, origin=rule.name)


def _of_comparisons(
    document: Document, compared: Sequence[Comparison], speaker: Speaker, start: int, end: int
) -> Iterator[Claim]:
    for found in compared:
        if found.verdict in ("base", "worse") or not speaker.is_the_paper(found.start - start):
            continue
        type_: RelationType = "outperforms" if found.verdict == "better" else "comparesWith"
        for i in found.objects:
            yield Claim(type_, document.mentions[i].reference, start, end, _SCORES[type_], found.negated, "comparison")
