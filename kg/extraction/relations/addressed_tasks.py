"""Tasks that a paper addresses, by where it names them: in its title, or as the subject with which its abstract opens.

Tasks that a paper states in words ("we tackle X") are found by `patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.discourse.rule import Rule
from kg.extraction.document import Document
from kg.model.records import Claim, Mention

_PART = re.compile(r"[:?!;–—]\s| -+ ")  # a title says things of their own before and after one of these
_REACH = 60  # characters before a task in which a preposition governs it
_AIMS = r"for|towards?|in|on|of|to|into|at|improving|enhancing|advancing|solving|rethinking"
_MEANS = r"via|by|with|using|through|from|as|without|beyond|than|under|versus|vs\.?|like|against"
# The last preposition before a task is one of means.
_IS_MEANS = re.compile(
    rf"(?<![\w-])(?:{_MEANS})(?![\w-])(?!.*(?<![\w-])(?:{_MEANS}|{_AIMS})(?![\w-]))", re.IGNORECASE | re.DOTALL
)
# The share that was right of 53 and of 11 claims judged in their texts (tests/data/judged/addresses.jsonl).
_TITLE_SCORE, _OPENING_SCORE = 0.92, 0.82

# "Person re-identification (ReID) aims to ...": what follows a task that a sentence is about.
_IS_SUBJECT = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:tasks?\s|problems?\s)?(?:,\s[^,]{1,60},\s)?(?:\w+ly\s)?(?:is|are|has|have|aims?|remains?|plays?|requires?"
    r"|demands?|refers?|seeks?|involves?|poses?|suffers?|enables?|offers?|faces?|presents?|relies|needs?|focuses|deals|concerns?|can|typically)\b"
)
_WHOLE_FIELDS = re.compile(
    r"(?:natural language processing|nlp|computer vision|vision|machine learning|robotics|reasoning|speech|"
    r"artificial intelligence|information retrieval)s?",
    re.IGNORECASE,
)

_JOINS = frozenset("-/")  # beside a mention: it is a part of a compound
_SETTING = re.compile(r"\w+-shot", re.IGNORECASE)


RULES = (
    Rule(
        name="only a means",
        says="The task that a title names is not what the paper aims at.",
        pattern=_IS_MEANS,
        reads="before",
        example="Better Agents with Cheap [TASK token prediction]",
        no_op="Agents by Design for [TASK image editing]",
        why="the nearer preposition governs it",
    ),
    Rule(
        name="opening",
        says="The paper addresses the task that its abstract opens with.",
        pattern=_IS_SUBJECT,
        reads="after",
        example="[TASK person search] (PS) aims to find people.",
        no_op="[TASK person search] models are slow.",
        why="the sentence is about models",
    ),
)


def find_addressed_tasks(document: Document) -> Iterator[Claim]:
    """Yields a claim for each task that the title aims at, and for the one that the abstract opens with."""
    if not document.sentences:
        return
    sentence = document.sentence_at(0)
    for i in document.mentions_in(0, document.title_end, "TASK"):
        mention = document.mentions[i]
        if not is_modifier(document.text, mention) and not is_means(document.text, mention):
            yield Claim("addresses", mention.reference, *sentence, _TITLE_SCORE, origin="title")
    opening = next((span for span in document.sentences if span[0] > document.title_end), None)
    if opening is None:
        return
    for i in document.mentions_in(*opening, "TASK"):
        mention = document.mentions[i]
        if (
            mention.start == opening[0]
            and _IS_SUBJECT.match(document.text, mention.end, opening[1])
            and not _WHOLE_FIELDS.fullmatch(mention.text)
        ):
            yield Claim("addresses", mention.reference, *opening, _OPENING_SCORE, origin="opening")


def is_modifier(text: str, mention: Mention) -> bool:
    """Whether the mention only qualifies another noun: "reasoning-capable models", "zero-shot performance"."""
    before, after = text[max(0, mention.start - 1) : mention.start], text[mention.end : mention.end + 1]
    return before in _JOINS or after in _JOINS or _SETTING.fullmatch(mention.text) is not None


def is_means(text: str, mention: Mention) -> bool:
    """Whether a title names a task only as a means: "via next-token prediction"."""
    before = _PART.split(text[max(0, mention.start - _REACH) : mention.start])[-1]
    return _IS_MEANS.search(before) is not None
