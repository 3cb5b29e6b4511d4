"""Features of candidates of comparisons, by name, for the two logistic models of `compared_pairs`.

The words of a sentence are read as in `features`, in lower case; a mention is one word, its label ("@METHOD"), and a
number is "#".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extraction.discourse.clause_boundaries import CLAUSE_BOUNDARY
from kg.extraction.discourse.enumerations import LIST_WORDS
from kg.extraction.discourse.no_rivals import CLASS_HEAD
from kg.extraction.discourse.own_work import NOT_OURS, OWN
from kg.extraction.document import Document, MentionIndex
from kg.extraction.relations.compared_names import Names
from kg.extraction.relations.comparison_cues import Candidate
from kg.model.types import ACHIEVERS

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][a-z]{1,2}\b)?|[+-]?\d[\d.,]*(?:[x×%]|\\%)?|[^\w\s]")
_LISTED = "/ + as well # % by points point of other such including like e . g also even x"
_LISTING = LIST_WORDS.union(_LISTED.split())
_OWN = re.compile(rf"\b(?:{OWN}|its|this|these|proposed|which)\b", re.IGNORECASE)
_OTHERS = re.compile(
    rf"\b(?:(?:{NOT_OURS})(?:ly)?|other|standard|baseline|baselines|vanilla|state|sota|strong|leading|popular|individual|"
    r"alone|class|same|similar|larger|smaller)\b",
    re.IGNORECASE,
)
_TELLING_WORDS = (
    "not no never fails without better worse higher lower fewer less more faster slower smaller larger gains gain "
    "improvement improvements accuracy speedup competitive comparable reduces reduction performance outperforms as "
    "even while"
)
_TELLING = frozenset(_TELLING_WORDS.split())
_NEAR = 6  # words of a gap that are features as they stand


def read_words(document: Document, start: int, end: int) -> list[str]:
    """The words between two offsets; a mention that begins there is one word."""
    text, mentions = document.text, document.mentions
    words: list[str] = []
    at = start
    for i in range(bisect_left(mentions, start, key=lambda mention: mention.start), len(mentions)):
        mention = mentions[i]
        if mention.start >= end:
            break
        words += _TOKEN.findall(text[at : mention.start].lower())
        words.append("@" + mention.label)
        at = max(at, mention.end)
    if at < end:
        words += _TOKEN.findall(text[at:end].lower())
    return [word if word.isalpha() or not any(c.isdigit() for c in word) else "#" for word in words]


def list_object_features(
    document: Document, names: Names, sentence: tuple[int, int], candidate: Candidate
) -> Iterator[str]:
    """Features for the verdict on a candidate: whether it is compared at its cue, and is better, worse or level."""
    cue, i, phrase, head_name, head_phrase = candidate
    mention = document.mentions[i]
    text = document.text
    word = text[cue.start : cue.end].lower()
    kind = cue.name
    rule = "none" if phrase is None else f"{phrase.verdict}{'!' if phrase.negated else ''}"
    yield f"cue={kind}"
    yield f"rule={rule}"
    yield f"cue={kind}:rule={rule}"
    if len(word) < 24:
        yield f"word={word}"
    gap = read_words(document, cue.end, mention.start)
    before = read_words(document, max(sentence[0], cue.start - 200), cue.start)
    after = read_words(document, mention.end, min(sentence[1], mention.end + 60))[:3]
    listed = all(w[0] in "@#" or w in _LISTING for w in gap)
    between = sum(w[0] == "@" for w in gap)
    things = sum(w[0] == "@" and w[1:] in ACHIEVERS for w in gap)
    yield f"gap={_bucket(len(gap))}:{min(things, 3)}"
    yield f"gap={_bucket(len(gap))}:{kind}"
    yield f"listed={listed}:{min(things, 3)}:rule={rule}"
    yield f"mentions between={min(between - things, 3)}"
    if head_name != i:
        first = document.mentions[head_name]
        by_head = "none" if head_phrase is None else head_phrase.verdict
        head_gap = read_words(document, cue.end, first.start)
        yield f"item:rule={by_head}"
        yield f"item:cue={kind}:rule={by_head}"
        yield f"item:gap={_bucket(len(head_gap))}:{kind}"
        if len(head_gap) <= _NEAR:
            yield "item:gap: " + " ".join(head_gap)
    yield f"item={head_name != i}"
    if len(gap) <= _NEAR:
        yield "gap: " + " ".join(gap)
    for w in dict.fromkeys(gap):
        yield f"g={w}"
    if gap:
        yield f"first={gap[0]}"
        yield f"last={gap[-1]}"
        yield "last2=" + " ".join(gap[-2:])
    else:
        yield "next to it"
        yield f"next to it:{kind}"
    padded = ["<", "<", *before]
    yield f"b={padded[-1]}:{kind}"
    yield f"b2={' '.join(padded[-2:])}"
    for w in dict.fromkeys(before[-8:]):
        yield f"bw={w}"
    for w in dict.fromkeys(before[-8:]):
        if w in _TELLING:
            yield f"bw={w}:{kind}"
    for n, w in enumerate(after[:2]):
        yield f"a{n}={w}"
    yield f"a={' '.join(after[:2])}"
    passage = text[cue.end : mention.start]
    yield f"clause={CLAUSE_BOUNDARY.search(passage) is not None}"
    if _OTHERS.search(passage[-40:]):
        yield f"others={_OTHERS.findall(passage[-40:])[-1].lower()}:{_is_class(mention.text)}"
    if phrase is None and _OWN.search(passage):
        yield "own word between"
    yield from _list_name_features(document, names, i)
    sentence_number = document.sentence_number(mention.start)
    yield f"sentence={'title' if sentence_number == 0 else 'first' if sentence_number == 1 else 'later'}"
    opening = read_words(document, sentence[0], min(sentence[1], sentence[0] + 40))[:2]
    yield f"opens={' '.join(opening)}"
    yield f"opens={cue.start - sentence[0] < 3}:{kind}"


def list_subject_features(
    document: Document,
    names: Names,
    sentence: tuple[int, int],
    candidate: Candidate,
    verdict: str,
    subject: MentionIndex,
) -> Iterator[str]:
    """Features of whether `subject` is the name that a candidate is compared with at its cue, given the verdict."""
    cue, i = candidate.cue, candidate.mention
    text, mention, other = document.text, document.mentions[subject], document.mentions[i]
    own = names.entity_of[subject] in names.own
    inside = sentence[0] <= mention.start < sentence[1]
    ours = f"own={own}:{min(len(names.own), 3)}"
    kind = cue.name
    yield f"in={inside}:{ours}"
    yield f"verdict={verdict}:{inside}:{own}"
    if not inside:
        lead = text[sentence[0] : cue.start]
        words = _OWN.findall(lead)
        last = words[-1].lower() if words else "none"
        things = document.mentions_in(sentence[0], cue.start, *ACHIEVERS)
        owned = any(names.entity_of[m] in names.own for m in things)
        yield f"away:word={last}:{ours}"
        yield f"away:names before={min(len(things), 2)}:{owned}:{ours}"
        yield f"away:names before={min(len(things), 2)}:{last}:{own}"
        yield f"away:opens={' '.join(read_words(document, sentence[0], min(sentence[1], sentence[0] + 40))[:2])}:{own}"
        named = [m for m in names.members[names.entity_of[subject]] if document.mentions[m].start < sentence[0]]
        distance = (
            document.sentence_number(sentence[0]) - document.sentence_number(document.mentions[named[-1]].start)
            if named
            else 9
        )
        yield f"away:sentences={min(distance, 4)}:{own}"
        if own and len(names.own) > 1:
            yield f"away:place={min(names.own.index(names.entity_of[subject]), 3)}"
            title = any(document.mentions[m].end <= document.title_end for m in names.members[names.entity_of[subject]])
            yield f"away:title={title}"
        yield from (f"away:{feature}" for feature in _list_name_features(document, names, subject))
        return
    after = mention.start >= cue.end
    place = "after" if after else "before"
    things = (
        document.mentions_in(mention.end, cue.start, *ACHIEVERS)
        if not after
        else document.mentions_in(cue.end, mention.start, *ACHIEVERS)
    )
    yield f"{place}:{kind}:{own}"
    yield f"{place}:rank={min(len(things), 4)}:{own}"
    yield f"{place}:rank={min(len(things), 4)}:{verdict}"
    owned_between = any(names.entity_of[m] in names.own for m in things)
    yield f"{place}:own between={owned_between}:{own}"
    low, high = (
        (mention.end, cue.start) if not after else (other.end if other.end <= mention.start else cue.end, mention.start)
    )
    gap = read_words(document, low, high) if low < high else []
    leading = read_words(document, max(sentence[0], mention.start - 60), mention.start)[-3:]
    tail = read_words(document, mention.end, min(sentence[1], mention.end + 40))[:2]
    yield f"{place}:gap={_bucket(len(gap))}"
    if len(gap) <= _NEAR:
        yield f"{place}:gap: {' '.join(gap)}"
    for w in dict.fromkeys(gap):
        yield f"{place}:g={w}"
    padded = ["<", "<", *leading]
    yield f"{place}:lead={padded[-1]}"
    yield f"{place}:lead2={' '.join(padded[-2:])}"
    yield f"{place}:lead={padded[-1]}:{own}"
    yield f"{place}:tail={' '.join(tail[:1])}"
    yield f"{place}:tail2={' '.join(tail)}"
    passage = text[low:high] if low < high else ""
    own_words = _OWN.findall(passage)
    yield f"{place}:own word={own_words[-1].lower() if own_words else 'none'}:{own}"
    yield f"{place}:clause={CLAUSE_BOUNDARY.search(passage) is not None}:{own}"
    yield f"{place}:starts={mention.start - sentence[0] < 5}"
    yield f"beyond={mention.start > other.start}:{kind}"
    yield from _list_name_features(document, names, subject)


def _list_name_features(document: Document, names: Names, i: MentionIndex) -> Iterator[str]:
    mention = document.mentions[i]
    own = names.entity_of[i] in names.own
    yield f"label={mention.label}"
    yield f"class={_is_class(mention.text)}"
    yield f"is own={own}"
    if not own and names.is_kin(i):
        yield "kin"
    yield f"shape={_shape(mention.text)}"
    if _is_class(mention.text):
        yield f"head={mention.text.split()[-1].lower()}"


def _is_class(name: str) -> bool:
    """Whether a name is that of a class of things: "language models", "LLMs"."""
    return CLASS_HEAD.search(name) is not None


def _shape(name: str) -> str:
    if any(c.isdigit() for c in name):
        return "digit"
    if name.isupper():
        return "caps"
    if name.islower():
        return "lower"
    return "mixed" if " " in name else "word"


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "5" if count <= 5 else "9" if count <= 9 else "16" if count <= 16 else "far"
