"""Relations that the text states: uses, addresses, measures, compares with, outperforms.

They come from reported results, from the title, from comparisons and from patterns (`patterns`). Comparisons and some
patterns ask whose work the text speaks of there (`discourse.own_work`). Nothing is claimed from mere co-occurrence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.extraction.coreference import clusters
from kg.extraction.discourse import enumerations
from kg.extraction.discourse.comparisons import Comparison, find_comparisons
from kg.extraction.discourse.no_rivals import claims_nothing, is_unnamed_class
from kg.extraction.discourse.own_work import Speaker
from kg.extraction.document import Document
from kg.extraction.relations.addressed_tasks import find_addressed_tasks, is_modifier
from kg.extraction.relations.patterns import METHODS_AND_MODELS, PATTERNS
from kg.model.records import Claim, MentionStart
from kg.model.results import Result
from kg.model.types import RelationType
from kg.vocabulary.metrics import higher_is_better

_SCORES: dict[RelationType, float] = {"outperforms": 0.93, "comparesWith": 0.92}


class _Sentence(NamedTuple):
    """A sentence and the positions of the mentions that lie within it."""

    start: int
    end: int
    mentions: range


def find_relations(
    document: Document, results: Sequence[Result[MentionStart]], *, proposed: Collection[MentionStart] = ()
) -> Iterator[Claim]:
    """Yields claims in order of mention and type, one for a mention and type.

    `proposed` holds mentions of what the paper itself introduces: they make a sentence the paper's own, and are never
    what it uses or compares itself with.
    """
    own_keys = _collect_name_keys(document, proposed)
    sentences = _split_mentions(document)
    compared = {
        sentence.start: tuple(find_comparisons(document, *sentence)) for sentence in sentences if sentence.mentions
    }
    claims = [
        *_claim_from_results(document, results, compared),
        *find_addressed_tasks(document),
        *(claim for sentence in sentences for claim in _claim_from_sentence(document, sentence, own_keys, compared)),
    ]
    best: dict[tuple[MentionStart, RelationType], Claim] = {}
    for claim in claims:
        is_own = clusters.make_name_key(document.mention_at(claim.mention).text) in own_keys
        if is_own and claim.type != "measuredBy":
            continue
        known = best.get((claim.mention, claim.type))
        if known is None or claim.score > known.score:
            best[claim.mention, claim.type] = claim
    for start, type_ in sorted(best):
        if type_ != "comparesWith" or (start, "outperforms") not in best:
            yield best[start, type_]


def _collect_name_keys(document: Document, proposed: Collection[MentionStart]) -> set[str]:
    """The keys of all names, long and short, of the entities proposed."""
    if not proposed:
        return set()
    return {
        clusters.make_name_key(document.mentions[i].text)
        for members in clusters.cluster_mentions(document)
        if any(document.mentions[i].start in proposed for i in members)
        for i in members
    }


def _split_mentions(document: Document) -> list[_Sentence]:
    """The sentences, each with its mentions; a mention that crosses the end of its sentence is in none."""
    mentions, position = document.mentions, 0
    sentences = []
    for start, end in document.sentences:
        while position < len(mentions) and mentions[position].start < start:
            position += 1
        first = position
        while position < len(mentions) and mentions[position].end <= end:
            position += 1
        sentences.append(_Sentence(start, end, range(first, position)))
    return sentences


def _claim_from_results(
    document: Document, results: Sequence[Result[MentionStart]], compared: Mapping[int, Sequence[Comparison]]
) -> Iterator[Claim]:
    """What results are measured by, and what they are compared with; `compared` has comparisons by their sentence."""
    for result in results:
        sentence = result.sentence_start, result.sentence_end
        if result.metric is not None:
            yield Claim("measuredBy", result.metric, *sentence, result.score, origin="result")
        if result.comparator is not None and result.holder == "own":
            higher = None if result.metric is None else higher_is_better(document.mention_at(result.metric).text)
            is_better = result.direction is not None and (result.direction == "increase") is higher
            verdicts = {
                comparison.verdict
                for comparison in compared.get(result.sentence_start, ())
                if any(document.mentions[i].start == result.comparator for i in comparison.objects)
            }
            if verdicts == {"base"}:  # what is built on is not competed with
                continue
            wins = is_better and result.kind != "absolute" and verdicts <= {"open", "better"}
            type_: RelationType = "outperforms" if wins else "comparesWith"
            yield Claim(type_, result.comparator, *sentence, result.score, origin="result")


def _claim_from_sentence(
    document: Document, sentence: _Sentence, own_keys: Collection[str], compared: Mapping[int, Sequence[Comparison]]
) -> Iterator[Claim]:
    """What the comparisons of a sentence state, and what patterns find in it."""
    if not sentence.mentions:
        return
    mentions = [document.mentions[i] for i in sentence.mentions]
    own_ends = [
        mention.end - sentence.start
        for mention in mentions
        if mention.label in METHODS_AND_MODELS and clusters.make_name_key(mention.text) in own_keys
    ]
    text = document.text[sentence.start : sentence.end]
    speaker = Speaker(text, own_ends)
    yield from _claim_from_comparisons(document, sentence, compared.get(sentence.start, ()), speaker)
    labels, lower = {mention.label for mention in mentions}, text.lower()
    starts = [mention.start for mention in mentions]
    for pattern in PATTERNS:
        if not pattern.labels & labels or not any(part in lower for part in pattern.prefilter):
            continue
        for match in pattern.pattern.finditer(text):
            start, end = sentence.start + match.start(), sentence.start + match.end()
            count = bisect_right(starts, start)  # of the mentions that begin before the phrase
            if count and mentions[count - 1].end > start:
                continue  # the phrase is part of a name
            if pattern.needs_own_subject and not speaker.is_the_paper(match.end()):
                continue
            following = sentence.mentions[count:]
            for i in enumerations.list_following(document, pattern.labels, end, following):
                mention = document.mentions[i]
                if pattern.type == "addresses" and is_modifier(document.text, mention):
                    continue
                yield Claim(
                    pattern.type, mention.reference, sentence.start, sentence.end, pattern.score, origin=pattern.name
                )


def _claim_from_comparisons(
    document: Document, sentence: _Sentence, compared: Sequence[Comparison], speaker: Speaker
) -> Iterator[Claim]:
    """What the paper is compared with, or outperforms."""
    for comparison in compared:
        if comparison.verdict in ("base", "worse") or not speaker.is_the_paper(comparison.start - sentence.start):
            continue
        type_: RelationType = "outperforms" if comparison.verdict == "better" else "comparesWith"
        for i in comparison.objects:
            if is_unnamed_class(document, i) or claims_nothing(document, comparison.start):
                continue
            yield Claim(
                type_,
                document.mentions[i].reference,
                sentence.start,
                sentence.end,
                _SCORES[type_],
                comparison.negated,
                "comparison",
            )
