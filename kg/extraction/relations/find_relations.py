"""Relations that the text states: uses, addresses, is measured by.

They come from reported results, from the title and from patterns (`patterns`), some of which match only where the text
speaks of the paper's own work (`discourse.own_work`). Nothing is claimed from mere co-occurrence. "Outperforms" and
"compares with" are derived from comparisons (`compared_pairs`) in `kg.resolve.paper_facts`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from kg.extraction.coreference import clusters
from kg.extraction.discourse import enumerations
from kg.extraction.discourse.own_work import Speaker
from kg.extraction.document import Document
from kg.extraction.relations.addressed_tasks import find_addressed_tasks, is_modifier
from kg.extraction.relations.patterns import METHODS_AND_MODELS, PATTERNS
from kg.model.records import Claim, MentionStart
from kg.model.results import Result
from kg.model.types import RelationType


class _Sentence(NamedTuple):
    """A sentence and the positions of the mentions that lie within it."""

    start: int
    end: int
    mentions: range


def find_relations(
    document: Document, results: Sequence[Result[MentionStart]], *, proposed: Collection[MentionStart] = ()
) -> Iterator[Claim]:
    """Yields claims in order of mention and type, one for a mention and type.

    `proposed` holds mentions of entities that the paper introduces: their names mark a sentence as the paper's own, and
    the paper does not "use" them.
    """
    own_keys = _collect_name_keys(document, proposed)
    claims = [
        *_claim_from_results(results),
        *find_addressed_tasks(document),
        *(
            claim
            for sentence in _split_mentions(document)
            for claim in _claim_from_sentence(document, sentence, own_keys)
        ),
    ]
    best: dict[tuple[MentionStart, RelationType], Claim] = {}
    for claim in claims:
        is_own = clusters.make_name_key(document.mention_at(claim.mention).text) in own_keys
        if is_own and claim.type != "measuredBy":
            continue
        known = best.get((claim.mention, claim.type))
        if known is None or claim.score > known.score:
            best[claim.mention, claim.type] = claim
    yield from (best[key] for key in sorted(best))


def _collect_name_keys(document: Document, proposed: Collection[MentionStart]) -> set[str]:
    """The name keys of all names, long and short, of the proposed entities."""
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


def _claim_from_results(results: Sequence[Result[MentionStart]]) -> Iterator[Claim]:
    """Claims that the paper's results are measured by their metrics."""
    for result in results:
        if result.metric is not None:
            sentence = result.sentence_start, result.sentence_end
            yield Claim("measuredBy", result.metric, *sentence, result.score, origin="result")


def _claim_from_sentence(document: Document, sentence: _Sentence, own_keys: Collection[str]) -> Iterator[Claim]:
    """Claims of the patterns that match in a sentence."""
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
