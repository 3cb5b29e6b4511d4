"""Boundaries of clauses and noun phrases within a sentence, after which the text may speak of something else.

Rules that read the text share the patterns, rules that read tokens (`kg.extraction.results.number_sentences`) share the
word sets. The variants are made of the same words; where they differ, a comment says why.
"""

from __future__ import annotations

import re

from kg.extraction.discourse.rule import Rule, compile_words

_SIGNS = r"[;:]\s"
CONTRASTS = "whereas|but|although|though"
"""Conjunctions after which another clause begins, whatever follows."""

PREPOSITIONS = (
    "of|on|in|for|by|with|to|from|via|under|through|across|as|at|into|than|after|before|during|without|between"
)
_RELATIVES = "that|which|who|when|where"

# "While using less" goes on about the same subject, "while BERT uses more" is about another.
CLAUSE_BOUNDARY = re.compile(
    rf"{_SIGNS}|\b(?:{CONTRASTS})\b"
    r"|\bwhile\s(?!(?:(?:also|still|simultaneously|only|even|at\sthe\ssame\stime)\s)?[\w-]+ing\b)",
    re.IGNORECASE,
)
# Any conjunction of contrast: for the words that tell who wins a comparison, which "while using less" would mislead.
ANY_CLAUSE_BOUNDARY = re.compile(rf"{_SIGNS}|\b(?:while|{CONTRASTS})\b", re.IGNORECASE)
# What an opening circumstance ("With 4 steps, ...") does not reach across.
STRONG_BOUNDARY = re.compile(r";\s|\bwhereas\b")
# Words that end the noun phrase after a phrase such as "outperforms": what follows them is not its object.
PHRASE_END = compile_words(
    rf"{PREPOSITIONS}|{_RELATIVES}|while|using|is|are|was|were|be|we|our|its?|this|these|but|although|because|if|can|"
    r"achiev\w+|show\w*"
)
# The same after a verb of making, whose object may be long: "we present a family of networks, X".
OBJECT_END = re.compile(
    r"\b(?:that|which|to|by|for|using|based|from|with|where|on|in|over|leverag\w+|built)\b", re.IGNORECASE
)

# Tokens are stemmed: "whereas" is "wherea" among them.
BOUNDARY_WORDS = frozenset({";", "while", "wherea", "but"})
BOUNDARY_WORDS_OF_CHANGES = BOUNDARY_WORDS | {":", "although", "though", "despite"}
BOUNDARY_WORDS_OF_PEOPLE = BOUNDARY_WORDS | {":", ",", "("}

_LONGEST_CLAUSE = 400  # characters of it that are looked at
LONGEST_SENTENCE = 1000  # characters; the longest of the 14,403 sentences of the annotated papers has 817

RULES = (
    Rule(
        name="clause",
        says="Another clause begins, which may have another subject.",
        pattern=CLAUSE_BOUNDARY,
        example="It wins, while BERT uses less.",
        no_op="It wins while using less.",
        why="the clause goes on about the same subject",
    ),
    Rule(
        name="any clause",
        says="Another clause begins, or an addition that may compare something else.",
        pattern=ANY_CLAUSE_BOUNDARY,
        example="It wins while using less.",
        no_op="It wins, and BERT loses.",
        why='"and" joins what is said of one thing as often',
    ),
    Rule(
        name="strong boundary",
        says='What the sentence opened with, such as "With 4 steps, ...", no longer holds.',
        pattern=STRONG_BOUNDARY,
        example="With 4 steps it wins, whereas BERT loses.",
        no_op="With 4 steps it wins, but BERT loses.",
        why="both numbers are with 4 steps",
    ),
    Rule(
        name="end of a noun phrase",
        says="What follows is no longer the object of the phrase before.",
        pattern=PHRASE_END,
        example="strong models on [METHOD X]",
        no_op="strong on-device models like [METHOD X]",
        why="a part of a compound",
    ),
    Rule(
        name="end of what is made",
        says="What follows is not what was made, but what that is for or made of.",
        pattern=OBJECT_END,
        example="We propose a method that extends [METHOD X].",
        no_op="We present a family of networks, [MODEL X].",
        why='"of" goes on with what is made',
    ),
)


def find_clause_start(text: str, start: int, place: int) -> int:
    """The start of the clause around `place`, in a sentence that begins at `start`.

    It is at most `_LONGEST_CLAUSE` characters before `place`.
    """
    first = max(start, place - _LONGEST_CLAUSE)
    return max((found.end() for found in CLAUSE_BOUNDARY.finditer(text, first, place)), default=first)


def in_same_clause(text: str, start: int, end: int) -> bool:
    """Whether no clause ends between two offsets of one sentence, at most `LONGEST_SENTENCE` characters apart."""
    return end - start <= LONGEST_SENTENCE and CLAUSE_BOUNDARY.search(text, start, end) is None
