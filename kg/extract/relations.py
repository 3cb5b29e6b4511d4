"""What the text says of a paper's dealings with what it mentions: uses, addresses, measures, compares, outperforms.

A rule is a cue phrase with the objects that may follow it; each asks who is speaking (the paper, not prior work) and
takes the mentions that follow in one enumeration. Nothing is claimed from mere co-occurrence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from kg.extract import groups
from kg.extract.document import Document
from kg.extract.relation_cues import RULES, THINGS, Rule
from kg.metrics import higher_is_better
from kg.records import Claim, RelationType, ResultClaim

_NOT_IT = ("non-", "Non-", "our ")  # before a mention: another thing than it names, or the paper's own
_WIDEST_AND = 40  # characters between two items of an enumeration
_WORDS_BETWEEN = 5
_FILLER = re.compile(r"[\s\w'’.,/()&+%~-]{0,90}")
_STOP = re.compile(r"(?<!e\.g)(?<!i\.e)\.\s")
# Words that end the noun phrase after a cue: what follows them is not the cue's object.
_ENDS_PHRASE = re.compile(
    r"(?<![\w-])(?:of|on|in|for|by|with|while|that|which|who|when|where|to|from|using|is|are|was|were|be|we|our|its?|this|these|via|"
    r"under|through|across|as|at|into|than|but|although|because|if|after|before|during|without|between|can|achiev\w+|show\w*)(?![\w-])",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r"\s(?:such as|including|like|e\.g\.,?|i\.e\.,?|namely)\s|\(e\.g\.,?\s?|\s?\(", re.IGNORECASE)
_AND = re.compile(
    r"\s*(?:\)|,|/|\+|and|or|as well as|both|the|a|an|even|also|its|their|standard|vanilla|existing|recent|"
    r"models?|methods?|baselines?|\s|\()*\s*",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|our|ours|us|this (?:paper|work|study|report|article|approach|method|model|framework)|"
    r"the proposed|the resulting|it(?!s)|proposed)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:existing|previous(?:ly)?|prior|recent(?:ly)?|traditional(?:ly)?|conventional|current|many|most|often|typically|"
    r"commonly|widely|unlike|others?|has been|have been|however|limitations?)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not(?! only| just| merely)|n't|cannot|never|hardly|rarely|fails? to|failed to|failing to|unable to|"
    r"no longer|nor|neither)(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"^(?: \w+ly)? by\b(?! (?:\w+ )?(?:up to|about|around|over|more|a |an |at |an average|\d|large|wide|significant))"
)
_BARE_AUXILIARY = re.compile(r"\b(?:is|are|was|were|been|being|be)(?: \w+ly)? ?$", re.IGNORECASE)


def find(document: Document, results: Sequence[ResultClaim], *, proposed: Collection[int] = ()) -> Iterator[Claim]:
    """Yields claims in order of mention and type, one a mention and type.

    `proposed` holds the positions of mentions of what the paper itself introduces: they make a sentence the paper's
    own, and are never what it uses or compares itself with.
    """
    own = _names(document, proposed)
    found: dict[tuple[int, RelationType], Claim] = {}
    claims = [*_of_results(document, results), *_of_title(document), *_of_rules(document, own)]
    for claim in claims:
        mention = document.mentions[claim.mention]
        mine = groups.key(mention.text) in own
        if mine and claim.type != "measuredBy":
            continue
        known = found.get((claim.mention, claim.type))
        if known is None or claim.score > known.score:
            found[claim.mention, claim.type] = claim
    for position, type_ in sorted(found):
        if type_ != "comparesWith" or (position, "outperforms") not in found:
            yield found[position, type_]


def _names(document: Document, proposed: Collection[int]) -> set[str]:
    """The keys of all names of the things proposed, long and short."""
    if not proposed:
        return set()
    things = [members for members in groups.group(document) if any(i in proposed for i in members)]
    return {groups.key(document.mentions[i].text) for members in things for i in members}


def _of_results(document: Document, results: Sequence[ResultClaim]) -> Iterator[Claim]:
    for result in results:
        sentence = result.sentence_start, result.sentence_end
        if result.metric is not None:
            yield Claim("measuredBy", result.metric, *sentence, result.score, origin="result")
        if result.comparator is not None and result.holder == "own":
            higher = None if result.metric is None else higher_is_better(document.mentions[result.metric].text)
            better = result.direction is not None and (result.direction == "increase") is higher
            type_: RelationType = "outperforms" if better and result.kind != "absolute" else "comparesWith"
            yield Claim(type_, result.comparator, *sentence, result.score, origin="result")


def _of_title(document: Document) -> Iterator[Claim]:
    end = document.title_end
    for i in document.mentions_in(0, end, "TASK"):
        before = document.text[: document.mentions[i].start].casefold().rstrip()
        if re.search(
            r"(?<![\w-])(?:for|towards?|in|on|improving|rethinking|enhancing|advancing|solving|to)$", before
        ) or before.endswith(":"):
            yield Claim("addresses", i, *document.sentence_at(0), 0.94, origin="title")


def _of_rules(document: Document, own: Collection[str]) -> Iterator[Claim]:
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
        speaker = _Speaker(document, range(first, position), start, sentence, own)
        for rule in RULES:
            if not rule.labels & labels or not any(hint in lower for hint in rule.hints):
                continue
            for match in rule.cue.finditer(sentence):
                at, after = start + match.start(), start + match.end()
                following = bisect_right(starts, at, first, position)
                if following > first and mentions[following - 1].end > at:
                    continue  # the cue is part of a name
                before = sentence[max(0, match.start() - 60) : match.start()]
                if rule.own and not speaker.is_the_paper(match.start()):
                    continue
                negated = rule.type == "outperforms" and bool(_NOT.search(before) or rule.name == "no improvement")
                if rule.type == "outperforms" and (_PASSIVE.match(text[after:end]) and _BARE_AUXILIARY.search(before)):
                    continue  # "is outperformed by": the other is better
                for i in _objects(document, rule, after, range(following, position)):
                    yield Claim(rule.type, i, start, end, rule.score, negated, rule.name)


class _Speaker:
    """Whose doings a sentence tells at each place: the paper's, or those of other work."""

    def __init__(self, document: Document, inside: range, start: int, sentence: str, own: Collection[str]) -> None:
        names = (document.mentions[i] for i in inside if document.mentions[i].label in THINGS)
        mine = [name.end - start for name in names if groups.key(name.text) in own]
        self._mine = sorted([*mine, *(match.end() for match in _OWN.finditer(sentence))])
        self._others = [match.end() for match in _OTHERS.finditer(sentence)]

    def is_the_paper(self, at: int) -> bool:
        """Whether "we", "our" or a thing proposed comes before `at`, and no word for prior work since."""
        before = bisect_right(self._mine, at)
        since = bisect_right(self._others, at)
        return before > 0 and (since == 0 or self._mine[before - 1] > self._others[since - 1])


def _objects(document: Document, rule: Rule, after: int, inside: range) -> Iterator[int]:
    """The mentions of an enumeration that begins shortly after the cue."""
    text, mentions = document.text, document.mentions
    at, begun = after, False
    for i in inside:
        mention = mentions[i]
        if mention.start < at:
            continue
        gap = text[at : mention.start]
        if begun:
            if len(gap) > _WIDEST_AND or not _AND.fullmatch(gap):
                return
        elif not _leads(gap):
            return
        if mention.label in rule.labels and not text.startswith(_NOT_IT, max(0, mention.start - 4)):
            begun = True
            yield i
        elif begun or mention.label not in THINGS:
            return
        at = mention.end


def _leads(gap: str) -> bool:
    """Whether the words between a cue and a mention belong to one phrase: "strong baselines such as X"."""
    if not _FILLER.fullmatch(gap) or _STOP.search(gap):
        return False
    phrase = _EXAMPLES.split(gap)
    return len(phrase) <= 2 and len(phrase[0].split()) <= _WORDS_BETWEEN and not any(map(_ENDS_PHRASE.search, phrase))
