"""Attribution: whether the text speaks of the paper's own work or of the work of others.

`find_own_mentions` gives the names that the paper introduces, `is_only_used` tells whether it uses one without
introducing it, and `Speaker` whose work a place in a sentence is about. Other packages import the word lists from here.
Which entities are recorded as proposed, by these and by learned weights, is decided in `relations.proposals`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType

from kg.extraction.discourse.clause_boundaries import OBJECT_END
from kg.extraction.discourse.rule import Rule
from kg.extraction.document import Document, MentionIndex

_PAPER = "paper|work|study|report|article"  # what a paper calls itself
OWN = "we|our|ours|it|the proposed|the resulting"
"""Words for the paper, its authors and its contribution, as the subject of a clause."""
_CREATING = "propos|introduc|present|develop|releas|build|built|construct|creat|contribut|curat"
MAKING = rf"{_CREATING}|design|describ|formulat|devis|launch|unveil|offer|establish"
"""Stems of verbs that say, after a subject such as "we", that something is made."""
MAKING_DATA = rf"{_CREATING}|publish|compil|collect|open-?sourc"
"""Stems of verbs that say, after any subject, that data is made; not "provide": "on X, we provide an analysis"."""
NAMING = "called|named|termed|dubbed|coined"
_RECENT = "existing|current|prior|previous|recent"
NOT_OURS = rf"{_RECENT}|traditional|conventional|earlier"
"""Adjectives of the work of others."""
GOVERNING = "on|across|over|from|against|than"
"""Prepositions before names that the paper only puts to use: "evaluated on X"."""

# "We propose X": a verb of making after who speaks, and the words from there to the name.
_INTRODUCES = re.compile(
    rf"\b(?:we|{_PAPER}|authors?)\b[^.;]{{0,60}}?\b(?:{MAKING})\w*\b(?P<rest>[^.;]{{0,160}})$",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?:\b(?:{NAMING}|i\.e\.,?|namely|denoted(?:\sas)?)\s|[,:(–—]\s?|\ba\s|\ban\s|\bthe\s|\w\s)$",
    re.IGNORECASE,
)
_OUR_NAME = re.compile(r"\b(?:our|proposed)\s(?:[\w-]+\s){0,3}$", re.IGNORECASE)
_WINDOW = 240  # characters before a name

# Whose work a place in a sentence is about: what comes last before it counts.
_OWN_WORK = re.compile(
    rf"\b(?:{OWN}|us|this (?:{_PAPER}|approach|method|model|framework)|(?<!been )(?<!were )proposed)\b",
    re.IGNORECASE,
)
_WORK_OF_OTHERS = re.compile(
    rf"\b(?:(?:{NOT_OURS})(?:ly)?|many|most|often|typically|commonly|widely|unlike|others?|has been|have been|however|"
    r"limitations?)\b",
    re.IGNORECASE,
)

# A preposition that governs a dataset which is used ("evaluated on X", "scores on A, B and X"), and words that say all
# the same that the paper made it ("tested on X, our new corpus").
_GOVERNED = re.compile(rf"\b(?:{GOVERNING}|beyond|unlike)\s+(?:(?:the|a|an|both)\s+)?$")
_MADE = re.compile(
    r".*?\b(?:our\s(?:[\w-]+\s){0,3}(?:data|bench|corp|suite|collection|test|set|leaderboard)\w*|"
    rf"new|novel|newly|(?:{MAKING_DATA})\w*|{NAMING}|call)\b",
    re.DOTALL,
)
_GOVERNING_REACH = 60  # characters before a mention in which a preposition governs it
_APPOSITION = 40  # characters after a mention in which it may be said to be new

# Of numbers (`results.attributes.holder`): the clause is about the paper's own results, ...
OWN_RESULTS = re.compile(
    r"\b(?:our(?!\s(?:[\w-]+\s)?(?:results?|evaluations?|experiments?|analys[ie]s|findings?|study|studies|benchmark|dataset))|ours|we\s(?:achieve|obtain|reach|attain|improve)|proposed|fine-?tuned|trained\son)\b",
    re.IGNORECASE,
)
# ... about models that a paper measures and did not make ("even the best-performing model", "current LLMs", "no
# model"), ...
MODELS_OF_OTHERS = re.compile(
    rf"\b(?:{_RECENT}|today['’]s|state-of-the-art|sota|leading|most|best|best-performing|top|top-performing|strongest|frontier"
    r"|all|advanced|popular|no|strong|open-source|proprietary|these|the|evaluated|tested|two|three|four|five|\d+|and|,)"
    r"\s(?:[\w/.-]+\s){0,3}?(?:models?|[LVM]+Ms?|MLLMs?|agents?|systems?|methods?|baselines?|assistants?|approach(?:es)?)\b",
    re.IGNORECASE,
)
# ... or has them as its subject, other than in "Unlike existing methods, ...".
SUBJECT_OF_OTHERS = re.compile(
    rf"(?:^|\bthat\s|,\s(?:with\s)?)(?:(?:even|most|many|the)\s)*(?:recent\sleading|{_RECENT})\s(?:[\w/.-]+\s){{0,4}}?"
    r"(?:models?|LLMs?|VLMs?|MLLMs?|agents?|systems?|methods?|baselines?|approach(?:es)?|works?)\b",
    re.IGNORECASE,
)

# For learned features, whose weights hold for these words: who may be the subject of a verb.
OWN_SUBJECTS = frozenset({"we", "our", "i", "authors", *_PAPER.split("|")})

RULES = (
    Rule(
        name="we propose",
        says="The paper introduces what is named.",
        pattern=_INTRODUCES,
        reads="before",
        example="This paper introduces a framework called [METHOD X].",
        no_op="Others propose [METHOD X].",
        why="who proposes it is not the paper",
    ),
    Rule(
        name="our",
        says="What is named is the paper's own.",
        pattern=_OUR_NAME,
        reads="before",
        example="The gains of our method [METHOD X] are large.",
        no_op="The gains of their method [METHOD X] are large.",
        why="it is the method of others",
    ),
    Rule(
        name="the paper speaks",
        says="What comes next is about the paper's own work.",
        pattern=_OWN_WORK,
        example="The proposed method outperforms [METHOD X].",
        no_op="LoRA has been proposed and outperforms [METHOD X].",
        why='what "has been proposed" is the work of others',
    ),
    Rule(
        name="others speak",
        says="What comes next is about the work of others.",
        pattern=_WORK_OF_OTHERS,
        example="Previously, models outperformed [METHOD X].",
        no_op="Our models outperform [METHOD X].",
        why="they are the paper's own",
    ),
    Rule(
        name="used",
        says="The dataset is only put to use.",
        pattern=_GOVERNED,
        reads="before",
        example="we test it on the [DATASET X].",
        no_op="we test on A, B, C and [DATASET X].",
        why="the preposition governs another name",
    ),
    Rule(
        name="made all the same",
        says="The paper made the dataset, although a preposition governs its name.",
        pattern=_MADE,
        reads="after",
        example="we test it on [DATASET X], our new benchmark.",
        no_op="on [DATASET X], our method is best.",
        why="it is the method that is ours",
    ),
    Rule(
        name="own results",
        says="The number is one that the paper's own work reaches.",
        pattern=OWN_RESULTS,
        example="our method reaches 5%",
        no_op="our evaluation finds 5%",
        why="what is evaluated may be the work of others",
    ),
    Rule(
        name="models of others",
        says="In a paper that measures the work of others, the number is theirs.",
        pattern=MODELS_OF_OTHERS,
        example="the best-performing model reaches 5%",
        no_op="it reaches 5%",
        why="no model is named or counted",
    ),
    Rule(
        name="others as subject",
        says="The number is one that the work of others reaches.",
        pattern=SUBJECT_OF_OTHERS,
        example="Even existing models reach 5%",
        no_op="Unlike existing methods, it reaches 5%",
        why="others are only what it differs from",
    ),
)


@lru_cache(maxsize=2)  # the claim reader and the rules of results ask about one paper in turn
def find_own_mentions(document: Document) -> Mapping[MentionIndex, float]:
    """The mentions that the text introduces as the paper's own, each with a score of how plainly it does so.

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
        if match and not OBJECT_END.search(match["rest"]) and _NAMED.search(before):
            plainness[MentionIndex(i)] = 1.0 if len(match["rest"]) < 40 else 0.8
        elif _OUR_NAME.search(before):
            plainness[MentionIndex(i)] = 0.6
    return MappingProxyType(plainness)


def is_only_used(document: Document, mentions: Sequence[MentionIndex]) -> bool:
    """Whether the paper uses an entity but does not introduce it, by all of its mentions.

    That is so if a preposition governs each of them and no verb of making follows. Mentions in the title do not count:
    a title may name the paper's own work.
    """
    return all(_is_governed(document, i) for i in mentions)


def _is_governed(document: Document, position: MentionIndex) -> bool:
    mention = document.mentions[position]
    start, end = document.sentence_at(mention.start)
    before = document.text[max(start, mention.start - _GOVERNING_REACH) : mention.start].lower()
    after = document.text[mention.end : min(end, mention.end + _APPOSITION)].lower()
    return mention.start > document.title_end and _GOVERNED.search(before) is not None and _MADE.match(after) is None


class Speaker:
    """Tells whose work a sentence is about at each place: the paper's or others'. Offsets count in the sentence."""

    def __init__(self, sentence: str, own_names: Iterable[int]) -> None:
        """Take a sentence, and the end offsets of its mentions of entities that the paper proposes."""
        self._sentence = sentence
        self._own_names = own_names

    @cached_property
    def _own(self) -> list[int]:
        return sorted([*self._own_names, *(match.end() for match in _OWN_WORK.finditer(self._sentence))])

    @cached_property
    def _others(self) -> list[int]:
        return [match.end() for match in _WORK_OF_OTHERS.finditer(self._sentence)]

    def is_the_paper(self, offset: int) -> bool:
        """Whether "we", "our" or a proposed name comes before the offset, and no word for prior work after that."""
        own = bisect_right(self._own, offset)
        others = bisect_right(self._others, offset)
        return own > 0 and (others == 0 or self._own[own - 1] > self._others[others - 1])
