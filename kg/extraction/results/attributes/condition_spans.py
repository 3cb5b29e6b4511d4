"""Spans of conditions as phrases: each ends where its phrase does, and what excludes another holds for one number.

"2.0 at 256 pixels and 2.4 at 512 pixels": no number is of both resolutions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from kg.extraction.document import Document

Span = tuple[int, int]

# Words that end at least three annotated conditions of claims-train.jsonl and follow hardly any.
_HEADS = (
    "sets?|models?|data|settings?|tasks?|parameters|samples|tokens|datasets?|steps|scenarios|scales?|backbones?|budgets?"
    "|domains?|objects|subsets?|resolutions?|inputs|categories|iterations|supervision|sparsity|images?|conditions?|robots?"
    "|configurations?|languages?|levels?|modes?|prompting|schemes?|instances|labels|sampling|features|pairs|protocols?"
    "|prompts?|rates?|contexts?|slices|videos?|cases?|queries|questions|quantization|systems?|lengths?|problems|users"
    "|constraints|sequences|platforms?|devices?|outputs|decoding|sizes|environments?|trajectories|agents|frames|splits?"
    "|benchmarks|instructions|regimes?|feedback|guidance|examples?|responses|demonstrations|filters|attacks?"
    "|points|architectures|stages?|pipelines?|runs|participants|machines?|setups?|classes|embeddings|perturbations|clients"
    "|bands|layers|splits"
)
_REST_OF_TOKEN = re.compile(r"(?:[-'’+/:.]?\w+|\\?%)*")
_HEAD = re.compile(rf"\s(?:{_HEADS})(?![\w-])")
_NAME = re.compile(r"[A-Z][\w.-]*$")
_REST_OF_NAME = re.compile(r"\s[A-Z][\w-]*\w")
_OPEN_BRACKET = re.compile(r"\s?\([^()]*$")
_LEAD = re.compile(r"\w+(?=\s)")


def complete_span(document: Document, start: int, end: int, limit: int) -> Span:
    """The span up to the end of its last token and of its phrase: "on synthetic data" where it is "on synthetic".

    It ends at `limit` at the latest, the offset at which something else begins. A bracket that is not closed is left
    out.
    """
    text = document.text
    if rest := _REST_OF_TOKEN.match(text, end, limit):
        end = rest.end()
    if head := _HEAD.match(text, end, limit):
        end = head.end()
    elif (
        _NAME.search(text, start, end)
        and (name := _REST_OF_NAME.match(text, end, limit))
        and not document.mentions_in(end, name.end())
    ):
        end = name.end()
    if bracket := _OPEN_BRACKET.search(text, start, end):
        end = bracket.start()
    return start, end


def separate(
    text: str, sentence: Span, numbers: Sequence[Span], held: Sequence[Sequence[Span]]
) -> list[tuple[Span, ...]]:
    """The conditions of each number, less those that are of another one.

    Of two conditions that begin with the same word and have a number between them a number has only one: that which
    follows it first where the first number stands before both, else that which comes last before it. Of 3,104 annotated
    conditions of claims-train.jsonl 17 share their first word with another one of their number beyond a number; 9 of
    these open the sentence, and stay.

    Args:
        numbers: the spans of the numbers of a sentence, ascending.
        held: the spans of the conditions of each, ascending.
    """
    spans = sorted({span for spans in held for span in spans})
    opening = {span for span in spans if not text[sentence[0] : span[0]].strip()}
    rivals = [
        (one, other)
        for one, other in combinations([span for span in spans if span not in opening], 2)
        if _read_lead(text, one) == _read_lead(text, other) is not None
        and any(one[1] <= low and high <= other[0] for low, high in numbers)
    ]
    if not rivals:
        return [tuple(spans) for spans in held]
    follow = {span: numbers[0][0] < span[0] for pair in rivals for span in pair}
    separated = []
    for (low, _), of_number in zip(numbers, held, strict=True):
        kept = set(of_number)
        for one, other in rivals:
            if one in kept and other in kept:
                first_follows = follow[one]
                kept.discard(_choose_other(one, other, low, follows=first_follows))
        separated.append(tuple(sorted(kept)))
    return separated


def _choose_other(one: Span, other: Span, number: int, *, follows: bool) -> Span:
    """Which of two conditions, in order, is not of a number: they follow their numbers, or come before them."""
    if follows:
        return other if number < one[0] else one
    return one if other[0] < number else other


def _read_lead(text: str, span: Span) -> str | None:
    """The first word of a condition, in lower case; None where it is the only one."""
    lead = _LEAD.match(text, *span)
    return lead[0].lower() if lead else None
