"""Comparisons as records: who is said to be better than whom, or to be compared with whom.

What a sentence compares, and with which verdict, is read in `discourse.comparisons`; here it is told who the other one
is: a method or model that the sentence names before, or what the paper proposes where it says "our method" or "it".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kg.extraction.coreference import clusters
from kg.extraction.discourse.comparisons import Comparison as Phrase
from kg.extraction.discourse.comparisons import find_comparisons
from kg.extraction.discourse.own_work import Speaker
from kg.extraction.document import Document, MentionIndex
from kg.model.comparison_record import Comparison, ComparisonRelation
from kg.model.records import MentionStart

_SCORE = 0.6  # the share of right ones on annotated papers


def find_compared(document: Document, proposed: Collection[MentionStart]) -> Iterator[Comparison[MentionStart]]:
    """Yields the comparisons of a paper in order of place, each pair of entities once for a relation.

    `proposed` holds mentions of what the paper introduces.
    """
    entities = clusters.cluster_mentions(document)
    entity_of = {i: number for number, members in enumerate(entities) for i in members}
    own = [
        members
        for members in entities
        if document.mentions[members[0]].label in ("METHOD", "MODEL")
        and any(document.mentions[i].start in proposed for i in members)
    ]
    seen: set[tuple[int, int, ComparisonRelation, bool]] = set()
    for start, end in document.sentences:
        inside = document.mentions_in(start, end)
        if not inside:
            continue
        for phrase in find_comparisons(document, start, end, range(inside[0], inside[-1] + 1)):
            subject = _find_subject(document, phrase, (start, end), own)
            for object_ in phrase.objects if subject is not None and phrase.verdict != "base" else ():
                pair = (subject, object_) if phrase.verdict != "worse" else (object_, subject)
                relation: ComparisonRelation = (
                    "outperforms" if phrase.verdict in ("better", "worse") else "comparesWith"
                )
                better, other = (MentionIndex(i) for i in pair if i is not None)
                key = (entity_of[better], entity_of[other], relation, phrase.negated)
                if entity_of[better] == entity_of[other] or key in seen:
                    continue
                seen.add(key)
                ends = [phrase.start, phrase.end, document.mentions[object_].start, document.mentions[object_].end]
                yield Comparison(
                    subject=document.mentions[better].reference,
                    object=document.mentions[other].reference,
                    relation=relation,
                    denied=phrase.negated,
                    start=min(ends),
                    end=max(ends),
                    sentence_start=start,
                    sentence_end=end,
                    score=_SCORE,
                )


def _find_subject(
    document: Document, phrase: Phrase, sentence: tuple[int, int], own: Sequence[Sequence[MentionIndex]]
) -> MentionIndex | None:
    """The method or model that the sentence names last before the phrase, else the only one that is proposed."""
    named = document.mentions_in(sentence[0], phrase.start, "METHOD", "MODEL")
    speaker = Speaker(document.text[sentence[0] : sentence[1]], [])
    if named and not speaker.is_the_paper(phrase.start - sentence[0]):
        return named[-1]
    return own[0][0] if len(own) == 1 else None
