"""Attribution: whether the text speaks of the paper's own work or of the work of others.

`find_own_mentions` tells which names the paper introduces, `is_only_used` which it uses without introducing them, and
`Speaker` whose work a place in a sentence is about. The patterns and word sets of other rules that ask the same are
kept here with them; they differ because each was measured, or learned from, as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kg.extraction.document import Document, MentionIndex

# "We propose X": a verb of making after who speaks, and the words from there to the name.
_INTRODUCES = re.compile(
    r"\b(?:we|paper|work|study|report|article|authors?)\b[^.;]{0,60}?\b(?:propos|introduc|present|develop|design|releas|describ|build|built"
    r"|construct|creat|contribut|formulat|devis|launch|unveil|offer|establish|curat)\w*\b(?P<rest>[^.;]{0,160})$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:\b(?:called|named|termed|dubbed|coined|i\.e\.,?|namely|denoted(?:\sas)?)\s|[,:(–—]\s?|\ba\s|\ban\s|\bthe\s|\w\s)$",
    re.IGNORECASE,
)
_ENDS_OBJECT = re.compile(
    r"\b(?:that|which|to|by|for|using|based|from|with|where|on|in|over|leverag\w+|built)\b", re.IGNORECASE
)
_OUR_NAME = re.compile(r"\b(?:our|proposed)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_WINDOW = 240  # characters before a name

# Whose work a place in a sentence is about: what comes last before it counts.
_OWN_WORK = re.compile(
    r"\b(?:we|our|ours|us|this (?:paper|work|study|report|article|approach|method|model|framework)|"
    r"the proposed|the resulting|it|(?<!been )(?<!were )proposed)\b",
    re.IGNORECASE,
)
_WORK_OF_OTHERS = re.compile(
    r"\b(?:existing|previous(?:ly)?|prior|recent(?:ly)?|traditional(?:ly)?|conventional|current|many|most|often|typically|"
    r"commonly|widely|unlike|others?|has been|have been|however|limitations?)\b",
    re.IGNORECASE,
)

# A preposition that governs a dataset which is used ("evaluated on X", "scores on A, B and X"), and words that say all
# the same that the paper made it ("tested on X, our new corpus").
_GOVERNED = re.compile(r"\b(?:on|across|over|from|against|beyond|than|unlike)\s+(?:(?:the|a|an|both)\s+)?$")
_MADE = re.compile(
    r"\b(?:our|new|novel|newly|introduc\w*|present(?:s|ed|ing)?|propos\w*|releas\w*|construct\w*|curat\w*|creat\w*|"
    r"collect\w*|contribut\w*|built|build|develop\w*|publish\w*|open-sourc\w*|call(?:ed)?|named|dubbed|termed)\b"
)
_GOVERNING = 60  # characters before a mention in which a preposition governs it
_APPOSITION = 40  # characters after a mention in which it may be said to be new

# Of numbers (`results.attributes.holder`): the clause is about the paper's own results, ...
OWN_RESULTS = re.compile(
    r"\b(?:our(?!\s(?:[\w-]+\s)?(?:results?|evaluations?|experiments?|analys[ie]s|findings?|study|studies|benchmark|dataset))|ours|we\s(?:achieve|obtain|reach|attain|improve)|proposed|fine-?tuned|trained\son)\b",
    re.IGNORECASE,
)
# ... about models that a paper measures and did not make ("even the best-performing model", "current LLMs", "no
# model"), ...
MODELS_OF_OTHERS = re.compile(
    r"\b(?:existing|current|today['’]s|state-of-the-art|sota|leading|recent|most|best|best-performing|top|top-performing|strongest|frontier"
    r"|all|advanced|popular|prior|previous|no|strong|open-source|proprietary|these|the|evaluated|tested|two|three|four|five|\d+|and|,)"
    r"\s(?:[\w/.-]+\s){0,3}?(?:models?|[LVM]+Ms?|MLLMs?|agents?|systems?|methods?|baselines?|assistants?|approach(?:es)?)\b",
    re.IGNORECASE,
)
# ... or has them as its subject, other than in "Unlike existing methods, ...".
SUBJECT_OF_OTHERS = re.compile(
    r"(?:^|\bthat\s|,\s(?:with\s)?)(?:(?:even|most|many|the)\s)*(?:existing|current|prior|previous|recent(?:\sleading)?)\s(?:[\w/.-]+\s){0,4}?"
    r"(?:models?|LLMs?|VLMs?|MLLMs?|agents?|systems?|methods?|baselines?|approach(?:es)?|works?)\b",
    re.IGNORECASE,
)

# For learned features, whose weights hold for these words.
OWN_SUBJECTS = frozenset({"we", "our", "paper", "work", "study", "i", "authors"})  # before a verb
OWN_WORDS = frozenset({"we", "our", "it", "its", "proposed", "ours", "this"})  # anywhere in a sentence with a number


def find_own_mentions(document: Document) -> dict[MentionIndex, float]:
    """The mentions that the text introduces as the paper's own, each with how plainly it does so.

    1.0 for "we propose X" and for a title "X: ...", 0.8 where many words stand between, 0.6 for "our X".
    """
    text = document.text
    plainness: dict[MentionIndex, float] = {}
    title_end = document.title_end
    opening = len(text) - len(text.lstrip())
    for i, mention in enumerate(document.mentions):
        if mention.label in ("TASK", "METRIC"):
            continue
        if mention.end <= title_end:
            if text[mention.end : mention.end + 1] == ":" and mention.start <= opening:
                plainness[MentionIndex(i)] = 1.0
            continue
        sentence_start, _ = document.sentence_at(mention.start)
        before = text[max(sentence_start, mention.start - _WINDOW) : mention.start]
        match = _INTRODUCES.search(before)
        if match and not _ENDS_OBJECT.search(match["rest"]) and _NAMED.search(before):
            plainness[MentionIndex(i)] = 1.0 if len(match["rest"]) < 40 else 0.8
        elif _OUR_NAME.search(before):
            plainness[MentionIndex(i)] = 0.6
    return plainness


def is_only_used(document: Document, mentions: Sequence[MentionIndex]) -> bool:
    """Whether the paper uses an entity but does not introduce it, by all of its mentions.

    That is so where a preposition governs each of them and no word of making follows. A mention in the title is not
    enough: what a title names may be the paper's own.
    """
    return all(_is_governed(document, i) for i in mentions)


def _is_governed(document: Document, position: MentionIndex) -> bool:
    mention = document.mentions[position]
    start, end = document.sentence_at(mention.start)
    before = document.text[max(start, mention.start - _GOVERNING) : mention.start].lower()
    after = document.text[mention.end : min(end, mention.end + _APPOSITION)].lower()
    return mention.start > document.title_end and _GOVERNED.search(before) is not None and _MADE.search(after) is None


class Speaker:
    """Whose work a sentence is about at each place: the paper's or that of others. Offsets count in the sentence."""

    def __init__(self, sentence: str, own_names: Iterable[int]) -> None:
        """`own_names` are the ends of the sentence's mentions of what the paper proposes."""
        self._own = sorted([*own_names, *(match.end() for match in _OWN_WORK.finditer(sentence))])
        self._others = [match.end() for match in _WORK_OF_OTHERS.finditer(sentence)]

    def is_the_paper(self, offset: int) -> bool:
        """Whether "we", "our" or a proposed name comes before the offset, and no word for prior work after that."""
        own = bisect_right(self._own, offset)
        others = bisect_right(self._others, offset)
        return own > 0 and (others == 0 or self._own[own - 1] > self._others[others - 1])
